"""`config.toml`: loading, validation, and edits that keep the rest of the file."""
