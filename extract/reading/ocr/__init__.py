"""Images of pages to words with their boxes, by tesseract."""

from extract.reading.ocr.pages import recognise_images, recognise_pdf

__all__ = ["recognise_images", "recognise_pdf"]
