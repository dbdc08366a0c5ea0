"""One module a format, each with a `READER`; a new format is a new file here."""
