"""What the fields of a form may carry."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def whole(said: str) -> str:
    """Words that can be kept and sent back: half a character, as a form or JSON may carry, cannot."""
    return said.encode(errors="replace").decode()


Words = Annotated[str, AfterValidator(whole)]
