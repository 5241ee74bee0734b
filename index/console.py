"""What the command lines share: where they print, how a result and an error look, and options."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from index.errors import EXPECTED, reason
from index.messages import say

screen = Console(stderr=True, highlight=False, emoji=False)

StorePath = Annotated[Path, typer.Option("--store", envvar="BAOWEN_STORE", help=say("库所在的目录"))]
E5File = Annotated[
    Path | None,
    typer.Option(
        "--e5-file",
        envvar="BAOWEN_E5_FILE",
        exists=True,
        dir_okay=False,
        help=say("自带模型的权重文件；不写则用随程序安装的"),
    ),
]
RerankerName = Annotated[
    str | None,
    typer.Option("--reranker", envvar="BAOWEN_RERANKER", help=say("重排用的 CrossEncoder：名称或目录；不写则不用")),
]
EncoderName = Annotated[str, typer.Option("--encoder", envvar="BAOWEN_ENCODER", help=say("编码模型：名称或目录"))]
Form = Annotated[str, typer.Option("--form", envvar="BAOWEN_FORM", help=say("int8、bf16 或 fp32"))]
AsJson = Annotated[bool, typer.Option("--json", help=say("结果以一个 JSON 对象写到标准输出"))]


def emit(result: dict[str, Any], as_json: bool, lines: list[str]) -> None:
    """Print a result: one JSON object on standard output, or lines for people."""
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    else:
        for line in lines:
            screen.print(line, markup=False, soft_wrap=True)


def run(command: Callable[[], None]) -> None:
    """Run a command line; an expected error is one line and exit status 1."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        command()
    except EXPECTED as error:
        screen.print(say("出错：{error}", error=reason(error)), markup=False, soft_wrap=True)
        sys.exit(1)
