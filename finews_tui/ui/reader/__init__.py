"""Reader: the open article, links, caret and find."""
