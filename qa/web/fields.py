"""What the fields of a form may carry."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

Words = Annotated[str, AfterValidator(lambda said: said.encode(errors="replace").decode())]
"""Words that can be kept and sent back: half a character that a form may carry cannot."""
