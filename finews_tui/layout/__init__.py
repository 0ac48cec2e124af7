"""A document and a width become lines of styled spans, without a screen."""
