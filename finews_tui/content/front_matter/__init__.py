"""Front matter parsing."""
