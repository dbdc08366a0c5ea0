"""The client: one address into one file, politely, with everything that a portal may do wrong."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from extract.intake.fetching.addresses import Gate, RefusedError, canonical
from extract.intake.fetching.config import Source
from extract.intake.fetching.content import CutOffError, TooLargeError, kind_of, looks_whole
from extract.intake.fetching.headers import explained, filename_in, retry_after
from extract.intake.fetching.parts import Part
from extract.intake.fetching.robots import MOST_BYTES, Robots
from extract.intake.fetching.transport import GatedTransport
from extract.values.language import say
from extract.version import VERSION

_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = {408, 425, 429, 500, 502, 503, 504}
_MOST_REDIRECTS = 10
_MEDIA = ("video/", "audio/", "font/")
logging.getLogger("stamina").addHandler(logging.NullHandler())


class FetchError(Exception):
    """An address that was not fetched. `str()` is one line: address, reason and remedy.

    `status` is `refused` (never to be asked as things are), `gone` (404, 410) or `failed` (asked again next time).
    """

    def __init__(self, url: str, status: str, reason: str, code: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.status, self.reason, self.code = url, status, reason, code


class HostBusyError(FetchError):
    """A host that asks to be left alone for longer than this run lasts."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of its version."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `path` holds its content, unpacked, to be moved away or deleted; `None` where nothing changed."""

    url: str
    """Where the content was in the end, after redirects."""
    path: Path | None
    fetched_at: str
    validators: Validators = field(default_factory=Validators)
    sha256: str = ""
    size: int = 0
    kind: str = ""
    media_type: str = ""
    charset: str | None = None
    filename: str | None = None
    """The name that the host gives the file."""


class _AgainError(Exception):
    """An attempt that may do better the next time, after the seconds given."""

    def __init__(self, reason: str, after: float | None = None, code: int | None = None) -> None:
        super().__init__(reason)
        self.after, self.code = after, code


class _MovedError(Exception):
    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


class _ChangedNothingError(Exception):
    pass


class Pace:
    """The time of the next request to each host; shared by all sources of a run."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._next: dict[str, float] = {}

    def wait(self, host: str, gap: float) -> None:
        """Waits for the turn, and takes the next one `gap` seconds later."""
        now = self._clock()
        at = self._next.get(host, now)
        if at > now:
            self._sleep(at - now)
        self._next[host] = max(at, self._clock()) + gap

    def hold(self, host: str, seconds: float) -> None:
        """Leaves a host alone for some time."""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)


