"""Line breaking (UAX #14 with kinsoku) and wrapping by cell widths."""
