"""What is read once and used by all: text views, dates, numbers, document symbols."""
