"""Pictures of articles, fetched on the user's wish and kept for a while in the cache directory."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from pathlib import Path

from finews_tui.errors import PageError, SourceError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.sync.entry_writes import own_id
from finews_tui.library.sync.full_texts import host_of
from finews_tui.library.threads import run_in_thread
from finews_tui.model.article import Article
from finews_tui.model.image import DecodedImage
from finews_tui.model.source import SourceKind
from finews_tui.sources.folders.attachments import read_beside
from finews_tui.sources.folders.file_names import shown
from finews_tui.sources.images import ImageFetcher, require_extra
from finews_tui.store import sources as source_rows
from finews_tui.store.post_files import path_of_entry
from finews_tui.system.atomic_files import write_atomically
from finews_tui.system.paths import make_private_directory

MAX_CACHE_BYTES = 64 << 20
"""What all kept pictures may take; the ones that were seen longest ago go first."""
_ROOM_AFTER = 3 / 4
_FORM = b"finews picture 1"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


async def fetch_images(
    stores: Stores, article: Article, addresses: Sequence[str]
) -> AsyncGenerator[tuple[str, DecodedImage | SourceError], None]:
    """The pictures at these addresses, which stand in an article, in their order.

    A path instead of an address is a file in the folder that the article is from.
    All are fetched at once; one that cannot be shown is its error.

    Raises:
        PageError: what decodes and shows pictures is not installed.
        FetchError: the certificates that the environment names cannot be read.
    """
    require_extra()
    directory = _directory(stores)
    kept = {one: await run_in_thread(_kept, directory, one) for one in dict.fromkeys(addresses)}
    whole = {address: picture for address, picture in kept.items() if picture is not None}
    if len(whole) == len(kept):
        for address, picture in whole.items():
            yield address, picture
        return
    linked_from = host_of(stores, article.source) or "localhost"
    async with ImageFetcher(stores.config.sync.deadline_s) as pictures:
        tasks = {
            address: asyncio.ensure_future(
                _read(pictures, directory, address, linked_from)
                if _SCHEME.match(address)
                else _decode(pictures, stores, article, address)
            )
            for address in kept
            if address not in whole
        }
        try:
            for address in kept:
                yield address, whole.get(address) or await tasks[address]
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _read(
    pictures: ImageFetcher, directory: Path, address: str, linked_from: str
) -> DecodedImage | SourceError:
    try:
        picture = await pictures.fetch(address, linked_from=linked_from)
    except SourceError as error:
        return error
    await run_in_thread(_keep, directory, address, picture)
    return picture


async def _decode(
    pictures: ImageFetcher, stores: Stores, article: Article, file: str
) -> DecodedImage | SourceError:
    """The picture in a file beside the article."""
    try:
        data = await run_in_thread(_file_beside, stores, article, file)
        return await pictures.decode(data, shown(file))
    except SourceError as error:
        return error


def _file_beside(stores: Stores, article: Article, file: str) -> bytes:
    source = next((one for one in stores.config.sources if one.name == article.source), None)
    if source is None or source.kind is not SourceKind.DIRECTORY:
        raise PageError(
            tr("{file}: the article does not say where this picture is", file=shown(file))
        )
    with stores.cache.reading() as cache:
        key = source_rows.find_source_id(cache, source.name)
        path = path_of_entry(cache, key, article.entry, own_id) if key is not None else ""
    return read_beside(Path(source.location), path, file)


def _directory(stores: Stores) -> Path:
    return stores.paths.cache_directory / "pictures"


def _file(directory: Path, address: str) -> Path:
    name = hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return directory / name


def _kept(directory: Path, address: str) -> DecodedImage | None:
    """A picture that was kept; None also where its file cannot be read."""
    file = _file(directory, address)
    try:
        head, _, data = file.read_bytes().partition(b"\n")
        form, width, height, size = head.rsplit(b" ", 3)
        if form != _FORM:
            return None
        os.utime(file)
        return DecodedImage(data, int(width), int(height), int(size))
    except (OSError, ValueError):
        return None


def _keep(directory: Path, address: str, picture: DecodedImage) -> None:
    """Keep a picture; where that fails it is fetched again the next time."""
    head = b"%s %d %d %d\n" % (_FORM, picture.width, picture.height, picture.file_size)
    with suppress(OSError):
        make_private_directory(directory)
        write_atomically(_file(directory, address), head + picture.data)
        _make_room(directory)


def _make_room(directory: Path) -> None:
    with os.scandir(directory) as entries:
        files = [(one.stat().st_mtime_ns, one.stat().st_size, one.path) for one in entries]
    total = sum(size for _, size, _ in files)
    if total <= MAX_CACHE_BYTES:
        return
    for _, size, path in sorted(files):
        if total <= MAX_CACHE_BYTES * _ROOM_AFTER:
            break
        Path(path).unlink(missing_ok=True)
        total -= size
