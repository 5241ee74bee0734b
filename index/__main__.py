"""The command line of the building half: python -m index build | segment | info | verify | rollback | prune."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from index import generation
from index.console import AsJson, E5File, StorePath, emit, run, screen
from index.errors import StoreError

app = typer.Typer(
    help="报纸 → 库：收录、分篇、建索引。", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(help="报纸文件或目录")],
    store: StorePath,
    paper: Annotated[str | None, typer.Option(help="报纸名称")] = None,
    date: Annotated[str | None, typer.Option(help="出版日期，如 2031-05-03")] = None,
    encoder: Annotated[str, typer.Option(envvar="BAOWEN_ENCODER", help="编码模型：名称或目录")] = "e5-small",
    form: Annotated[str, typer.Option(envvar="BAOWEN_FORM", help="int8、bf16 或 fp32")] = "int8",
    sync: Annotated[bool, typer.Option(help="给定路径下已不存在的文件，从库中移除")] = False,
    allow_removals: Annotated[int | None, typer.Option(help="最多允许移除多少篇")] = None,
    dry_run: Annotated[bool, typer.Option(help="只报告会做什么，不写库")] = False,
    e5_file: E5File = None,
    as_json: AsJson = False,
) -> None:
    """收录报纸，更新库。

    例：python -m index build samples --store data/store
    """
    from index.build import Options
    from index.build import build as run_build
    from index.encoder import load_encoder
    from index.read.worker import Worker

    options = Options(paper, _date(date), sync, allow_removals, dry_run)
    with screen.status("准备模型") as status, Worker() as worker:
        model = load_encoder(encoder, form, weights=e5_file, report=status.update)
        report = run_build(paths, store, model, options, worker, status.update)
    lines = [f"未收录：{each.source}：{each.reason}" for each in report.refused]
    if report.undated:
        lines.append(f"刊期待核 {len(report.undated)} 个文件（可用 --date 补上）：{'、'.join(report.undated[:5])}")
    for each in report.proposed:
        bounds = [("不早于", each.since or each.after), ("不晚于", each.until or each.before)]
        period = "，".join(f"{word} {bound}" for word, bound in bounds if bound)
        lines.append(f"刊期建议 {each.source}：{period}；依据：{'；'.join(each.evidence[:3])}")
    lines.append(
        f"新增 {report.added} 篇，改动 {report.changed} 篇，移除 {report.removed} 篇，未变 {report.unchanged} 篇；"
        f"共 {report.articles} 篇、{report.passages} 段，编码 {report.encoded} 条，用时 {report.seconds} 秒"
    )
    emit(asdict(report), as_json, lines)


def _date(text: str | None) -> str | None:
    from index.read.source import iso_date

    if text is not None and iso_date(text) != text:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2031-05-03、2031-05 或 2031", param_hint="--date")
    return text


@app.command()
def segment(file: Annotated[Path, typer.Argument(help="一个报纸文件")], as_json: AsJson = False) -> None:
    """把一个文件分成文章，看看分得对不对。

    例：python -m index segment samples/澄江报_2031-03-12.txt --json
    """
    from index.intake import read_now
    from index.read.worker import Worker
    from index.report import segment_json

    with screen.status("读取") as status, Worker() as worker:
        reading = read_now(file, worker, status.update)
    for refused in reading.refused:
        screen.print(f"未收录：{refused}", markup=False)
    result = segment_json(reading.cuts)
    titles = [
        f"{article['first_line']}–{article['last_line']}  {article['kicker'] or ''} {article['title'] or '（无题）'}"
        for issue in result["issues"]
        for article in issue["articles"]
    ]
    emit(result, as_json, titles)


@app.command()
def info(store: StorePath, as_json: AsJson = False) -> None:
    """库里有什么。

    例：python -m index info --store data/store
    """
    manifest = generation.current(store)
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    result = {
        "generation": manifest.generation,
        "generations": generation.generations(store),
        "articles": manifest.articles,
        "passages": manifest.passages,
        "encoder": manifest.encoder,
        "form": manifest.form,
        "built_at": manifest.built_at,
        "bytes": size,
    }
    emit(result, as_json, [f"{name}：{value}" for name, value in result.items()])


@app.command()
def verify(store: StorePath, as_json: AsJson = False) -> None:
    """逐个核对库的文件，并打开一次。

    例：python -m index verify --store data/store
    """
    from index.files import check_file, kept_input
    from index.store import Store

    manifest = generation.current(store)
    for name in sorted(manifest.names):
        check_file(store, name)
    opened = Store.open(store)
    for known in opened.inputs().values():
        for file in (*known.files, *known.notes):
            kept_input(store, file.sha256)
    if sum(1 for _ in opened.articles()) != manifest.articles or len(opened.rows()) != manifest.passages:
        raise StoreError(f"{store} 的文章数与清单不符：请退回上一代（python -m index rollback --store {store}）")
    result = {
        "generation": manifest.generation,
        "articles": manifest.articles,
        "files": len(manifest.names),
        "ok": True,
    }
    emit(result, as_json, [f"完好：第 {manifest.generation} 代，{manifest.articles} 篇文章"])


@app.command()
def rollback(
    store: StorePath,
    to: Annotated[str | None, typer.Option(help="退到哪一代；不写则退到上一代")] = None,
    as_json: AsJson = False,
) -> None:
    """退回上一代或指定的一代。

    例：python -m index rollback --store data/store
    """
    with generation.exclusive(store):
        now = generation.current(store).generation
        earlier = [name for name in generation.generations(store) if name < now]
        target = to or (earlier[-1] if earlier else None)
        if target is None:
            raise StoreError(f"{store} 只有第 {now} 代，没有更早的可退")
        generation.manifest(store, target)
        generation.point(store, target)
    emit({"generation": target, "before": now}, as_json, [f"现在用第 {target} 代（原为第 {now} 代）"])


@app.command()
def prune(
    store: StorePath,
    keep: Annotated[int, typer.Option(min=1, help="保留最近几代")],
    as_json: AsJson = False,
) -> None:
    """删去旧的各代，腾出空间；正在用的一代总是留下。

    例：python -m index prune --keep 5 --store data/store
    """
    from index.prune import prune as prune_store

    with generation.exclusive(store):
        removed = prune_store(store, keep)
    emit({"removed": removed}, as_json, [f"删去 {len(removed)} 代"])


if __name__ == "__main__":
    run(app)
