"""Terminal driver: keeps the columns of rows, and ignores late replies of the terminal."""

from __future__ import annotations

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from finews_tui.layout.cluster_isolation import isolate_clusters
from finews_tui.ui.terminal_input import InputParser

# The driver has no other way to select a parser.
linux_driver.XTermParser = InputParser  # type: ignore[attr-defined]


class TerminalDriver(LinuxDriver):
    """Driver for Linux and macOS."""

    def write(self, data: str) -> None:
        super().write(isolate_clusters(data))
