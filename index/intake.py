"""Which files a build is given, which of them changed, and the articles they hold under their lasting ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.document import Article
from index.generation import Input
from index.read import File, Unreadable, read
from index.registry import Registry, match, mint
from index.segment import segment


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its articles with provisional ids, and what of it was refused."""

    input: Input
    articles: tuple[Article, ...]
    refused: tuple[Unreadable, ...]


def sha256(data: bytes) -> str:
    """The hash that the bytes of an input are kept under."""
    return hashlib.sha256(data).hexdigest()


def find(paths: Sequence[Path]) -> Iterator[File | Unreadable]:
    """The files under ``paths`` in the order of their names; hidden ones and ``README``s are passed over."""
    for path in paths:
        if not path.exists():
            yield Unreadable(str(path), "没有这个文件或目录：请检查路径")
            continue
        for file in sorted(_files(path)):
            try:
                yield File(file.resolve(), str(file), file.read_bytes())
            except OSError as error:
                yield Unreadable(str(file), f"读不了（{error.strerror}）：请检查文件权限")


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in path.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.stem.upper() != "README":
            yield file


class Known:
    """The inputs of the last build, found by path or, for a file that has moved, by its bytes."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._by_path = {each.path: each for each in inputs}
        self._by_bytes = {each.sha256: each for each in inputs}

    def find(self, file: File) -> Input | None:
        """The input that a file was read as before; None when it is new."""
        same = self._by_bytes.get(sha256(file.data))
        moved = same if same and not Path(same.path).exists() else None
        return self._by_path.get(str(file.path)) or moved


def read_in(file: File, known: Input | None, paper: str | None, date: str | None) -> Reading:
    """Read and segment a file; options left out are those of its last reading.

    Raises Unreadable when nothing of it can be read.
    """
    input = Input(
        id=known.id if known else hashlib.sha256(str(file.path).encode()).hexdigest()[:12],
        path=str(file.path),
        given=file.given,
        sha256=sha256(file.data),
        paper=paper or (known.paper if known else None),
        date=date or (known.date if known else None),
    )
    articles: list[Article] = []
    refused: list[Unreadable] = []
    for issue in read(file, paper=input.paper, date=input.date):
        if isinstance(issue, Unreadable):
            refused.append(issue)
        else:
            articles += segment(issue)
    if not articles and not refused:
        raise Unreadable(file.given, "没有找到文章，请确认它是报纸文本")
    return Reading(input, tuple(articles), tuple(refused))


def reread(input: Input, data: bytes) -> Reading:
    """Read an input again from the bytes that the store kept."""
    return read_in(File(Path(input.path), input.given, data), input, None, None)


def identify(
    input: Input,
    articles: Sequence[Article],
    old: Sequence[Article],
    same_bytes: bool,
    registry: Registry,
) -> tuple[list[Article], Registry]:
    """Give the articles of an input their lasting ids: those of the ``old`` articles they continue, or new ones.

    They continue an article when they share source lines (``same_bytes``) or, in a file that changed, paragraphs.
    """
    sign: Callable[[Article], Sequence[Hashable]] = _lines if same_bytes else _words
    kept, absorbed = match({a.id: sign(a) for a in old}, [sign(a) for a in articles])
    seeds = [f"{Path(input.path).name}\n{a.headline}\n{a.text[:80]}" for a in articles]
    fresh = [i for i, name in enumerate(kept) if name is None]
    minted = dict(zip(fresh, mint([seeds[i] for i in fresh], registry.minted), strict=True))
    ids = [name or minted[i] for i, name in enumerate(kept)]
    named = [replace(article, id=name) for article, name in zip(articles, ids, strict=True)]
    return named, registry.extended(ids, {name: ids[i] for name, i in absorbed.items()})


def _lines(article: Article) -> list[tuple[str, int]]:
    return [(r.source, line) for r in article.ranges for line in range(r.first, r.last + 1)]


def _words(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs] + [article.headline]
