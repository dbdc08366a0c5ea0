"""What the headers and the errors of a portal mean."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
from email.message import Message
from urllib.parse import unquote

import httpx

from extract.values.language import say


def retry_after(value: str | None) -> float | None:
    """The seconds of a `Retry-After`, which may be a number or a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())


def filename_in(disposition: str | None) -> str | None:
    """The name in a `Content-Disposition`, in whichever way it was written."""
    if not disposition:
        return None
    # Many hosts write the name as plain UTF-8, which HTTP hands on as Latin-1.
    with contextlib.suppress(UnicodeError):
        disposition = disposition.encode("latin-1").decode("utf-8")
    message = Message()
    message["Content-Disposition"] = disposition.replace("\r", " ").replace("\n", " ")
    try:
        name = message.get_filename()
    except (UnicodeError, LookupError, ValueError):
        return None
    if name and "=?" in name:
        import email.header

        with contextlib.suppress(Exception):
            name = str(email.header.make_header(email.header.decode_header(name)))
    return unquote(name) if name else None


def explained(error: httpx.TransportError) -> str:
    """Why a connection failed, with what is to be done."""
    if "CERTIFICATE_VERIFY" in str(error):
        return say(
            f"chứng chỉ TLS không tin được ({error}); nếu là cổng nội bộ, chỉ tệp chứng chỉ bằng 'ca_file'",
            f"its TLS certificate is not to be trusted ({error}); name the authority of an internal portal in 'ca_file'",
        )
    if isinstance(error, httpx.TimeoutException):
        reason = say("máy chủ không trả lời kịp", "the host does not answer in time")
    elif isinstance(error, httpx.ConnectError):
        reason = say(f"không kết nối được ({error})", f"can't connect ({error})")
    else:
        reason = say(f"kết nối bị cắt ({error})", f"the connection was cut ({error})")
    return reason + say("; lần chạy sau sẽ thử lại", "; tried again next time")
