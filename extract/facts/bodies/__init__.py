"""The bodies of a document: the register they are known from, the grammar of their names, and who speaks for what."""
