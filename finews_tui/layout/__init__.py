"""Page layout: a document and a width become lines of styled text, without a screen."""
