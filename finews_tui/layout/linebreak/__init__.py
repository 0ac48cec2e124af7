"""Line breaking by UAX #14 with Chinese rules (kinsoku), and wrapping by cell widths."""
