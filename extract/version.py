"""The version of the program, and of what it extracts."""

from importlib import metadata

try:
    VERSION = metadata.version("cchc")
except metadata.PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0"

PIPELINE_VERSION = f"{VERSION}+2"
"""Changes whenever the same file would give other facts, so that documents read by an earlier one can be found."""
