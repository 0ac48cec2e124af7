"""The operating system: paths, atomic files, log, browser, clipboard, notifications."""
