"""Web archives: the page in the message."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from extract.reading import ReadError, read_bytes

PROSE = "Sở Nội vụ đề nghị các huyện gửi báo cáo rà soát thủ tục hành chính trước ngày 20 hằng tháng."


def archive(html: bytes, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    import base64
    import quopri

    body = quopri.encodestring(html) if encoding == "quoted-printable" else base64.encodebytes(html)
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://hoalac.vidu.vn/vb/35\r\nSubject: =?utf-8?Q?VB?=\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----M"\r\n\r\n'
        b"------M\r\nContent-Type: text/html; charset="
        + charset.encode()
        + b"\r\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\r\nContent-Location: https://hoalac.vidu.vn/vb/35\r\n\r\n"
        + body
        + b"\r\n------M\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------M--\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_reads_the_page_of_an_archive(encoding: str) -> None:
    source = read_bytes(
        archive(f"<html><body><p>{PROSE}</p></body></html>".encode(), encoding=encoding), "a.mht"
    )
    assert source.media_type == "text/html"
    assert source.text == PROSE
    assert ("url", "https://hoalac.vidu.vn/vb/35") in source.metadata


def test_the_encoding_of_the_message_is_used() -> None:
    from tests.reading.test_decode import to_1258

    data = archive(b"<html><body><p>" + to_1258(PROSE) + b"</p></body></html>", charset="windows-1258")
    assert read_bytes(data, "cong-van.doc").text == PROSE


def test_an_archive_of_a_word_processor() -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_x"\n\nThis document is a Single File Web Page.\n\n'
    part = f'--=_x\nContent-Location: file:///C:/vb.htm\nContent-Transfer-Encoding: 8bit\nContent-Type: text/html; charset="utf-8"\n\n<html><p>{PROSE}</p></html>\n--=_x--\n'
    source = read_bytes(head + part.encode(), "van-ban.doc")
    assert source.text == PROSE and source.metadata == ()


def test_a_message_without_a_page_says_so() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message["MIME-Version"] = "1.0"
    message.add_attachment(b"abc", maintype="image", subtype="png")
    with pytest.raises(ReadError, match="không có phần HTML"):
        read_bytes(bytes(message), "a.mht")


def test_a_text_that_begins_like_a_message_is_a_text() -> None:
    text = f"Subject: Báo cáo tháng\n\n{PROSE}"
    assert read_bytes(text.encode(), "a.txt").media_type == "text/plain"
