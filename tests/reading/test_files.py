"""Files that can and can't be read; every refusal is one line with the file, the reason and the remedy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

import pytest

from extract.reading import ReadError, read_bytes, read_path

TEXT = "Phòng Nội vụ đề nghị các xã gửi báo cáo trước ngày 15 hằng tháng."


def refusal(path: Path, **options: int) -> str:
    with pytest.raises(ReadError) as error:
        read_path(path, **options)
    message = str(error.value)
    assert "\n" not in message and path.name in message
    assert error.value.reason and error.value.remedy
    return message


def test_reads_a_name_with_spaces_and_accents(tmp_path: Path) -> None:
    path = tmp_path / "Công văn số 5 (bản cuối).txt"
    path.write_text(TEXT, "utf-8")
    assert read_path(path).text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "rỗng"),
        (b" \n\t\r\n ", "rỗng"),
        ("\u00a0\n\u00a0".encode(), "khoảng trắng"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 20 + b"word/document.xml", "DOCX"),
        (b"PK\x03\x04" + b"\x00" * 20 + b"xl/workbook.xml", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "97-2003"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<!DOCTYPE html>\n<html><body></body></html>", "trang web"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"There is nothing here for a Vietnamese reader, only English words in long rows.", "tiếng Việt"),
    ],
)
def test_refuses_what_is_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_bytes(data)
    assert reason in refusal(path)


def test_refuses_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    assert "thư mục" in refusal(tmp_path)
    assert "không tìm thấy" in refusal(tmp_path / "mat.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_refuses_what_it_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "mat.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    assert "quyền" in refusal(path)


def test_refuses_a_file_too_large_before_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "200 MB" in refusal(path)


def test_the_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "vua.txt"
    path.write_text(TEXT, "utf-8")
    assert "tách" in refusal(path, max_bytes=10)


def test_markdown_emphasis_is_not_taken_for_a_web_page() -> None:
    source = read_bytes("<i>Sở Y tế</i> báo cáo kết quả khám bệnh.".encode(), "a.md")
    assert source.text == "Sở Y tế báo cáo kết quả khám bệnh."
    assert source.media_type == "text/markdown"


def test_a_name_with_a_line_break_stays_on_one_line() -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(b"", "a\nb.txt")
    assert str(error.value).startswith("a b.txt: ")


def test_a_file_that_changes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "đang ghi.txt"
    path.write_text(TEXT, "utf-8")
    opened = Path.open

    class Growing:
        """The file, to which another program writes between two reads."""

        def __init__(self, file: IO[bytes]) -> None:
            self.file = file

        def __enter__(self) -> Growing:
            return self

        def __exit__(self, *error: object) -> None:
            self.file.close()

        def fileno(self) -> int:
            return self.file.fileno()

        def read(self, size: int) -> bytes:
            data = self.file.read(size)
            with opened(path, "ab") as other:
                other.write("Thêm một dòng.\n".encode())
            return data

    monkeypatch.setattr(Path, "open", lambda self, mode="r": Growing(opened(self, mode)))
    with pytest.raises(ReadError, match="thay đổi trong khi đọc") as error:
        read_path(path)
    assert str(path) in str(error.value)


def test_a_path_of_three_hundred_characters_is_read(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 300:
        folder = folder / "hồ sơ lưu trữ của văn phòng ủy ban"
    folder.mkdir(parents=True)
    path = folder / "thông báo kết luận.txt"
    path.write_text(TEXT, "utf-8")
    assert read_path(path).text
