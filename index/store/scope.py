"""What a search is limited to, worked out on the columns of a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.store.part import Part
from index.store.rows import Mask, Rows
from index.store.save import LAST_DAY, days, label_key

A_SEASON, A_MONTH, A_WEEK = 92, 31, 7
"""Days of the longest period for which event dates count, and of the longest event that reaches beyond it, for a day a
week for each of its days: 去年 says too little, and 3月 of the 9th. 第二季度 is told of by what tells of all of it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles printed between two ISO days, both included, on a page, in an edition, in a paper, by an author.

    An article of unknown date passes every period, one of unknown number every edition. With ``spoken_of``, a period of
    a season at most also takes in what speaks of it: 国庆期间 may be told on 8 October. ``without`` are ids left out.
    """

    since: str | None = None
    until: str | None = None
    spoken_of: bool = False
    page: str | None = None
    edition: str | None = None
    paper: str | None = None
    author: str | None = None
    without: frozenset[str] = frozenset()

    def articles(self, part: Part) -> Mask:
        """Which articles of a part are inside, dead ones not."""
        inside = part.alive & self._timely(part)
        for column, label in enumerate((self.page, self.edition, self.paper)):
            if label is not None:
                printed = part.columns.places[:, column]
                inside &= (printed == label_key(label)) | (printed == 0 if column == 1 else False)
        if self.author is not None:
            inside &= _only(part, part.catalogue.written_by(self.author))
        for id in self.without:
            inside[part.catalogue.rows("id = ?", id)] = False
        return inside

    def _timely(self, part: Part) -> Mask:
        first, last = days(self.since)[0], days(self.until)[1]
        printed = part.columns.days
        timely: Mask = (printed[:, 0] <= last) & (printed[:, 1] >= first)
        if self.spoken_of and self.since and self.until and last - first <= A_SEASON:
            row, since, until = part.columns.events.T
            longest = min(A_MONTH, A_WEEK * (last - first + 1))
            touching = (since <= last) & (until >= first) & (until - since < longest)
            timely[row[touching | ((since >= first) & (until <= last))]] = True
        return timely


def foremost(parts: Sequence[Part], scope: Scope, *, oldest: bool) -> tuple[Rows, int]:
    """The numbers of the articles inside a scope, each story once, and how many of them are dated.

    What was printed last comes first, or what was printed first; of one day as the paper has it, the undated last.
    """
    inside = np.flatnonzero(np.concatenate([np.zeros(0, np.bool_), *(scope.articles(part) for part in parts)]))
    printed = np.concatenate([np.zeros(0, np.int32), *(part.columns.days[:, 0] for part in parts)])[inside]
    told = np.concatenate([np.zeros(0, np.int64), *(part.columns.told for part in parts)])[inside]
    order = np.argsort(np.where(printed > 0, printed if oldest else -printed, LAST_DAY), kind="stable")
    kept = order[np.sort(np.unique(told[order], return_index=True)[1])]
    return inside[kept], int((printed[kept] > 0).sum())


def _only(part: Part, rows: list[int]) -> Mask:
    chosen = np.zeros(part.files.size, np.bool_)
    chosen[rows] = True
    return chosen
