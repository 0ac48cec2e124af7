"""Images of articles, fetched on request and cached."""

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
from finews_tui.sources.folders.attachments import read_attachment
from finews_tui.sources.folders.file_names import display_path
from finews_tui.sources.images import ImageFetcher, require_extra
from finews_tui.store.post_files import path_of_entry
from finews_tui.store.sources import find_source_id
from finews_tui.system.atomic_files import write_atomically
from finews_tui.system.paths import make_private_directory

MAX_CACHE_BYTES = 64 << 20
"""Limit of the image cache; the least recently shown images are deleted first."""

# Share of the limit that remains after a cleanup, so that not every new image causes one.
_TARGET_SHARE = 3 / 4
_MAGIC = b"finews picture 1"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


async def fetch_images(
    stores: Stores, article: Article, addresses: Sequence[str]
) -> AsyncGenerator[tuple[str, DecodedImage | SourceError], None]:
    """Fetch images of an article concurrently; yield each with its address, in order.

    An address without a scheme is the path of a file in the article's folder. If an image cannot be
    shown, its error is yielded.

    Raises:
        PageError: the packages that decode images are not installed.
        FetchError: the certificates named by the environment cannot be read.
    """
    require_extra()
    directory = stores.paths.cache_directory / "pictures"
    cached = {
        address: await run_in_thread(_read_cached, directory, address)
        for address in dict.fromkeys(addresses)
    }
    if all(cached.values()):
        for address, image in cached.items():
            if image is not None:
                yield address, image
        return
    linked_from = host_of(stores, article.source) or "localhost"
    async with ImageFetcher(stores.config.sync.deadline_s) as fetcher:
        tasks = {
            address: asyncio.ensure_future(
                _fetch(fetcher, directory, address, linked_from)
                if _SCHEME.match(address)
                else _decode_file(fetcher, stores, article, address)
            )
            for address, image in cached.items()
            if image is None
        }
        try:
            for address, image in cached.items():
                yield address, image or await tasks[address]
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _fetch(
    fetcher: ImageFetcher, directory: Path, address: str, linked_from: str
) -> DecodedImage | SourceError:
    try:
        image = await fetcher.fetch(address, linked_from=linked_from)
    except SourceError as error:
        return error
    await run_in_thread(_write_cached, directory, address, image)
    return image


async def _decode_file(
    fetcher: ImageFetcher, stores: Stores, article: Article, path: str
) -> DecodedImage | SourceError:
    """Decode an image file in the article's folder."""
    try:
        data = await run_in_thread(_read_attachment, stores, article, path)
        return await fetcher.decode(data, display_path(path))
    except SourceError as error:
        return error


def _read_attachment(stores: Stores, article: Article, path: str) -> bytes:
    sources = {source.name: source for source in stores.config.sources}
    source = sources.get(article.source)
    if source is None or source.kind is not SourceKind.DIRECTORY:
        raise PageError(
            tr(
                "{file}: cannot locate this image; the article has no base URL",
                file=display_path(path),
            )
        )
    with stores.cache.reading() as cache:
        source_id = find_source_id(cache, source.name)
        post = "" if source_id is None else path_of_entry(cache, source_id, article.entry, own_id)
    return read_attachment(Path(source.location), post, path)


def _cache_file(directory: Path, address: str) -> Path:
    name = hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return directory / name


def _read_cached(directory: Path, address: str) -> DecodedImage | None:
    """Return a cached image; None if it is not cached or unreadable."""
    file = _cache_file(directory, address)
    try:
        header, _, data = file.read_bytes().partition(b"\n")
        magic, width, height, size = header.rsplit(b" ", 3)
        if magic != _MAGIC:
            return None
        # The modification time records when an image was last shown.
        os.utime(file)
        return DecodedImage(data, int(width), int(height), int(size))
    except (OSError, ValueError):
        return None


def _write_cached(directory: Path, address: str, image: DecodedImage) -> None:
    """Cache an image. If this fails, the image is fetched again next time."""
    header = b"%s %d %d %d\n" % (_MAGIC, image.width, image.height, image.file_size)
    with suppress(OSError):
        make_private_directory(directory)
        write_atomically(_cache_file(directory, address), header + image.data)
        _limit_cache(directory)


def _limit_cache(directory: Path) -> None:
    """Delete the least recently shown images if the cache exceeds its limit."""
    with os.scandir(directory) as entries:
        files = [(file.stat().st_mtime_ns, file.stat().st_size, file.path) for file in entries]
    total = sum(size for _, size, _ in files)
    if total <= MAX_CACHE_BYTES:
        return
    for _, size, path in sorted(files):
        if total <= MAX_CACHE_BYTES * _TARGET_SHARE:
            break
        Path(path).unlink(missing_ok=True)
        total -= size
