"""Images of pages: by whatever camera or scanner they were made, and those that can't be read."""

from __future__ import annotations

import io
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PIL")
pytest.importorskip("numpy")

from PIL import Image as Images

from extract.reading import MissingToolError, ReadError, read_bytes
from extract.reading.formats import image as reader
from extract.reading.raster import Frames
from tests.reading.image_files import DPI, TEXT, sheet, stored

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
READ = "\n".join((" ".join(TEXT[:3]), " ".join(TEXT[3:])))
BLANK = Images.new("L", (1240, 1754), 255)


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "anh.jpg")
    message = str(error.value)
    assert message.startswith("anh.jpg: ") and "\n" not in message and error.value.remedy
    return message


def frames_of(data: bytes) -> tuple[list[Images.Image], Frames]:
    frames = Frames(data, "ảnh", "anh.jpg")
    return list(frames), frames


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (stored(BLANK), "image/png"),
        (stored(BLANK, "JPEG"), "image/jpeg"),
        (stored(BLANK, "TIFF"), "image/tiff"),
        (stored(BLANK, "TIFF", big_tiff=True), "image/tiff"),
        (stored(BLANK, "BMP"), "image/bmp"),
        (stored(BLANK, "GIF"), "image/gif"),
        (stored(BLANK, "WEBP"), "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"BM.01/UBND: Bi\xe1\xbb\x83u m\xe1\xba\xabu b\xc3\xa1o c\xc3\xa1o th\xc3\xa1ng", None),
        ("II* Kế hoạch kiểm tra công vụ".encode(), None),
        (b"GIF8 l\xc3\xa0 m\xe1\xbb\x99t \xc4\x91\xe1\xbb\x8bnh d\xe1\xba\xa1ng", None),
        (b"", None),
    ],
)
def test_is_known_by_its_bytes(data: bytes, media_type: str | None) -> None:
    found = reader.kind_of(data)
    assert (found and found[0]) == media_type


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {"dpi": (DPI, DPI)}), ("JPEG", {"quality": 60}), ("WEBP", {}), ("BMP", {})],
)
def test_reads_a_page_of_each_format(kind: str, options: dict[str, object]) -> None:
    source = read_bytes(stored(sheet(), kind, **options), "thong-bao.pdf")
    assert source.text == READ
    assert source.media_type == f"image/{kind.lower()}"
    (page,) = source.page_infos
    assert (page.number, page.origin) == (1, "scan")
    # Without a resolution that is stated the sheet is taken for A4.
    assert (page.width, page.height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))
    at = source.text.index("Ủy")
    assert source.places is not None
    box = source.places.boxes_of(at, at + 2)[0]
    assert box.page == 1 and box.x0 == pytest.approx(85, abs=3) and 75 < box.y0 < box.y1 < 105


@needs_tesseract
def test_the_frames_of_a_tiff_are_its_pages() -> None:
    first, second = sheet(TEXT[:3]).convert("1"), sheet(TEXT[3:]).convert("1")
    data = stored(
        first,
        "TIFF",
        save_all=True,
        append_images=[BLANK.convert("1"), second],
        compression="group4",
        dpi=(DPI, DPI),
    )
    source = read_bytes(data, "a.tif")
    assert source.text == READ
    assert [(p.number, p.origin) for p in source.page_infos] == [(1, "scan"), (2, "blank"), (3, "scan")]
    assert source.places is not None
    at = source.text.index("Các tổ")
    assert source.places.boxes_of(at, at + 3)[0].page == 3


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 270])
def test_a_photograph_of_a_page_that_lies_on_its_side(turn: int) -> None:
    photograph = sheet(TEXT * 3, mode="RGB").rotate(turn, expand=True)
    source = read_bytes(stored(photograph, "JPEG", quality=70), "a.jpg")
    assert source.text.startswith(READ)
    (page,) = source.page_infos
    assert page.width < page.height and "xoay" in (page.note or "")
    assert source.places is not None
    box = source.places.boxes_of(0, 2)[0]
    assert box.x0 == pytest.approx(85, abs=4) and 75 < box.y0 < 105


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_a_photograph_is_shown_as_the_camera_was_held(kind: str, orientation: int) -> None:
    upright = Images.new("L", (600, 800), 255)
    upright.paste(0, (0, 0, 200, 100))
    undo: dict[int, Callable[[Images.Image], Images.Image]] = {
        2: lambda i: i.transpose(Images.Transpose.FLIP_LEFT_RIGHT),
        3: lambda i: i.rotate(180),
        4: lambda i: i.transpose(Images.Transpose.FLIP_TOP_BOTTOM),
        5: lambda i: i.transpose(Images.Transpose.TRANSPOSE),
        6: lambda i: i.rotate(90, expand=True),
        7: lambda i: i.transpose(Images.Transpose.TRANSVERSE),
        8: lambda i: i.rotate(-90, expand=True),
    }
    held = undo.get(orientation, lambda i: i)(upright)
    exif = Images.Exif()
    exif[274] = orientation
    (page,), _ = frames_of(stored(held, kind, exif=exif.tobytes()))
    assert page.size == (600, 800)
    assert (
        page.getpixel((100, 50)) < 30 and page.getpixel((500, 50)) > 225 and page.getpixel((100, 700)) > 225
    )


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I;16"])
def test_paper_is_white_and_ink_is_black_in_every_kind_of_pixels(mode: str) -> None:
    grey = Images.new("L", (600, 800), 255)
    grey.paste(0, (100, 100, 300, 200))
    if mode == "I;16":
        import numpy as np

        made = Images.fromarray(np.asarray(grey).astype(np.uint16) * 200 + 900)
    elif mode in ("LA", "RGBA"):
        # Ink on nothing: what is transparent is paper, whatever colour it hides.
        made = Images.new(mode, grey.size, 0)
        made.putalpha(grey.point(lambda v: 255 - v))
    else:
        made = grey.convert(mode)
    (page,), _ = frames_of(stored(made, "TIFF" if mode in ("CMYK", "I;16") else "PNG"))
    assert page.mode in ("L", "RGB")
    shown = page.convert("L")
    assert shown.getpixel((150, 150)) < 40 and shown.getpixel((500, 500)) > 180


