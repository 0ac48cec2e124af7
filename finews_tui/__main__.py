"""Entry point of `finews` and `python -m finews_tui`."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # 128 + SIGINT


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        from finews_tui.cli.main import run

        status = run(sys.argv[1:], os.environ)
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
