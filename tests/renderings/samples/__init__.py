"""The sample documents of `corpus/` that are not plain text, made from the texts beside this module."""
