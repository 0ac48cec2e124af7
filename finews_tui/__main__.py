"""The entry point: `finews`, and `python -m finews_tui`."""

from __future__ import annotations

import os
import sys

from finews_tui.cli.main import run


def main() -> None:
    """Run the command line and end with its exit status."""
    sys.exit(run(sys.argv[1:], os.environ))


if __name__ == "__main__":
    main()
