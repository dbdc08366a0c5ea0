"""One module a family of checks, each with its `CHECKS`; a new check is a new file or entry here."""
