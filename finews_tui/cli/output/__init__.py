"""What commands print: streams, rows, tables, JSON, HTML and pages for the pager."""
