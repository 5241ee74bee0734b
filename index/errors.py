"""The one error the product raises on purpose."""

from __future__ import annotations


class BaowenError(Exception):
    """Something a person can act on: one line that says what, where and what next, in the reader's language."""


class StoreError(BaowenError):
    """A store that is missing, busy, damaged or of another version."""
