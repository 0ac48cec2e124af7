"""Library API used by the screen and the command line, and independent of both."""
