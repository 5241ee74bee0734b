"""What the command lines share: where they print, how a result and an error look, and options."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from index.errors import EXPECTED, reason
from index.messages import message, say

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


_SIMILAR, _UNKNOWN = message("不认得 {name}，相近的有 {near}"), message("不认得 {name}")
_VALUE = r"Invalid value for '?(?P<name>.+?)'?: "
_HINT = re.compile(r"'(.+?)' \(env var: '(\w+)'\)")
_WRITTEN_WRONGLY = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"No such option: (?P<name>.+) \(Possible options: (?P<near>.+)\)", _SIMILAR),
        (r"No such command '(?P<name>.+)'\. Did you mean '(?P<near>.+)'\?", _SIMILAR),
        (r"No such option: (?P<name>.+)", _UNKNOWN),
        (r"No such command '(?P<name>.+)'\.", _UNKNOWN),
        (r"Missing (?:option|argument) '?(?P<name>.+?)'?\.", message("缺少 {name}")),
        (r"Option '(?P<name>.+)' requires an argument\.", message("{name} 后面要写一个值")),
        (r"Option '(?P<name>.+)' does not take a value\.", message("{name} 后面不写值")),
        (r"Got unexpected extra argument\(s\) \((?P<name>.+)\)", message("多出了 {name}：有空格的要加引号")),
        (_VALUE + "Input should be a valid integer.*", message("{name} 要写整数")),
        (_VALUE + r"Input should be greater than or equal to (?P<bound>\d+)", message("{name} 不能小于 {bound}")),
        (_VALUE + r"Input should be less than or equal to (?P<bound>\d+)", message("{name} 不能大于 {bound}")),
        (_VALUE + r"file '(?P<path>.+)' (?:does not exist|is a directory)\.", message("{name}：没有 {path} 这个文件")),
        (_VALUE + r"\w+ '(?P<path>.+)' is not readable\.", message("{name}：{path} 没有权限读")),
    )
)
"""What Typer has against a command line, and how we say it: its own words are English and cannot be exchanged."""


_HELP = tuple(
    (re.compile(pattern, re.MULTILINE), said)
    for pattern, said in (
        (r"^Usage:", message("用法：")),
        (r"\[OPTIONS\]", message("[选项]")),
        (r"COMMAND \[ARGS\]\.\.\.", message("命令 [参数]...")),
        (r"^Arguments:$", message("参数：")),
        (r"^Options:$", message("选项：")),
        (r"^Commands:$", message("命令：")),
        (r"Show this message and exit\.", message("显示这些说明")),
        (r"\brequired\]", message("必填]")),
        (r"\benv var:", message("环境变量")),
        (r"\bdefault:", message("默认")),
    )
)
"""What Typer says of its own in the help of a command."""


def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit; an expected error is one line and exit status 1, a wrong usage one and 2."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    help = io.StringIO()
    asked = "--help" in (sys.argv if arguments is None else arguments)
    try:
        with redirect_stdout(help) if asked else nullcontext():
            status = app(arguments, standalone_mode=False)
        sys.stdout.write(_worded(help.getvalue()))
        sys.exit(status)
    except EXPECTED as error:
        said, status = say("出错：{error}", error=reason(error)), 1
    except typer.TyperException as error:
        said, status = _usage(error), error.exit_code
    screen.print(said, markup=False, soft_wrap=True)
    sys.exit(status)


def _worded(help: str) -> str:
    """The help of a command in the language spoken."""
    for pattern, said in _HELP:
        help = pattern.sub(say(said), help)
    return help


def _usage(error: typer.TyperException) -> str:
    """What is wrong with a command line, and where to read how it is written; that itself when nothing was written."""
    told, context = error.format_message(), getattr(error, "ctx", None)
    if context and told == context.get_help():
        return _worded(told)
    matches = ((pattern.fullmatch(_HINT.sub(r"\1 (\2)", told)), said) for pattern, said in _WRITTEN_WRONGLY)
    said = next((say(said, **match.groupdict()) for match, said in matches if match), error.message)
    if context:
        said = say("{error}；用法见 {command} --help", error=said, command=context.command_path)
    return say("出错：{error}", error=said)
