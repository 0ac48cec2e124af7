"""Feed parsers."""
