"""A floor: look at every file of a folder once, as a program of its own."""

from __future__ import annotations

import os
import sys


def walk(folder: str) -> int:
    """How many files there are, each asked for its state."""
    count, folders = 0, [folder]
    while folders:
        with os.scandir(folders.pop()) as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    folders.append(one.path)
                else:
                    one.stat(follow_symlinks=False)
                    count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{walk(sys.argv[1])}\n")
