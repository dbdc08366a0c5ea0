"""Word files: the parts of a DOCX package to drafts, and older office formats to DOCX."""
