"""PDF files to pages of words and ruled lines: read in a process of its own, which may be killed."""
