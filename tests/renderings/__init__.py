"""The same document in other formats, laid out as an office would, to see that it gives the same facts."""
