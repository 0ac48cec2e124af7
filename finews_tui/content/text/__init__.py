"""Text decoding, plain text, URLs, stock symbols and pinyin."""
