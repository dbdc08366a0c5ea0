"""Bytes to text: the encoding is found from the bytes, and whether what comes out is Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass

from charset_normalizer import from_bytes

from extract.reading.encodings.repair import TWICE, repair
from extract.reading.encodings.syllables import is_syllable, vietnamese
from extract.reading.source import ReadError
from extract.values.language import say

__all__ = ["Decoded", "decode", "is_syllable", "mended", "vietnamese"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAVE_AS_UTF8 = say(
    "hãy mở tệp bằng chương trình đã tạo ra nó rồi lưu lại với mã UTF-8",
    "open the file with the program that made it and save it as UTF-8",
)
_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "vps": "VPS", "viscii": "VISCII"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of the encoding it came in, and notes on what was guessed, converted or replaced.

    Where a file in Unicode holds text of an older encoding, both are named: `utf-8+tcvn3`.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decodes bytes in UTF-8, UTF-16, UTF-32, windows-1258, windows-1252, TCVN3, VNI, VPS or VISCII.

    Lines of older encodings in a text in Unicode are converted and noted. A few broken bytes, or a character cut
    off at the end, are replaced and noted. `ReadError` where the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return mended(_lenient(data[len(bom) :], encoding))
    if b"\x00" not in data:
        try:
            return mended(Decoded(data.decode("utf-8"), "utf-8"))
        except UnicodeDecodeError:
            return _eight_bit(data, name)
    wide = _utf_16(data)
    if wide is None:
        raise ReadError(
            name,
            say("không phải tệp văn bản (có byte NUL)", "not a text file (it has NUL bytes)"),
            _SAVE_AS_UTF8,
        )
    return mended(wide)


def mended(decoded: Decoded) -> Decoded:
    """A text in Unicode with what it holds of older encodings converted and noted; the same one if it holds none."""
    repaired = repair(decoded.text)
    if repaired is None:
        return decoded
    old = [_NAMES.get(name, name) for name in repaired.encodings if name != TWICE]
    notes = list(decoded.notes)
    if TWICE in repaired.encodings:
        notes.append("chữ UTF-8 đã bị giải mã nhầm theo windows-1252, đã sửa lại")
    if old:
        notes.append(f"{repaired.lines} dòng gõ theo mã {', '.join(old)} đã được chuyển sang Unicode")
    encodings = [decoded.encoding, *("utf-8" if name == TWICE else name for name in repaired.encodings)]
    return Decoded(repaired.text, "+".join(encodings), tuple(notes))


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, (_replaced(text),))


def _replaced(text: str) -> str:
    count = text.count("\ufffd")
    if count == 1 and text.endswith("\ufffd"):
        return "tệp bị cắt giữa một ký tự ở cuối; ký tự đó đã được thay"
    return f"{count} chỗ có byte hỏng đã được thay bằng ký tự �"


def _utf_16(data: bytes) -> Decoded | None:
    """Text in UTF-16 without its mark: spaces and line ends leave a zero in every other place."""
    sample = data[:65536]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.1 * len(sample) / 2 or min(even, odd) > 0.1 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    decoded = _lenient(data, encoding)
    if "\x00" in decoded.text or decoded.text.count("\ufffd") > 1 + len(decoded.text) // 200:
        return None
    note = f"tệp không ghi mã ký tự, đọc theo {encoding}"
    return Decoded(decoded.text, encoding, (note, *decoded.notes))


def _eight_bit(data: bytes, name: str) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond = sum(1 for c in text[:200_000] if c > "\x7f")
    # One broken byte among many whole characters is damage; where most are broken, it never was UTF-8.
    if broken <= 2 or broken * 20 < beyond:
        return mended(Decoded(text, "utf-8", (_replaced(text),)))
    if _control_share(data) > 0.02:
        raise ReadError(
            name,
            say("không phải tệp văn bản (nhiều byte điều khiển)", "not a text file (many control bytes)"),
            _SAVE_AS_UTF8,
        )
    western = _windows_1252(data)
    if (repaired := repair(western, suspected=True)) is not None:
        encoding = "+".join(repaired.encodings)
        return Decoded(repaired.text, encoding, (f"tệp không ghi mã ký tự, đoán là {encoding}",))
    best, encoding, text = vietnamese(western), "windows-1252", western
    if best < 0.3:
        guess = from_bytes(data[:65536]).best()
        if guess is not None and vietnamese(str(guess)) > max(best, 0.3):
            encoding, text = guess.encoding, data.decode(guess.encoding, errors="replace")
        elif best < 0.1 and broken * 3 > len(data) // 2:
            raise ReadError(
                name, say("không nhận ra mã ký tự của tệp", "the encoding can't be told"), _SAVE_AS_UTF8
            )
    return Decoded(text, encoding, (f"tệp không ghi mã ký tự, đoán là {encoding}",))


def _windows_1252(data: bytes) -> str:
    """Every byte as its character; the five codes that windows-1252 leaves free stay as they are."""
    return data.decode("latin-1").translate(_WESTERN)


_WESTERN = {
    code: char
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("windows-1252", errors="ignore"))
}


def _control_share(data: bytes) -> float:
    sample = data[:65536]
    controls = sum(sample.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return controls / max(1, len(sample))
