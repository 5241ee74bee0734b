"""A command line that is written wrongly is told in one line of the language spoken, with exit status 2."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer

from index.console import E5File, StorePath, run
from index.errors import BaowenError
from index.messages import speaking

app = typer.Typer(rich_markup_mode=None)


@app.command()
def ask(
    question: Annotated[str, typer.Argument()],
    store: StorePath = Path("s"),
    k: Annotated[int, typer.Option(min=1, max=9)] = 5,
    e5_file: E5File = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    if question == "?":
        raise typer.BadParameter("请写出问题")
    if question == "!":
        raise BaowenError("没有答案")


@app.command()
def build() -> None: ...


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    """The exit status and what is said on standard error."""
    with pytest.raises(SystemExit) as ended:
        run(app, arguments)
    out, said = capsys.readouterr()
    assert out == ""
    return ended.value.code or 0, said


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (("ask", "q", "--nope"), "不认得 --nope", "unknown: --nope"),
        (("ask", "q", "--e5", "s"), "不认得 --e5，相近的有 --e5-file", "unknown: --e5; similar: --e5-file"),
        (("sing",), "不认得 sing", "unknown: sing"),
        (("biuld",), "不认得 biuld，相近的有 build", "unknown: biuld; similar: build"),
        (("ask",), "缺少 question", "question is missing"),
        (("ask", "q", "--k"), "--k 后面要写一个值", "--k needs a value"),
        (("ask", "q", "--json=1"), "--json 后面不写值", "--json takes no value"),
        (("ask", "q", "r"), "多出了 r：有空格的要加引号", "too much: r (what has spaces needs quotation marks)"),
        (("ask", "q", "--k", "x"), "--k 要写整数", "--k takes a whole number"),
        (("ask", "q", "--k", "0"), "--k 不能小于 1", "--k cannot be less than 1"),
        (("ask", "q", "--k", "10"), "--k 不能大于 9", "--k cannot be more than 9"),
        (
            ("ask", "q", "--e5-file", "/无此"),
            "--e5-file (BAOWEN_E5_FILE)：没有 /无此 这个文件",
            "--e5-file (BAOWEN_E5_FILE): there is no file /无此",
        ),
    ],
)
def test_a_wrong_usage_is_told_in_the_language_spoken(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], chinese: str, english: str
) -> None:
    status, said = told(capsys, *arguments)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"出错：{chinese}")
    with speaking("en"):
        status, said = told(capsys, *arguments)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"Error: {english}")


def test_a_path_that_may_not_be_read_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # whose tests run as root may read everything
    status, said = told(capsys, "ask", "q", "--store", str(tmp_path))
    assert status == 2
    assert said.startswith(f"出错：--store (BAOWEN_STORE)：{tmp_path} 没有权限读；")


def test_where_the_usage_is_explained_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "ask")[1].endswith(" ask --help\n")


def test_what_a_command_finds_wrong_itself_is_told_as_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(capsys, "ask", "?")
    assert status == 2
    assert said.startswith("出错：请写出问题；用法见 ")


def test_an_expected_error_is_one_line_and_what_is_well_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "ask", "!") == (1, "出错：没有答案\n")
    assert told(capsys, "build") == (0, "")


def test_without_arguments_the_help_is_all_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    helpful = typer.Typer(no_args_is_help=True, callback=lambda: None, rich_markup_mode=None)
    with pytest.raises(SystemExit) as ended:
        run(helpful, ())
    assert ended.value.code == 2
    out, said = capsys.readouterr()
    assert (out, said.split()[0], "出错" in said) == ("", "用法：", False)


def test_the_help_of_a_command_is_in_the_language_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for language in ("zh", "en"):
        with speaking(language), pytest.raises(SystemExit) as ended:
            run(app, ("ask", "--help"))
        assert ended.value.code == 0
        shown.append(" ".join(capsys.readouterr().out.split()))
    assert "ask [选项] {question} 参数： question <str> [必填] 选项： --store <path>" in shown[0]
    assert "[环境变量 BAOWEN_STORE; 默认 s]" in shown[0]
    assert shown[0].endswith("--help 显示这些说明")
    assert "[OPTIONS] {question} Arguments: question <str> [required] Options: --store <path>" in shown[1]
    assert "[env var: BAOWEN_STORE; default: s]" in shown[1]
