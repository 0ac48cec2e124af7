"""The library: what the screen and the command line build on. It works without either."""
