"""What encoders are called: for the command lines too, which start sooner without the numbers."""

from __future__ import annotations

from typing import Final

BUNDLED: Final = "e5-small"
FORMS: Final = ("int8", "bf16", "fp32")
"""What an encoder computes with; the bundled one in the first unless another is asked for."""
