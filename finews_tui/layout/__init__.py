"""Page layout: lay out a document as lines of styled text, without a screen."""
