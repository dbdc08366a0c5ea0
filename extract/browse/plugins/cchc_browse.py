"""For `datasette DB --plugins-dir …`: makes Datasette load the pages of cchc."""

from extract.browse.plugin import install

install()
