"""Documents from the portals of a file of sources: politely, safely, each with its address and the time of fetch."""

from extract.intake.fetching.config import ConfigError, Notify, Sources, load_sources
from extract.intake.fetching.run import FetchReport, MissingFetchError, fetch
from extract.intake.fetching.store import StoreError

__all__ = [
    "ConfigError",
    "FetchReport",
    "MissingFetchError",
    "Notify",
    "Sources",
    "StoreError",
    "fetch",
    "load_sources",
]
