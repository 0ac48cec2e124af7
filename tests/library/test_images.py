"""Images of articles: fetching, limits, and the cache."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.content import images as content_images
from finews_tui.errors import PageError, SourceError
from finews_tui.library import images as image_cache
from finews_tui.library.images import fetch_images
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.article import Article, BodyFormat
from finews_tui.model.document import Image
from finews_tui.model.image import DecodedImage
from finews_tui.query.query import parse
from finews_tui.sources import images as image_sources
from finews_tui.system.paths import Paths
from tests.image_files import SVG, image_file, pixel_bomb
from tests.library.post_folder import PostFolder, open_library
from tests.web import Site, serving
from tests.workers import run_workers_in_process

ARTICLE = Article(0, "0" * 12, "gull", "strike", "Strike", "", BodyFormat.HTML)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    run_workers_in_process(monkeypatch)


def fetch_all(library: Library, *addresses: str) -> list[tuple[str, DecodedImage | SourceError]]:
    async def collect() -> list[tuple[str, DecodedImage | SourceError]]:
        return [result async for result in fetch_images(library.stores, ARTICLE, addresses)]

    return asyncio.run(collect())


def error_of(library: Library, address: str) -> str:
    ((_, error),) = fetch_all(library, address)
    assert isinstance(error, SourceError), error
    assert str(error).isprintable()
    return str(error)


def cache_directory(library: Library) -> Path:
    return library.paths.cache_directory / "pictures"


def test_images_are_returned_in_order_and_cached(library: Library, site: Site) -> None:
    addresses = [site.put(f"/{name}.png", image_file(), "image/png") for name in "ab"]
    lost = f"{site.base}/lost.png"
    results = fetch_all(library, addresses[0], lost, *addresses)
    assert [address for address, _ in results] == [addresses[0], lost, addresses[1]]
    first, missing, second = (image for _, image in results)
    assert isinstance(first, DecodedImage)
    assert (first.width, first.height, first.file_size) == (60, 40, len(image_file()))
    assert "cannot load image (404)" in str(missing)
    site.requests.clear()
    results = fetch_all(library, *addresses)
    assert [image for _, image in results] == [first, second]
    assert site.requests == []
    files = list(cache_directory(library).iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert cache_directory(library).stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("_no_processes")
def test_invalid_image_is_a_one_line_error(library: Library, site: Site) -> None:
    assert "SVG images are not supported" in error_of(library, site.put("/a", SVG, "image/svg+xml"))
    assert "too large (30000×30000 pixels)" in error_of(
        library, site.put("/a", pixel_bomb(), "image/png")
    )
    assert "unsupported image format" in error_of(library, site.put("/a", "words", "image/png"))
    assert "is corrupt" in error_of(library, site.put("/a", image_file()[:70], "image/png"))
    assert list(cache_directory(library).glob("*")) == []


@pytest.mark.usefixtures("_no_processes")
def test_image_too_large_or_on_private_host_is_rejected(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_sources, "MAX_BYTES", 1000)
    assert "too large" in error_of(library, site.put("/a", b"\xff" * 5000, "image/jpeg"))
    assert "link-local" in error_of(library, "http://169.254.169.254/a.png")
    assert "use http or https" in error_of(library, "file:///etc/passwd")
    assert "use http or https" in error_of(library, "data:image/png;base64,AAAA")


@pytest.mark.usefixtures("_no_processes")
def test_least_recently_shown_image_is_evicted_from_cache(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [site.put(f"/{number}.png", image_file(), "image/png") for number in range(4)]
    fetch_all(library, addresses[0])
    (file,) = cache_directory(library).iterdir()
    monkeypatch.setattr(image_cache, "MAX_CACHE_BYTES", 3 * file.stat().st_size)
    fetch_all(library, addresses[1])
    for age, path in enumerate(
        sorted(cache_directory(library).iterdir(), key=lambda path: path != file)
    ):
        os.utime(path, (age + 1, age + 1))
    before = set(cache_directory(library).iterdir())
    fetch_all(library, addresses[2])
    (third,) = set(cache_directory(library).iterdir()) - before
    os.utime(third, (3, 3))
    for number in (0, 3):
        fetch_all(library, addresses[number])
    site.requests.clear()
    fetch_all(library, addresses[0])
    assert site.requests == []
    assert len(list(cache_directory(library).iterdir())) <= 3


@pytest.mark.usefixtures("_no_processes")
def test_corrupt_cached_image_is_fetched_again(library: Library, site: Site) -> None:
    address = site.put("/a.png", image_file(), "image/png")
    fetch_all(library, address)
    (file,) = cache_directory(library).iterdir()
    file.write_bytes(b"corrupt")
    ((_, image),) = fetch_all(library, address)
    assert isinstance(image, DecodedImage)


def test_missing_image_package_is_an_error_with_install_command(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_images, "find_spec", lambda _: None)
    with pytest.raises(PageError, match=r"pip install 'finews-tui\[pictures\]'"):
        fetch_all(library, "http://127.0.0.1/a.png")


def open_library_with(paths: Paths, root: Path) -> Library:
    paths.config_file.parent.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(
        f'[[source]]\nname = "posts"\nkind = "directory"\nlocation = "{root}"\n'
    )
    return open_library(paths)


@pytest.mark.usefixtures("_no_processes")
def test_image_files_are_read_only_inside_the_folder(
    paths: Paths, folder: PostFolder, tmp_path: Path
) -> None:
    names = ("media/crane.png", "/assets/quay.png", "../seal%20one.png", "static.png")
    outside = ("../../secret.png", "/../secret.png", "link.png", "gone.png", "media")
    body = "\n\n".join(f"![]({name})" for name in (*names, *outside))
    folder.write("site/2026-03-09-strike.md", "Strike", body)
    for name in ("site/media/crane.png", "assets/quay.png", "seal one.png", "static/static.png"):
        file = folder.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(image_file())
    (tmp_path / "secret.png").write_bytes(image_file())
    (folder.root / "site/link.png").symlink_to(tmp_path / "secret.png")
    with open_library_with(paths, folder.root) as library:
        asyncio.run(sync(library.stores))
        (article,) = library.articles.get_many(library.articles.listing(parse("")))
        images = [
            block.file
            for block in library.articles.document(article).blocks
            if isinstance(block, Image)
        ]
        assert images == [*names[:2], "../seal one.png", *names[3:], *outside]

        async def collect() -> list[DecodedImage | SourceError]:
            return [image async for _, image in fetch_images(library.stores, article, images)]

        results = asyncio.run(collect())
    assert [isinstance(result, DecodedImage) for result in results] == [True] * 4 + [False] * 5
    for error in results[4:]:
        assert "not found in the folder" in str(error)


@pytest.mark.usefixtures("_no_processes")
def test_article_of_feed_cannot_read_image_files(library: Library) -> None:
    assert "cannot locate this image" in error_of(library, "media/crane.png")
