"""Where something was printed, as far as it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """The paper, the date (ISO 8601), the label of the page and its name; None where it is not told."""

    paper: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None

    def or_else(self, other: Imprint) -> Imprint:
        """Return it with what it does not tell as the other has it."""
        return Imprint(
            self.paper or other.paper, self.date or other.date, self.page or other.page, self.section or other.section
        )


def agreed(values: Iterable[str | None]) -> str | None:
    """Return what all values that are known are; None when none is, or they contradict one another.

    >>> agreed(["澄江报", None, "澄江报"]), agreed(["澄江报", "青石报"])
    ('澄江报', None)
    """
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else None
