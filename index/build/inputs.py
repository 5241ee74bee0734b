"""What was read before, and what a new reading says of it: which files are the same, which articles live on."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from index.document import Article
from index.find import Found, sha256
from index.gather import Source
from index.intake import Reading
from index.read import File
from index.read.source import date_from_name
from index.store.generation import Input, Kept
from index.store.registry import Registry, match, mint


def kept(file: File) -> Kept:
    """A file that was read, as it will be kept."""
    return Kept(str(file.path), file.given, sha256(file.data))


def input_of(
    source: Source,
    files: Sequence[Kept],
    notes: Sequence[Kept],
    known: Input | None,
    paper: str | None,
    date: str | None,
) -> Input:
    """What the manifest will say of a source; options left out are those of its last reading."""
    return Input(
        id=known.id if known else hashlib.sha256(os.fsencode(source.path)).hexdigest()[:12],
        path=str(source.path),
        given=source.given,
        files=tuple(files),
        notes=tuple(notes),
        epaper=source.epaper,
        paper=paper or (known.paper if known else None),
        date=date or (known.date if known else None),
    )


def absent_files(known: Input, input: Input) -> tuple[Kept, ...]:
    """The files of an input's last reading that it lacks now, also under another name."""
    paths, hashes = {each.path for each in input.files}, set(input.bytes)
    return tuple(each for each in known.files if each.path not in paths and each.sha256 not in hashes)


def files_of(
    input: Input, at_hand: Iterable[File], kept: Callable[[str], bytes]
) -> tuple[Sequence[File], Sequence[File]]:
    """The files of an input and its notes: those at hand, the others as the store ``kept`` them."""
    opened = {str(file.path): file for file in at_hand}

    def file(each: Kept) -> File:
        return opened.get(each.path) or File(Path(each.path), each.given, kept(each.sha256))

    return [file(each) for each in input.files], [file(each) for each in input.notes]


def accepted(input: Input, known: Input | None, unread: Collection[str]) -> tuple[Kept, ...]:
    """The files of an input that count as read: one that is ``unread`` is what it was before, if it was anything.

    So it is read again, and listed again, until it can be read.
    """
    last = {each.path: each for each in known.files} if known else {}
    files = (last.get(each.path) if each.given in unread else each for each in input.files)
    return tuple(each for each in files if each)


def moved(known: Input, input: Input) -> Input:
    """An input as it was read before, where its files stand now."""
    files = tuple(replace(each, path=now.path) for each, now in zip(known.files, input.files, strict=True))
    return replace(known, path=input.path, files=files)


def folders_left(known: Mapping[str, Input], now: Mapping[str, Input]) -> set[Path]:
    """The folders that are no more and out of which inputs have moved."""
    found = set[Path]()
    for id in known.keys() & now.keys():
        before, after = Path(known[id].path), Path(now[id].path)
        if before != after:
            while before.name == after.name and before.name:
                before, after = before.parent, after.parent
            found |= set() if before.exists() else {before}
    return found


def dated_by_name(known: Input, input: Input) -> bool:
    """Does the name of a file tell another date than it did before?"""
    paths = ((Path(before.path), Path(now.path)) for before, now in zip(known.files, input.files, strict=True))
    renamed = ((date_from_name(before), date_from_name(now)) for before, now in paths if before != now)
    return any(now and now != before for before, now in renamed)


