"""Passes: short signed tokens that a page of ours is made with, and that its calls bring back."""

from __future__ import annotations

import secrets
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

SECONDS: Final = 3600
"""How long a pass is good."""


class Passes:
    """Issues passes for guests and knows them again; those of another server, or of this one before, are none."""

    def __init__(self) -> None:
        self._signed = URLSafeTimedSerializer(secrets.token_bytes(32), salt="baowen-pass")

    def issue(self, guest: str) -> str:
        """A pass for the page of a guest; no two are alike."""
        return self._signed.dumps([guest, secrets.token_urlsafe(9)])

    def guest(self, pass_: str, age: int = SECONDS) -> str | None:
        """The id of the guest that a pass was issued for at most ``age`` seconds ago, None for what is no pass."""
        try:
            guest, _ = self._signed.loads(pass_, max_age=age)
        except (BadData, ValueError, TypeError):
            return None
        return guest if isinstance(guest, str) else None
