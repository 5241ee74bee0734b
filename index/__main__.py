"""The command line of the building half: python -m index build | segment | info | verify | rollback | prune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.console import AsJson, E5File, EncoderName, Form, StorePath, emit, run, screen
from index.errors import BaowenError, StoreError
from index.messages import message, say
from index.models import BUNDLED, FORMS
from index.store import generation

if TYPE_CHECKING:
    from index.build import Report

app = typer.Typer(
    help=say(
        "报纸 → 库：收录、分篇、建索引。\n\n退出状态：0 做完（读不了的文件会列出，不算出错），1 出错，2 命令写得不对。"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its tables cut off what is too long for a column
)

_BUILT = message(
    "新增 {added} 篇，改动 {changed} 篇，移除 {removed} 篇，未变 {unchanged} 篇；"
    "共 {articles} 篇、{passages} 段，编码 {encoded} 条，用时 {seconds} 秒"
)
_WOULD_BUILD = message("会新增 {added} 篇，改动 {changed} 篇，移除 {removed} 篇，未变 {unchanged} 篇；没有写库")
_MEMORY, _MEMORY_TO_PREPARE = 600_000_000, 1_600_000_000
"""Bytes that a build takes, and one that prepares the model (see bench/RESULTS.md)."""


@app.command(help=say("收录报纸，更新库。\n\n例：python -m index build samples --store data/store"))
def build(
    paths: Annotated[list[Path], typer.Argument(help=say("报纸文件或目录"))],
    store: StorePath,
    paper: Annotated[str | None, typer.Option(help=say("报纸名称"))] = None,
    date: Annotated[str | None, typer.Option(help=say("出版日期，如 2031-05-03"))] = None,
    encoder: EncoderName = BUNDLED,
    form: Form = FORMS[0],
    sync: Annotated[bool, typer.Option("--sync", help=say("给定路径下已不存在的文件和文章，从库中移除"))] = False,
    allow_removals: Annotated[int | None, typer.Option(help=say("最多允许移除多少篇"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("只报告会做什么，不写库"))] = False,
    e5_file: E5File = None,
    as_json: AsJson = False,
) -> None:
    """Take papers in and say what was done."""
    from index.build import Options
    from index.build import build as run_build
    from index.encoder import load_encoder
    from index.read.worker import Worker

    options = Options(paper, _date(date), sync, allow_removals, dry_run)
    if warning := scarce(encoder):
        screen.print(warning, markup=False, soft_wrap=True)
    with screen.status(say("准备模型")) as status, Worker(ahead="index.intake") as worker:
        model = load_encoder(encoder, form, weights=e5_file, report=status.update)
        report = run_build(paths, store, model, options, worker, status.update)
    emit(asdict(report), as_json, [*_notes(report), say(_WOULD_BUILD if dry_run else _BUILT, **asdict(report))])
    if report.generation is None and not dry_run:
        raise StoreError(say("没有可收录的文章，库没有建：请检查路径"))
    if report.missing:
        raise BaowenError(say("{paths} 没有收录：请检查路径；其余照常", paths=say("、").join(report.missing)))


def scarce(encoder: str) -> str | None:
    """What to say beforehand where memory may not do: a system that runs out of it ends a program without a word."""
    from index import e5
    from index.store.memory import left

    needed = _MEMORY if encoder != BUNDLED or e5.folder_in().is_dir() else _MEMORY_TO_PREPARE
    if (free := left()) is None or free >= needed:
        return None
    return say(
        "可用内存约 {free:.1f} GB，这次约需 {needed:.1f} GB，可能不够：若程序没有说完就不见了，或只留下 Killed，"
        "就是系统因内存不足结束了它。请关掉别的程序，或增加内存、交换空间，再运行同一个命令",
        free=free / 1e9,
        needed=needed / 1e9,
    )


def _notes(report: Report) -> Iterator[str]:
    """What an editor should know of a build: what was refused, and which dates are missing."""
    for refused in report.refused:
        yield refused.notice
    if report.stayed:
        yield say("{stayed} 篇在文件里已经没有了，仍然保留；确要移除请加 --sync", stayed=report.stayed)
    if report.aside:
        copies = (say("{source}（同 {same}）", source=each.source, same=each.same) for each in report.aside[:5])
        yield say(
            "{files} 个文件与别的文件是同一期，其中 {articles} 篇那里已有，没有重复收录：{names}",
            files=len(report.aside),
            articles=sum(each.articles for each in report.aside),
            names=say("、").join(copies),
        )
    if report.undated:
        names = say("、").join(report.undated[:5])
        yield say(
            "刊期待核 {files} 个文件（可单独收录并加 --date，或写进旁边的 issue.toml）：{names}",
            files=len(report.undated),
            names=names,
        )
    for each in report.proposed:
        since, until = each.since or each.after, each.until or each.before
        bounds = [say("不早于 {date}", date=since)] if since else []
        bounds += [say("不晚于 {date}", date=until)] if until else []
        period, evidence = say("，").join(bounds), say("；").join(each.evidence[:3])
        yield say("刊期建议 {source}：{period}；依据：{evidence}", source=each.source, period=period, evidence=evidence)


def _date(text: str | None) -> str | None:
    from index.text.printed import iso_date

    if text is not None and iso_date(text) != text:
        said = say("“{text}”不是日期，请写成 2031-05-03、2031-05 或 2031", text=text)
        raise typer.BadParameter(said)
    return text


@app.command(
    help=say("把一个文件分成文章，看看分得对不对。\n\n例：python -m index segment samples/澄江报_2031-03-12.txt --json")
)
def segment(file: Annotated[Path, typer.Argument(help=say("一个报纸文件"))], as_json: AsJson = False) -> None:
    """Show the articles of one file."""
    from index.intake import read_now
    from index.read.worker import Worker
    from index.report import segment_json

    with screen.status(say("读取")) as status, Worker() as worker:
        reading = read_now(file, worker, status.update)
    for error in reading.refused:
        screen.print(error.refused.notice, markup=False)
    result, untitled = segment_json(reading.cuts), say("（无题）")
    titles = [
        f"{article['first_line']}–{article['last_line']}  {article['kicker'] or ''} {article['title'] or untitled}"
        for issue in result["issues"]
        for article in issue["articles"]
    ]
    emit(result, as_json, titles)


@app.command(help=say("库里有什么。\n\n例：python -m index info --store data/store"))
def info(store: StorePath, as_json: AsJson = False) -> None:
    """Count what a store holds."""
    manifest = generation.current(store)
    size = generation.size(store)
    result: dict[str, Any] = {
        "generation": manifest.generation,
        "generations": generation.generations(store),
        "articles": manifest.articles,
        "passages": manifest.passages,
        "encoder": manifest.encoder,
        "form": manifest.form,
        "built_at": manifest.built_at,
        "bytes": size,
    }
    lines = [
        say("第 {generation} 代：{articles} 篇文章，{passages} 段，建于 {built_at}", **result),
        say("模型 {encoder}（{form}）", **result),
        say("共 {mb:.1f} MB，存有各代：{kept}", mb=size / 1e6, kept=say("、").join(result["generations"])),
    ]
    emit(result, as_json, lines)


@app.command(help=say("逐个核对库的文件，并打开一次。\n\n例：python -m index verify --store data/store"))
def verify(store: StorePath, as_json: AsJson = False) -> None:
    """Check every file of the generation that serves."""
    from index.store.verify import verify as verify_store

    manifest = verify_store(store)
    result = {
        "generation": manifest.generation,
        "articles": manifest.articles,
        "files": len(manifest.names),
        "ok": True,
    }
    emit(result, as_json, [say("完好：第 {generation} 代，{articles} 篇文章", **result)])


@app.command(help=say("退回上一代或指定的一代。\n\n例：python -m index rollback --store data/store"))
def rollback(
    store: StorePath,
    to: Annotated[str | None, typer.Option(help=say("退到哪一代；不写则退到上一代"))] = None,
    as_json: AsJson = False,
) -> None:
    """Let an older generation serve."""
    from index.store.files import file_of

    generation.check_built(store)  # lest a mistyped store be made
    with generation.exclusive(store):
        try:
            now = generation.pointed(store)
        except StoreError:
            if to is None:
                raise
            now = None  # what is named may serve all the same
        target = to or (now and generation.preceding(store, now))
        if target is None:
            raise StoreError(say("{store} 没有比第 {now} 代更早的可退", store=store, now=now))
        for name in generation.manifest(store, target).names:
            file_of(store, name)
        generation.point(store, target)
    before = say("（原为第 {now} 代）", now=now) if now else ""
    said = say("现在用第 {target} 代{before}", target=target, before=before)
    emit({"generation": target, "before": now}, as_json, [said])


@app.command(
    help=say("删去旧的各代，腾出空间；正在用的一代总是留下。\n\n例：python -m index prune --keep 5 --store data/store")
)
def prune(
    store: StorePath,
    keep: Annotated[int, typer.Option(min=1, help=say("保留最近几代"))],
    as_json: AsJson = False,
) -> None:
    """Remove old generations."""
    from index.store.prune import prune as prune_store

    generation.check_built(store)
    with generation.exclusive(store):
        removed = prune_store(store, keep)
    emit({"removed": removed}, as_json, [say("删去 {generations} 代", generations=len(removed))])


if __name__ == "__main__":
    run(app)
