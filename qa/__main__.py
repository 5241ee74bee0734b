"""The command line of the asking half: python -m qa ask | feedback | evaluate | project | fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.console import AsJson, E5File, EncoderName, Form, RerankerName, StorePath, emit, run, screen
from index.encoder import Encoder, load_encoder
from index.errors import BaowenError
from index.messages import Tell, say
from index.models import BUNDLED, FORMS

if TYPE_CHECKING:
    from qa.learn.sets import QuestionSet

app = typer.Typer(
    help=say("问题 → 原文摘录。\n\n退出状态：0 做完（没有找到也算），1 出错，2 命令写得不对。"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its tables cut off what is too long for a column
)

Today = Annotated[str | None, typer.Option(envvar="BAOWEN_TODAY", help=say("以哪天为今天，如 2031-05-03"))]


@app.command(help=say('向库提问。\n\n例：python -m qa ask "望潮大桥什么时候恢复通车？" --store data/store'))
def ask(
    store: StorePath,
    question: Annotated[str | None, typer.Argument(help=say("问题"))] = None,
    questions: Annotated[Path | None, typer.Option(help=say("每行一个问题的文件"))] = None,
    today: Today = None,
    k: Annotated[int, typer.Option(min=1, help=say("最多列出几篇"))] = 5,
    reranker: RerankerName = None,
    e5_file: E5File = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question or a file of them."""
    from qa.bot import Bot
    from qa.report import to_json

    day = _day(today)
    asked = _questions(question, questions)
    bot = Bot.open(store, e5_file, reranker)
    answers = [bot.ask(each, today=day, k=k) for each in asked]
    results = [to_json(answer) for answer in answers]
    lines = [
        line
        for answer in answers
        for line in (*([f"【{answer.question}】"] if questions else []), *answer.notices, answer.text)
    ]
    emit({"answers": results} if questions else results[0], as_json, lines)


def _questions(question: str | None, file: Path | None) -> list[str]:
    if (question is None) == (file is None):
        raise typer.BadParameter(say("请给一个问题，或用 --questions 给一个文件"))
    if file is None:
        return [question or ""]
    try:
        return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise BaowenError(say("{file}：读不了，请检查路径，并存为 UTF-8", file=file)) from error


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        said = say("“{text}”不是日期，请写成 2031-05-03", text=text)
        raise typer.BadParameter(said) from error


@app.command(help=say("列出读者的意见和纠错，先来的在前。\n\n例：python -m qa feedback --store data/store"))
def feedback(store: StorePath, as_json: AsJson = False) -> None:
    """List what readers said."""
    from dataclasses import asdict

    from index.store import Store
    from qa.feedback import KINDS, Queue

    said = list(Queue(store))
    if not said:
        Store.open(store)  # lest a mistyped store seem to have no opinions
    lines = [
        " ".join(filter(None, (each.at, say(KINDS[each.kind]), each.article, each.question, each.word)))
        for each in said
    ]
    emit({"feedback": [asdict(each) for each in said]}, as_json, lines or [say("还没有读者的意见")])


