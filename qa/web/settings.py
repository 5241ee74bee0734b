"""Settings of a site, each kind in one TOML file of the store."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from index.errors import BaowenError
from index.messages import say

T = TypeVar("T")
_SHOWN: Final = 80
"""Characters of a wrong value that are shown."""


def settings(path: Path, kind: TypeAdapter[T], usual: T) -> T:
    """What a file says, ``usual`` when it is not there; BaowenError says what is wrong."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return usual
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BaowenError(say("{path}：读不了，请存为 UTF-8 的 TOML：{error}", path=path, error=error)) from error
    try:
        return kind.validate_python(said)
    except ValidationError as error:
        wrong = error.errors()[0]
        where, value = ".".join(map(str, wrong["loc"])), repr(wrong["input"])[:_SHOWN]
        raise BaowenError(
            say(
                "{path}：“{where}”不是可用的设置，或者值 {value} 不对；请看 README 里的说明",
                path=path,
                where=where,
                value=value,
            )
        ) from error
