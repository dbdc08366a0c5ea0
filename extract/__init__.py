"""cchc: Vietnamese administrative-reform documents in, a database of traced facts out."""
