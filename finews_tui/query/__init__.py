"""Query language: parsing, formatting, dates, completion and highlighting."""
