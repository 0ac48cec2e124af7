"""Query language: text to syntax tree and back, dates, completion, matching in a text."""
