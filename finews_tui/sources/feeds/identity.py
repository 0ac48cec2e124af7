"""Identity of feed entries: which items are the same article, and their ids.

An item names itself by its guid, else by its link or enclosure: its base id. Publishers reuse them,
so a base id may stand for several articles:

- Ids that differ only in http or https, `www.` and a final slash are the same.
- Items of one document with the same id are one article if they have the same link, or the same
  title and time; otherwise each is an article of its own. A link that is missing, or is the id
  itself, tells nothing: then titles alone decide.
- The first of these articles has the base id, the others a derived id: the base id and a hash of
  the link, or of the title if the link tells nothing. "First" is the earliest by date.
- Stored articles keep their ids (`library.sync.stored_ids`).

All of this depends on the items alone, not on their order, and is the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from finews_tui.model.article import DERIVED_MARK, Entry
from finews_tui.model.text_folding import fold

_DERIVED_ID = re.compile(rf"(.+){re.escape(DERIVED_MARK)}[0-9a-f]{{16}}", re.DOTALL)
_WEB_ADDRESS = re.compile(r"https?://(?:www\.)?(?=[^/])", re.IGNORECASE)
_LATEST = datetime.max.replace(tzinfo=UTC)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def with_distinct_ids(entries: Sequence[Entry]) -> list[Entry]:
    """Return the articles among the entries of one document, in its order, with unique ids."""
    groups: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        groups.setdefault(normalize_address(entry.id), []).append(index)
    if len(groups) == len(entries):
        return list(entries)
    distinct: dict[int, Entry] = {}
    for indexes in groups.values():
        articles = _distinct([entries[index] for index in indexes])
        distinct |= {indexes[position]: article for position, article in articles.items()}
    return [distinct[index] for index in sorted(distinct)]


def _distinct(entries: Sequence[Entry]) -> dict[int, Entry]:
    """Return the latest version of each article among entries with one base id.

    The keys are the indexes of their first versions.
    """
    if len(entries) == 1:
        return {0: entries[0]}
    versions: dict[int, list[Entry]] = {}
    for entry, root in zip(entries, _same_articles(entries), strict=True):
        versions.setdefault(root, []).append(entry)
    latest = {root: max(same, key=_version_order) for root, same in versions.items()}
    first = min(latest.values(), key=_age_order)
    base = min(entry.id for entry in entries)
    return {
        root: replace(entry, id=base if entry is first else derived_id(base, entry))
        for root, entry in latest.items()
    }


def _same_articles(entries: Sequence[Entry]) -> list[int]:
    """Return, for each entry, the index of the first entry that is the same article."""
    roots = list(range(len(entries)))

    def root_of(index: int) -> int:
        while roots[index] != index:
            roots[index] = roots[roots[index]]
            index = roots[index]
        return index

    first_with: dict[tuple[str, ...], int] = {}
    for index, entry in enumerate(entries):
        for key in _identities(entry):
            other, own = root_of(first_with.setdefault(key, index)), root_of(index)
            roots[max(other, own)] = min(other, own)
    return [root_of(index) for index in range(len(entries))]


def _identities(entry: Entry) -> Iterable[tuple[str, ...]]:
    """Yield what entries with one base id share if they are the same article."""
    title = normalize_title(entry.title)
    if not has_own_link(entry.id, entry.link):
        yield "title", title
        return
    yield "link", normalize_address(entry.link)
    published = entry.published.astimezone(UTC).isoformat() if entry.published else ""
    yield "title", title, published


def has_own_link(entry_id: str, link: str) -> bool:
    """Return whether the link of an entry says more than its id, which may be a relative link."""
    base = base_id(entry_id)
    is_same = normalize_address(link) == normalize_address(base)
    return bool(link) and not is_same and not (base.startswith("/") and link.endswith(base))


def derived_id(base: str, entry: Entry, *, with_title: bool = False) -> str:
    """Return the id of an article whose base id belongs to another one.

    `with_title` gives an id that depends on link and title.
    """
    link, title = normalize_address(entry.link), normalize_title(entry.title)
    parts: tuple[str, ...]
    if with_title:
        parts = ("both", link, title)
    elif has_own_link(base, entry.link):
        parts = ("link", link)
    else:
        parts = ("title", title)
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{base}{DERIVED_MARK}{hashlib.blake2b(data, digest_size=8).hexdigest()}"


def base_id(entry_id: str) -> str:
    """Return the base id of a derived id; other ids unchanged."""
    match = _DERIVED_ID.fullmatch(entry_id)
    return match[1] if match else entry_id


def normalize_address(address: str) -> str:
    """Remove the scheme, `www.` and the final slash of a web address."""
    match = _WEB_ADDRESS.match(address)
    return f"//{address[match.end() :].removesuffix('/')}" if match else address


def id_variants(entry_id: str) -> list[str]:
    """Return the ids that count as the same, including `entry_id`, which is first."""
    base = base_id(entry_id)
    suffix = entry_id[len(base) :]
    if not _WEB_ADDRESS.match(base):
        return [entry_id]
    rest = normalize_address(base)[2:]
    variants = [
        f"{scheme}://{host}{rest}{slash}{suffix}"
        for scheme in ("http", "https")
        for host in ("", "www.")
        for slash in ("", "/")
    ]
    return list(dict.fromkeys((entry_id, *variants)))


def normalize_title(title: str) -> str:
    """Reduce a title to its letters and digits, which survive corrections of style."""
    return "".join(filter(str.isalnum, fold(title))) or title.strip()


def _version_order(entry: Entry) -> tuple[datetime, str, str]:
    time = max(entry.updated or _EARLIEST, entry.published or _EARLIEST)
    return time, entry.link, entry.title


def _age_order(entry: Entry) -> tuple[datetime, str, str]:
    return entry.published or _LATEST, normalize_address(entry.link), normalize_title(entry.title)