def test_what_moves_or_lies_beside_a_photograph_is_no_page() -> None:
    grey = sheet()
    for data in (
        stored(grey, "GIF", save_all=True, append_images=[BLANK, grey]),
        stored(grey, "PNG", save_all=True, append_images=[BLANK]),
        stored(grey.convert("RGB"), "MPO", save_all=True, append_images=[BLANK.convert("RGB")]),
    ):
        pages, _ = frames_of(data)
        assert len(pages) == 1


def test_a_preview_in_a_tiff_is_no_page() -> None:
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    small = ImageFileDirectory_v2()
    small[254] = 1
    out = io.BytesIO()
    with Images.new("L", (600, 800), 200) as preview:
        preview.encoderinfo = {"tiffinfo": small}
        BLANK.save(out, "TIFF", save_all=True, append_images=[preview])
    pages, frames = frames_of(out.getvalue())
    assert [page.size for page in pages] == [BLANK.size] and frames.numbers == [1]


def test_a_large_photograph_is_made_smaller_and_keeps_its_size_in_inches() -> None:
    large = Images.new("L", (9000, 7200), 255)
    for kind in ("JPEG", "PNG"):
        (page,), _ = frames_of(stored(large, kind, dpi=(900, 900)))
        assert max(page.size) <= 6000
        assert page.info["dpi"][0] * 10 == pytest.approx(max(page.size), rel=0.01)


def png_header(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff_of_frames(count: int) -> bytes:
    """A file of frames that all show the same strip."""
    entries = [
        (256, 600),
        (257, 800),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, 800),
        (279, 480_000),
    ]
    out = bytearray(b"II*\x00" + struct.pack("<I", 8 + 480_000) + b"\xff" * 480_000)
    for nth in range(count):
        out += struct.pack("<H", len(entries))
        for tag, value in entries:
            out += struct.pack("<HHII", tag, 4, 1, value)
        out += struct.pack("<I", len(out) + 4 if nth < count - 1 else 0)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_header(60_000, 60_000, zlib.compress(b"\0" * 10_000_000)), "điểm ảnh"),
        (png_header(12_000, 12_000, zlib.compress(b"\0" * 10_000_000)), "điểm ảnh"),
        (png_header(0, 10), "hỏng"),
        (png_header(600, 800, b"khong phai zlib"), "hỏng"),
        (b"\x89PNG\r\n\x1a\n", "PNG: tệp ảnh bị hỏng"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 300, "hỏng"),
        (b"II*\x00\xff\xff\xff\x7f", "hỏng"),
        (stored(Images.new("L", (48, 48), 90)), "quá nhỏ (48×48)"),
    ],
)
def test_what_is_no_page_is_refused_by_name(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_photograph_cut_off_is_refused(kind: str) -> None:
    whole = stored(sheet(), kind)
    assert "cắt cụt" in refusal(whole[: len(whole) // 2])


def test_a_loop_of_frames_ends_and_too_many_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(tiff_of_frames(3))
    data[-4:] = struct.pack("<I", 8 + 480_000)
    assert len(frames_of(bytes(data))[0]) == 3
    monkeypatch.setattr("extract.reading.raster.MOST_FRAMES", 5)
    pages, frames = frames_of(tiff_of_frames(9))
    assert len(pages) == 5 and frames.cut


@needs_tesseract
def test_a_broken_frame_does_not_cost_the_others() -> None:
    data = bytearray(
        stored(
            sheet(TEXT[:3]),
            "TIFF",
            save_all=True,
            append_images=[sheet(), sheet(TEXT[3:])],
            compression="tiff_lzw",
        )
    )
    with Images.open(io.BytesIO(data)) as image:
        image.seek(1)
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    data[start : start + min(length, 4000)] = b"\xff" * min(length, 4000)
    source = read_bytes(bytes(data), "a.tif")
    assert source.text == READ
    assert [page.number for page in source.page_infos] == [1, 2, 3]
    assert "hỏng" in (source.page_infos[1].note or "")
    assert source.notes == ("không đọc được trang 2",)


@needs_tesseract
def test_an_image_without_words_is_told() -> None:
    assert "không có chữ" in refusal(stored(BLANK))


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda name, *rest, **options: None if name == "tesseract" else found(name)
    )
    yield


def test_without_tesseract_the_file_waits_with_the_line_that_installs_it(no_tesseract: None) -> None:
    with pytest.raises(MissingToolError) as error:
        read_bytes(stored(sheet()), "anh.png")
    assert "apt-get install tesseract-ocr" in error.value.remedy


def test_without_the_packages_the_file_waits_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "PIL" else found(name))
    with pytest.raises(MissingToolError) as error:
        read_bytes(stored(BLANK), "anh.png")
    assert "pip install" in error.value.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "AVIF"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
        (b"AT&TFORM\x00\x00", "DjVu"),
    ],
)
def test_formats_of_images_that_are_not_read_are_named(data: bytes, kind: str) -> None:
    message = refusal(data + b"\0" * 40)
    assert kind in message and "JPEG, PNG hoặc PDF" in message
