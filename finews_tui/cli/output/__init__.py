"""Output of commands: streams, rows, tables, JSON, HTML and pages."""