@app.command(
    help=say(
        "用已知答案的题目衡量检索和回答。\n\n例：python -m qa evaluate --passages P.jsonl --questions Q.jsonl --json"
    )
)
def evaluate(
    passages: Annotated[Path, typer.Option(help=say("build 能读的文件或目录，如 JSONL：id、text"))],
    questions: Annotated[Path, typer.Option(help=say("JSONL：id、question、relevant、answers"))],
    encoder: EncoderName = BUNDLED,
    form: Form = FORMS[0],
    today: Today = None,
    e5_file: E5File = None,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval and answers by questions with known answers."""
    from qa.learn.evaluate import evaluate as measure

    day = _day(today)
    with screen.status(say("准备")) as status:
        model, (opened,) = _sets([passages], [questions], encoder, form, e5_file, status.update)
        result: dict[str, Any] = dict(measure(opened, model, day, status.update))
    emit(result, as_json, [say("{name}：{value}", name=name, value=value) for name, value in result.items()])


Passages = Annotated[list[Path], typer.Option(help=say("JSONL，可给多个"))]
Questions = Annotated[list[Path], typer.Option(help=say("JSONL，与 --passages 一一对应"))]


def _in_a_folder(out: Path) -> Path:
    if out.is_dir() or not out.parent.is_dir():  # said before hours of work that would be lost
        raise typer.BadParameter(say("写不到 {path}：要写成已有文件夹里的一个文件", path=out))
    return out


Out = Annotated[Path, typer.Option(callback=_in_a_folder, help=say("写到哪个文件"))]


@app.command(
    help=say(
        "为一个编码模型学习逐词向量的投影；学好后要重新 build 和 fit。\n\n"
        "例：python -m qa project --passages P.jsonl --questions Q.jsonl --out index/projections/e5-small-int8.json"
    )
)
def project(
    passages: Passages,
    questions: Questions,
    out: Out,
    everything: Annotated[bool, typer.Option("--everything", help=say("拟合好权重之后：用全部题目再学一次"))] = False,
    encoder: EncoderName = BUNDLED,
    form: Form = FORMS[0],
    e5_file: E5File = None,
) -> None:
    """Learn the projection of an encoder."""
    from index.projection import write
    from qa.learn.project import learn

    with screen.status(say("准备")) as status:
        model, sets = _sets(passages, questions, encoder, form, e5_file, status.update)
        write(learn(sets, model, status.update, everything=everything), out)
    screen.print(say("投影已写入 {out}", out=out), markup=False, soft_wrap=True)


@app.command(
    help=say(
        "为一个编码模型拟合权重。\n\n"
        "例：python -m qa fit --passages P.jsonl --questions Q.jsonl --out qa/fitted/e5-small-int8.json"
    )
)
def fit(
    passages: Passages,
    questions: Questions,
    out: Out,
    encoder: EncoderName = BUNDLED,
    form: Form = FORMS[0],
    e5_file: E5File = None,
) -> None:
    """Fit the weights of an encoder."""
    from qa.learn.fit import ENOUGH, unlearned
    from qa.learn.fit import fit as fit_weights
    from qa.weights import weights_json

    with screen.status(say("准备")) as status:
        model, sets = _sets(passages, questions, encoder, form, e5_file, status.update)
        taught = sum(bool(asked.answers) for each in sets for asked in unlearned(each))
        if taught < ENOUGH:
            said = say(
                "只有 {taught} 题可供拟合，不到 {enough} 题：换一批题，权重就会大变；请拿别的题目 evaluate 核对",
                taught=taught,
                enough=ENOUGH,
            )
            screen.print(said, markup=False, soft_wrap=True)
        weights = fit_weights(sets, model, status.update)
    out.write_bytes(weights_json.dump_json(weights, indent=1) + b"\n")
    screen.print(say("权重已写入 {out}", out=out), markup=False, soft_wrap=True)


def _sets(
    passages: list[Path],
    questions: list[Path],
    encoder: str,
    form: str,
    e5_file: Path | None,
    tell: Tell,
) -> tuple[Encoder, list[QuestionSet]]:
    from qa.learn.sets import open_set

    if len(passages) != len(questions):
        raise typer.BadParameter(say("--passages 和 --questions 要成对给出"))
    model = load_encoder(encoder, form, weights=e5_file, report=tell)
    sets = [open_set(p, q, model, tell) for p, q in zip(passages, questions, strict=True)]
    for each, path in zip(sets, questions, strict=True):
        for notice in (*(refused.notice for refused in each.refused), *_unread(path)):
            screen.print(notice, markup=False, soft_wrap=True)
    return model, sets


def _unread(questions: Path) -> Iterator[str]:
    from qa.learn.sets import KEYS, unread_keys

    known = say("、").join(KEYS)
    for key, lines in unread_keys(questions).items():
        yield say(
            "{path}：{lines} 行有 {key}，没有用到：题目只有 {known}", path=questions, lines=lines, key=key, known=known
        )


if __name__ == "__main__":
    run(app)
