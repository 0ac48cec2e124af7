"""Operating system services: paths, files, log, browser, clipboard, notifications."""