class Known:
    """The inputs of the last build, found by path or, for files that have moved, by their bytes.

    ``found`` are the files of this build: of an archive that was opened they tell what it holds no more.
    """

    def __init__(self, inputs: Sequence[Input], found: Iterable[Found]) -> None:
        self._by_path = {each.path: each for each in inputs}
        self._by_bytes = defaultdict[tuple[str, ...], list[Input]](list)
        for each in inputs:
            self._by_bytes[each.bytes].append(each)
        self._found = {each.path for each in found}

    @cached_property
    def _opened(self) -> set[Path]:
        return {folder for path in self._found for folder in path.parents}

    def find(self, path: Path, files: Sequence[Kept]) -> Input | None:
        """The input that a source was read as before; None when it is new.

        Of several that have moved and are the same it is the one whose path ends most alike.
        """
        if known := self._by_path.get(str(path)):
            return known
        same = self._by_bytes.get(tuple(file.sha256 for file in files), ())
        gone = (each for each in same if not any(self._is_here(Path(file.path)) for file in each.files))
        return max(gone, key=lambda each: _alike(Path(each.path), path), default=None)

    def _is_here(self, path: Path) -> bool:
        if path in self._found or path.exists():
            return True
        archive = next((each for each in path.parents if each.is_file()), None)
        return archive is not None and archive not in self._opened


def _alike(one: Path, other: Path) -> int:
    """How many names the ends of two paths have in common."""
    ends = zip(reversed(one.parts), reversed(other.parts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))


def identify(
    input: Input, articles: Sequence[Article], known: Input | None, old: Sequence[Article], registry: Registry
) -> tuple[list[Article], Registry]:
    """Give the articles of an input the ids, and the stories, of the ``old`` articles they continue, or new ids.

    They continue an article when they share lines of a file whose bytes are the same, or paragraphs. Of one that
    ``stayed`` the lines are those of other bytes.
    """
    stayed = known.stayed if known else ()
    kept, absorbed = match(
        {a.id: _signs(a, {} if a.id in stayed else _hashes(known)) for a in old},
        [_signs(a, _hashes(input)) for a in articles],
    )
    seeds = [f"{Path(input.path).name}\n{a.headline}\n{a.text[:80]}" for a in articles]
    fresh = [i for i, name in enumerate(kept) if name is None]
    minted = dict(zip(fresh, mint([seeds[i] for i in fresh], registry.holds), strict=True))
    ids = [name or minted[i] for i, name in enumerate(kept)]
    told = {article.id: article.story for article in old}
    named = [replace(article, id=name, story=told.get(name)) for article, name in zip(articles, ids, strict=True)]
    return named, registry.extended(ids, {name: ids[i] for name, i in absorbed.items()})


def unsettled(
    input: Input, known: Input | None, old: Sequence[Article], reading: Reading, synced: Collection[str]
) -> list[Article]:
    """The ``old`` articles of an input that stay although a reading lacks them: it does not know all their files.

    It knows those that are gone for good, and those that were read with the bytes they had: not what is refused now,
    and of articles that ``stayed`` not what their files have instead. Of ``synced`` files, by the names they were given
    by, it knows whatever bytes were read.
    """
    if not known:
        return list(old)
    read = [each for each in input.files if each.given not in reading.unread]
    gone = {each.given for each in absent_files(known, input)} | ({each.given for each in read} & {*synced})
    bytes_read = {each.sha256 for each in read}
    same = {each.given for each in known.files if each.sha256 in bytes_read}
    settled = {article.id: gone if article.id in known.stayed else gone | same for article in old}
    return [article for article in old if any(r.source not in settled[article.id] for r in article.ranges)]


def outlived(articles: Sequence[Article], input: Input, known: Input | None) -> tuple[str, ...]:
    """The ids of those articles of an input's last reading that its files, as they are now, have no more."""
    if not known:
        return ()
    same = {each.given for each in input.files if each in known.files}
    return tuple(a.id for a in articles if a.id in known.stayed or any(r.source not in same for r in a.ranges))


def _hashes(input: Input | None) -> Mapping[str, str]:
    return {each.given: each.sha256 for each in input.files} if input else {}


def _signs(article: Article, hashes: Mapping[str, str]) -> list[tuple[str, int] | str]:
    lines = [(hashes.get(r.source, ""), line) for r in article.ranges for line in range(r.first, r.last + 1)]
    return [*lines, *(article.text[p.start : p.end] for p in article.paragraphs), article.headline]