class Client:
    """Fetches the addresses of one source. `parts` is the folder for what is not complete yet."""

    def __init__(self, source: Source, gate: Gate, pace: Pace, parts: Path) -> None:
        contact = f" (+mailto:{source.contact})" if source.contact else ""
        agent = f"cchc/{VERSION}{contact}".encode("ascii", "replace").decode("ascii")
        self._source, self._gate, self._pace, self._parts = source, gate, pace, parts
        self._http = httpx.Client(
            transport=GatedTransport(gate, source.ca_file),
            headers={
                "User-Agent": agent,
                "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
                "Accept-Language": "vi,en;q=0.5",
                "Accept-Encoding": "gzip",
            },
            timeout=source.timeout,
            follow_redirects=False,
            trust_env=False,
        )
        self._robots = Robots("cchc", self._ask_robots)
        self._busy: dict[str, str] = {}
        self._suspected: str | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str, validators: Validators | None = None) -> Fetched:
        """Fetches an address; with `validators` only where it changed since. Raises `FetchError`."""
        seen: list[str] = []
        asked = url
        while True:
            if len(seen) > _MOST_REDIRECTS or seen.count(url) > 1:
                raise FetchError(
                    asked,
                    "failed",
                    say(
                        "cổng dẫn vòng quanh (chuyển hướng lặp); mở thử bằng trình duyệt, hoặc sửa địa chỉ trong tệp nguồn",
                        "the portal leads round in circles (redirect loop); try a browser, or mend the address in the file of sources",
                    ),
                )
            seen.append(url)
            self._may(asked, url)
            try:
                return self._insist(url, validators)
            except _MovedError as moved:
                if urlsplit(url).scheme == "https" and urlsplit(moved.to).scheme == "http":
                    raise FetchError(
                        asked,
                        "refused",
                        say(
                            f"chuyển hướng từ https sang http ({moved.to}), không an toàn; báo cho cổng",
                            f"redirects from https to http ({moved.to}), which is not safe; tell the portal",
                        ),
                    ) from None
                url = moved.to

    def _may(self, asked: str, url: str) -> None:
        try:
            self._gate.check(url)
            allowed = self._robots.allows(url)
        except RefusedError as refused:
            by = "" if asked == url else say(f"chuyển hướng tới {url}; ", f"redirects to {url}; ")
            raise FetchError(asked, "refused", by + str(refused)) from None
        if not allowed:
            if self._robots.unreachable(url):
                raise FetchError(
                    asked,
                    "failed",
                    say(
                        "chưa lấy được robots.txt của máy chủ nên chưa lấy gì ở đó; lần chạy sau sẽ thử lại",
                        "the robots.txt of the host could not be had, so nothing is taken from it; tried again next time",
                    ),
                )
            raise FetchError(
                asked,
                "refused",
                say(
                    "robots.txt của cổng không cho lấy; xin phép quản trị cổng",
                    "robots.txt of the portal does not allow it; ask those who run it",
                ),
            )

    def _ask_robots(self, url: str) -> tuple[int | None, str]:
        try:
            for _ in range(5):
                self._gate.check(url)
                try:
                    found = self._insist(url, None, robots=True)
                except _MovedError as moved:
                    url = moved.to
                    continue
                assert found.path is not None
                with found.path.open("rb") as file:
                    text = file.read(MOST_BYTES).decode("utf-8", "replace")
                found.path.unlink()
                return 200, text
        except RefusedError:
            # A robots.txt that leads away to where we may not go is as good as none.
            return 404, ""
        except FetchError as error:
            if error.status == "refused" and error.code is None:
                raise RefusedError(error.reason) from None
            return error.code, ""
        return 404, ""

    def _insist(self, url: str, validators: Validators | None, robots: bool = False) -> Fetched:
        """Tries until it is there, with longer and longer pauses; what was had is kept between the attempts."""
        source = self._source
        host = urlsplit(url).netloc
        if host in self._busy:
            raise HostBusyError(url, "failed", self._busy[host])
        self._suspected = None

        def again(error: Exception) -> bool | float:
            if isinstance(error, _AgainError):
                return True if error.after is None else error.after <= source.retry_after_max and error.after
            return isinstance(error, httpx.TransportError) and "CERTIFICATE_VERIFY" not in str(error)

        try:
            for attempt in stamina.retry_context(
                on=again,
                attempts=source.attempts,
                timeout=None,
                wait_initial=source.backoff,
                wait_max=source.backoff_max,
                wait_jitter=source.backoff,
            ):
                with attempt:
                    return self._once(url, validators, robots)
        except _ChangedNothingError:
            return Fetched(url, None, _now())
        except RefusedError as refused:
            raise FetchError(url, "refused", str(refused)) from None
        except _AgainError as error:
            if error.after is not None and error.after > source.retry_after_max:
                self._busy[host] = say(
                    f"máy chủ xin dừng {error.after:.0f} giây (Retry-After); lần chạy sau sẽ lấy tiếp",
                    f"the host asks to wait {error.after:.0f} seconds (Retry-After); the next run goes on",
                )
                raise HostBusyError(url, "failed", self._busy[host], error.code) from None
            raise FetchError(
                url,
                "failed",
                say(f"{error}, đã thử {source.attempts} lần; ", f"{error}, tried {source.attempts} times; ")
                + say("lần chạy sau sẽ thử lại", "tried again next time"),
                error.code,
            ) from None
        except httpx.TransportError as error:
            raise FetchError(url, "failed", explained(error)) from None
        except (httpx.InvalidURL, httpx.HTTPError) as error:
            raise FetchError(
                url, "refused", say(f"địa chỉ sai ({error})", f"no valid address ({error})")
            ) from None
        raise AssertionError("an attempt returns or raises")

    def _once(self, url: str, validators: Validators | None, robots: bool) -> Fetched:
        source = self._source
        gap = 1.0 / source.rate
        self._pace.wait(urlsplit(url).netloc, gap if robots else max(gap, self._robots.delay(url)))
        part = Part(self._parts, url)
        headers = part.resume()
        if not headers and validators is not None:
            if validators.etag:
                headers["If-None-Match"] = validators.etag
            if validators.last_modified:
                headers["If-Modified-Since"] = validators.last_modified
        ends = time.monotonic() + source.deadline
        with self._http.stream("GET", url, headers=headers) as response:
            code = response.status_code
            if code == 304 and "Range" not in headers and headers:
                raise _ChangedNothingError
            self._judge(url, response)
            if code == 206 and part.continues(response.headers):
                pass
            elif code == 200:
                part.begin(response.headers)
            else:
                part.drop()
                raise _AgainError(say(f"trả lời lạ (mã {code})", f"an odd answer (status {code})"))
            most = MOST_BYTES if robots else source.max_bytes
            declared = response.headers.get("Content-Length", "")
            if declared.isdigit() and part.size + int(declared) > most and not robots:
                part.drop()
                raise self._too_large(url)
            for chunk in part.filled(response.iter_raw()):
                del chunk
                if part.size > most:
                    part.drop()
                    if robots:
                        raise FetchError(url, "refused", "robots.txt", 404)
                    raise self._too_large(url)
                if time.monotonic() > ends:
                    raise _AgainError(
                        say(
                            f"quá chậm (hơn {source.deadline:g} giây)",
                            f"too slow (over {source.deadline:g} seconds)",
                        )
                    )
        return self._whole(url, part, robots)

    def _judge(self, url: str, response: httpx.Response) -> None:
        """Raises what an answer without content means."""
        code = response.status_code
        if code in _REDIRECTS and "Location" in response.headers:
            raise _MovedError(canonical(urljoin(url, response.headers["Location"])))
        if code in _LATER:
            after = retry_after(response.headers.get("Retry-After"))
            if after is not None:
                self._pace.hold(urlsplit(url).netloc, min(after, self._source.retry_after_max))
            raise _AgainError(say(f"máy chủ lỗi (mã {code})", f"the host fails (status {code})"), after, code)
        if code == 416:
            Part(self._parts, url).drop()
            raise _AgainError(say("tệp đã đổi trong khi tải", "the file changed meanwhile"))
        if code in (404, 410):
            raise FetchError(
                url,
                "gone",
                say(f"cổng không còn trang này (mã {code})", f"the portal has it no more (status {code})"),
                code,
            )
        if code >= 400:
            raise FetchError(
                url,
                "refused",
                say(
                    f"cổng từ chối (mã {code}); kiểm tra địa chỉ và quyền truy cập",
                    f"the portal refuses (status {code}); check the address and the right of access",
                ),
                code,
            )
        media = response.headers.get("Content-Type", "").lower()
        if media.startswith(_MEDIA):
            raise FetchError(
                url, "refused", say(f"không phải văn bản ({media})", f"no document ({media})"), code
            )

    def _whole(self, url: str, part: Part, robots: bool) -> Fetched:
        """What was received, unpacked and looked at."""
        source = self._source
        try:
            path, sha256, size = part.unpack(source.max_bytes)
        except TooLargeError:
            part.drop()
            raise self._too_large(url) from None
        except CutOffError:
            part.drop()
            raise _AgainError(say("nội dung nén bị hỏng", "its packed content is damaged")) from None
        kind = kind_of(path)
        if not robots and not looks_whole(path, kind):
            part.drop()
            if kind != "html" or self._suspected != sha256:
                path.unlink()
                self._suspected = sha256
                raise _AgainError(say("nội dung bị cắt giữa chừng", "its content is cut off"))
            # Twice the same: that is how the portal writes its pages.
        meta = part.meta
        part.drop()
        message = Message()
        message["Content-Type"] = meta.get("type") or "application/octet-stream"
        return Fetched(
            url=url,
            path=path,
            fetched_at=_now(),
            validators=Validators(meta.get("etag"), meta.get("modified")),
            sha256=sha256,
            size=size,
            kind=kind,
            media_type=message.get_content_type(),
            charset=message.get_content_charset(),
            filename=filename_in(meta.get("disposition")),
        )

    def _too_large(self, url: str) -> FetchError:
        most = self._source.max_mb
        return FetchError(
            url,
            "refused",
            say(
                f"lớn hơn {most:g} MB; nếu cần, tăng 'max_mb' của nguồn",
                f"larger than {most:g} MB; raise 'max_mb' of the source if it is wanted",
            ),
        )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
