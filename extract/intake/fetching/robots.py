"""What the robots.txt of a host allows (RFC 9309), asked for once a run."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

MOST_BYTES = 512 * 1024
_LONGEST_DELAY = 60.0


class Robots:
    """The rules of the hosts, for one user agent.

    `ask` gives the status and the text of an address, the status `None` where no answer came. A host whose
    robots.txt is not there allows all; one that can't give it allows nothing for now.
    """

    def __init__(self, agent: str, ask: Callable[[str], tuple[int | None, str]]) -> None:
        self._agent, self._ask = agent, ask
        self._rules: dict[str, Protego | bool] = {}

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        rules = self._of(url)
        return rules if isinstance(rules, bool) else bool(rules.can_fetch(url, self._agent))

    def unreachable(self, url: str) -> bool:
        """Whether nothing is allowed only because the rules could not be had."""
        return self._of(url) is False

    def delay(self, url: str) -> float:
        """The seconds that the host wants between two requests."""
        rules = self._of(url)
        if isinstance(rules, bool):
            return 0.0
        return min(float(rules.crawl_delay(self._agent) or 0.0), _LONGEST_DELAY)

    def _of(self, url: str) -> Protego | bool:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._rules:
            status, text = self._ask(f"{place}/robots.txt")
            if status is not None and 200 <= status < 300:
                self._rules[place] = Protego.parse(text)
            else:
                self._rules[place] = status is not None and 400 <= status < 500
        return self._rules[place]
