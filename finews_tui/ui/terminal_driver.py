"""Terminal driver that keeps the columns of rows in every terminal."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from finews_tui.layout.cluster_isolation import isolate_clusters


class TerminalDriver(LinuxDriver):
    """Driver for Linux and macOS."""

    def write(self, data: str) -> None:
        super().write(isolate_clusters(data))
