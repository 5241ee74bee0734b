from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.build import Options, Report
from index.encoder import Encoded
from index.errors import StoreError
from index.store import Store, UnknownArticle
from index.store.generation import current, exclusive
from tests.building import build
from tests.fake import FakeEncoder

BRIDGE = "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月6日,望潮大桥恢复通车。市民纷纷上桥参观,秩序井然。\n"
TEA = "春茶节开幕\n\n本报讯(记者 丙丁)昨日,第九届春茶节开幕。三天共成交1260万元,创下新高。\n"


def write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def run(
    paths: Sequence[Path], store: Path, encoder: FakeEncoder, *, sync: bool = False, allow: int | None = None
) -> Report:
    return build(paths, store, encoder, Options(paper="澄江报", sync=sync, allow_removals=allow))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    write(tmp_path / "papers", bridge=BRIDGE, tea=TEA)
    return tmp_path / "papers"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def titles(store: Path) -> list[str]:
    return sorted(article.title or "" for article in Store.open(store).articles())


def ids(store: Path) -> dict[str | None, str]:
    return {article.title: article.id for article in Store.open(store).articles()}


def test_readers_at_once_get_each_their_own_rows(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    write(papers, **{f"road{n}": BRIDGE.replace("望潮大桥", f"松墨{n}路") for n in range(30)})
    run([papers], store, encoder)
    (part,) = Store.open(store).parts
    expected = {row: article.id for row, _, article in part.catalogue.articles()}

    def look(seed: int) -> set[tuple[int, str]]:
        return {(row % 31, part.catalogue.article(row % 31).id) for row in range(seed, 2000 * seed, seed)}

    with ThreadPoolExecutor(4) as readers:
        found = set[tuple[int, str]]().union(*readers.map(look, (1, 3, 5, 7)))
    assert found <= {*expected.items()}


def test_a_first_build(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    report = run([papers], store, encoder)
    assert (report.generation, report.added, report.changed, report.removed) == ("000001", 2, 0, 0)
    assert (report.articles, report.passages, report.encoded) == (2, 2, 2)
    assert report.refused == ()
    assert report.undated == (str(papers / "bridge.txt"), str(papers / "tea.txt"))
    assert titles(store) == ["春茶节开幕", "望潮大桥恢复通车"]


def test_building_again_changes_nothing_and_encodes_nothing(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    encoder.encoded.clear()
    report = run([papers], store, encoder)
    assert (report.generation, report.unchanged, report.encoded) == ("000001", 2, 0)
    assert encoder.encoded == []


def test_a_new_issue_encodes_only_its_own_text(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    encoder.encoded.clear()
    write(papers, road=BRIDGE.replace("望潮大桥", "松墨路"))
    report = run([papers], store, encoder)
    assert (report.generation, report.added, report.unchanged) == ("000002", 1, 2)
    assert encoder.encoded == ["松墨路恢复通车\n12月6日,松墨路恢复通车。市民纷纷上桥参观,秩序井然。"]
    assert Store.open(store).manifest.articles == 3


def test_a_generation_shares_the_files_that_did_not_change(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    first = current(store)
    write(papers, road=BRIDGE.replace("望潮大桥", "松墨路"))
    run([papers], store, encoder)
    assert first.parts[0] in current(store).parts


def test_a_mended_article_keeps_its_address(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    before = ids(store)
    write(papers, bridge=BRIDGE.replace("望潮大桥恢复通车\n\n", "望潮大桥恢复通车了\n\n", 1))
    report = run([papers], store, encoder)
    assert (report.changed, report.added, report.unchanged) == (1, 0, 1)
    assert ids(store) == {"春茶节开幕": before["春茶节开幕"], "望潮大桥恢复通车了": before["望潮大桥恢复通车"]}


def test_a_date_found_later_keeps_the_address_and_encodes_nothing(
    papers: Path, store: Path, encoder: FakeEncoder
) -> None:
    run([papers], store, encoder)
    before = ids(store)
    encoder.encoded.clear()
    report = build([papers], store, encoder, Options(paper="澄江报", date="2031-12-07"))
    assert (report.changed, report.encoded, report.undated) == (2, 0, ())
    assert ids(store) == before
    assert {article.date for article in Store.open(store).articles()} == {"2031-12-07"}


def test_a_merged_article_leads_to_the_whole(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    write(papers, bridge=BRIDGE + "\n" + TEA.replace("春茶节", "灯会"))
    run([papers], store, encoder)
    before = ids(store)
    assert set(before) == {"望潮大桥恢复通车", "灯会开幕", "春茶节开幕"}
    merged = BRIDGE + "\n昨日,第九届灯会开幕。三天共成交1260万元,创下新高。\n"
    write(papers, bridge=merged)
    run([papers], store, encoder)
    assert Store.open(store).article(before["灯会开幕"]).title == "望潮大桥恢复通车"


def test_a_file_that_moved_is_the_same_file(papers: Path, store: Path, encoder: FakeEncoder, tmp_path: Path) -> None:
    run([papers], store, encoder)
    before = ids(store)
    papers.rename(tmp_path / "moved")
    report = run([tmp_path / "moved"], store, encoder)
    assert (report.added, report.removed, report.unchanged) == (0, 0, 2)
    assert ids(store) == before


def test_of_files_alike_that_moved_together_each_stays_itself(
    papers: Path, store: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    for day in ("2031-12-07", "2031-12-08"):
        (papers / day).mkdir()
        write(papers / day, notice=BRIDGE)
    run([papers], store, encoder)
    before = {article.id: article.date for article in Store.open(store).articles()}
    papers.rename(tmp_path / "moved")
    report = run([tmp_path / "moved"], store, encoder, sync=True)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 4)
    assert {article.id: article.date for article in Store.open(store).articles()} == before


def test_sync_removes_what_is_gone_while_its_folder_moved(
    papers: Path, store: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    run([papers], store, encoder)
    papers.rename(tmp_path / "moved")
    (tmp_path / "moved/tea.txt").unlink()
    assert run([tmp_path / "moved"], store, encoder, sync=True).removed == 1
    assert titles(store) == ["望潮大桥恢复通车"]


def test_absence_removes_nothing(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    (papers / "tea.txt").unlink()
    report = run([papers], store, encoder)
    assert (report.removed, report.articles) == (0, 2)


def test_sync_removes_what_is_gone_under_the_given_paths_only(
    papers: Path, store: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    write(tmp_path / "elsewhere", road=BRIDGE.replace("望潮大桥", "松墨路"))
    run([papers, tmp_path / "elsewhere"], store, encoder)
    (papers / "tea.txt").unlink()
    (tmp_path / "elsewhere" / "road.txt").unlink()
    report = run([papers], store, encoder, sync=True)
    assert (report.removed, report.articles) == (1, 2)
    assert titles(store) == ["望潮大桥恢复通车", "松墨路恢复通车"]


def test_a_path_that_is_not_there_is_missing_unless_what_it_had_was_to_be_removed(
    papers: Path, store: Path, encoder: FakeEncoder
) -> None:
    wrong = papers / "wrong"
    report = run([wrong, papers], store, encoder)
    assert (report.missing, report.added) == ((str(wrong),), 2)
    (papers / "tea.txt").unlink()
    given = [papers / "tea.txt", wrong]
    assert run(given, store, encoder).missing == (str(papers / "tea.txt"), str(wrong))
    report = run(given, store, encoder, sync=True)
    assert (report.missing, report.removed) == ((str(wrong),), 1)
    assert run(given, store, encoder, sync=True).missing == (str(papers / "tea.txt"), str(wrong))


def test_a_removed_article_is_unknown_and_says_so(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    gone = ids(store)["春茶节开幕"]
    (papers / "tea.txt").unlink()
    run([papers], store, encoder, sync=True)
    with pytest.raises(UnknownArticle, match=gone):
        Store.open(store).article(gone)


def test_an_article_that_its_file_has_no_more_stays_is_told_and_goes_with_sync(
    papers: Path, store: Path, encoder: FakeEncoder
) -> None:
    write(papers, bridge=BRIDGE + "\n" + TEA.replace("春茶节", "灯会"))
    run([papers], store, encoder)
    write(papers, bridge=BRIDGE.replace("秩序井然", "秩序很好"))
    kept = run([papers], store, encoder)
    assert (kept.removed, kept.stayed) == (0, 1)
    assert titles(store) == ["春茶节开幕", "望潮大桥恢复通车", "灯会开幕"]
    again = run([papers], store, encoder, sync=True)  # although the file is as it was then
    assert (again.removed, again.stayed) == (1, 0)
    assert titles(store) == ["春茶节开幕", "望潮大桥恢复通车"]
    write(papers, bridge=TEA.replace("春茶节", "灯会"))
    assert (run([papers], store, encoder, sync=True).removed, titles(store)) == (1, ["春茶节开幕", "灯会开幕"])


def test_what_sync_is_not_given_keeps_its_articles(
    papers: Path, store: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    write(papers, bridge=BRIDGE + "\n" + TEA.replace("春茶节", "灯会"))
    run([papers], store, encoder)
    write(papers, bridge=BRIDGE)
    run([papers], store, encoder)
    write(tmp_path / "elsewhere", road=BRIDGE.replace("望潮大桥", "松墨路"))
    report = run([tmp_path / "elsewhere"], store, encoder, sync=True)
    assert (report.removed, report.articles) == (0, 4)


def test_an_article_that_comes_back_has_its_address_again(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    before = ids(store)
    (papers / "tea.txt").unlink()
    run([papers], store, encoder, sync=True)
    write(papers, tea=TEA)
    run([papers], store, encoder)
    assert ids(store) == before
    assert Store.open(store).article(before["春茶节开幕"]).title == "春茶节开幕"


def test_all_of_a_file_may_be_dropped_and_put_back(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    before = ids(store)
    (papers / "tea.toml").write_text("[[drop]]\nline = 1\nlast = 3\n", encoding="utf-8")
    report = run([papers], store, encoder)
    assert (report.removed, report.refused, titles(store)) == (1, (), ["望潮大桥恢复通车"])
    (papers / "tea.toml").unlink()
    run([papers], store, encoder)
    assert ids(store) == before


def test_one_date_does_not_change_those_of_other_issues(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    (papers / "bridge.txt").rename(papers / "澄江报_2031-12-07.txt")
    with pytest.raises(StoreError, match="--date 2031-10-20 会改掉 1 期的日期"):
        build([papers], store, encoder, Options(date="2031-10-20"))
    assert not (store / "current").exists()
    assert build([papers], store, encoder, Options(date="2031-12-07")).undated == ()
    alone = papers / "澄江报_2031-12-07.txt"
    assert build([alone], store, encoder, Options(date="2031-12-08")).changed == 1


def test_the_days_of_issues_are_told_in_order_and_months_are_none(
    papers: Path, store: Path, encoder: FakeEncoder
) -> None:
    for name in ("澄江报_2031-12-07", "澄江报_2031-05-03"):
        write(papers, **{name: BRIDGE.replace("望潮大桥", name[-2:])})
    (papers / "tea.toml").write_text('date = "2031-06"\n', encoding="utf-8")
    run([papers], store, encoder)
    opened = Store.open(store)
    assert list(opened.calendar) == ["2031-05-03", "2031-06", "2031-12-07"]
    assert opened.days == ["2031-05-03", "2031-12-07"]


def test_sync_refuses_more_removals_than_allowed(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    (papers / "tea.txt").unlink()
    with pytest.raises(StoreError, match="--allow-removals 1"):
        run([papers], store, encoder, sync=True, allow=0)
    assert Store.open(store).manifest.articles == 2


def test_a_dry_run_reports_and_writes_nothing(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    report = build([papers], store, encoder, Options(dry_run=True))
    assert (report.added, report.generation, report.encoded) == (2, None, 0)
    assert not store.exists()


def test_a_dry_run_waits_for_nobody(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    with exclusive(store):
        assert build([papers], store, encoder, Options(dry_run=True)).generation == "000001"


def test_a_bad_file_is_listed_and_the_rest_is_built(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    (papers / "empty.txt").write_bytes(b"")
    (papers / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    report = run([papers, papers / "nowhere"], store, encoder)
    assert report.added == 2
    assert [each.source for each in report.refused] == [
        str(papers / "nowhere"),
        str(papers / "empty.txt"),
        str(papers / "picture.txt"),
    ]
    assert all(each.reason and "\n" not in each.reason for each in report.refused)


def test_nothing_readable_makes_no_store(tmp_path: Path, store: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    report = run([tmp_path / "empty.txt"], store, encoder)
    assert (report.generation, report.articles, len(report.refused)) == (None, 0, 1)
    assert not store.exists()


def test_an_archive_can_be_emptied_and_filled_again(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    for path in papers.glob("*.txt"):
        path.unlink()
    assert run([papers], store, encoder, sync=True).articles == 0
    emptied = Store.open(store)
    assert list(emptied.articles()) == []
    assert emptied.nearest(encoder.encode_queries(["桥"])[0].vector, 5).tolist() == []
    write(papers, bridge=BRIDGE)
    assert run([papers], store, encoder).articles == 1


def test_a_file_that_became_unreadable_keeps_its_articles(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    (papers / "tea.txt").write_bytes(b"")
    report = run([papers], store, encoder)
    assert [each.source for each in report.refused] == [str(papers / "tea.txt")]
    assert titles(store) == ["春茶节开幕", "望潮大桥恢复通车"]


def test_another_encoder_encodes_everything_again_from_the_kept_inputs(
    papers: Path, store: Path, encoder: FakeEncoder
) -> None:
    run([papers], store, encoder)
    before = ids(store)
    (papers / "tea.txt").unlink()
    report = run([papers / "bridge.txt"], store, FakeEncoder("fake/2"))
    assert (report.articles, report.encoded) == (2, 2)
    assert current(store).identity == "fake/2"
    assert ids(store) == before


def test_another_text_version_reads_everything_again_and_encodes_what_is_new(
    papers: Path, store: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([papers], store, encoder)
    before = ids(store)
    monkeypatch.setattr("index.build.TEXT_VERSION", 99)
    write(papers, road="松墨路修好\n\n本报讯(记者 甲乙)昨日,松墨路修好。三百米路面全部换新。\n")
    assert run([papers], store, encoder).encoded == 1
    assert {**before, "松墨路修好": ids(store)["松墨路修好"]} == ids(store)
    assert current(store).text_version == 99


def test_parts_are_joined_before_they_are_many(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    parts = []
    for n in range(6):
        write(papers, **{f"road{n}": BRIDGE.replace("望潮大桥", f"松墨{n}路")})
        run([papers], store, encoder)
        parts.append([part.size for part in current(store).parts])
    assert parts == [[2, 1], [4], [4, 1], [4, 2], [4, 2, 1], [8]]
    opened = Store.open(store)
    assert len(list(opened.articles())) == opened.manifest.articles == 8
    query = encoder.encode_queries(["松墨3路恢复通车"])[0].vector
    assert opened.passage(int(opened.nearest(query, 1)[0])).article.title == "松墨3路恢复通车"


def test_windows_and_passages_stay_together_over_parts(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    write(papers, bridge=BRIDGE + "\n" + "".join(f"第{n}孔桥面宽阔,行车平稳。" for n in range(60)) + "\n")
    run([papers], store, encoder)
    opened = Store.open(store)
    assert [article.title for article in opened.articles()] == ["春茶节开幕", "望潮大桥恢复通车"]
    for row in opened.rows().tolist():
        passage = opened.passage(row)
        assert all(passage.start <= a < b <= passage.end for a, b in opened.windows(row))
        start, end = opened.windows(row)[0]
        text = f"{passage.article.headline}\n{passage.article.text[start:end]}"
        assert opened.nearest(encoder.encode_queries([text])[0].vector, 1).tolist() == [row]


class Stopped(Exception):
    """The machine was switched off."""


class Stopping(FakeEncoder):
    """Encodes so many windows, then never again."""

    def __init__(self, windows: int) -> None:
        super().__init__()
        self.left = windows

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        for encoded in super().encode_passages(texts):
            if not self.left:
                raise Stopped
            self.left -= 1
            yield encoded


def test_a_build_that_was_stopped_does_not_encode_again_what_it_had(
    papers: Path, store: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.BATCH", 1)
    write(papers, road=BRIDGE.replace("望潮大桥", "松墨路"))
    with pytest.raises(Stopped):
        run([papers], store, Stopping(2))
    assert not (store / "current").exists()
    report = run([papers], store, encoder)
    assert (report.articles, report.encoded, len(encoder.encoded)) == (3, 1, 1)
    assert not (store / "unfinished.json").exists()
    assert {path.name for path in (store / "files").iterdir()} == current(store).names


def test_what_another_model_had_encoded_is_encoded_again(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.BATCH", 1)
    with pytest.raises(Stopped):
        run([papers], store, Stopping(1))
    assert run([papers], store, FakeEncoder("fake/2")).encoded == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from index.store import files
from index.build import Options
from tests.building import WORKER, build
from tests.fake import FakeEncoder

steps = 0
real = files.move
def dying(draft, path):
    global steps
    steps += 1
    if steps == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    real(draft, path)
files.move = dying
with WORKER:
    build([Path(sys.argv[1])], Path(sys.argv[2]), FakeEncoder(), Options(paper="澄江报"))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_any_write_the_old_generation_serves(papers: Path, store: Path, encoder: FakeEncoder) -> None:
    run([papers], store, encoder)
    write(papers, road=BRIDGE.replace("望潮大桥", "松墨路"))
    root = Path(__file__).parents[3]
    outcomes = []
    for step in range(1, 30):
        command = [sys.executable, "-c", KILLED, str(papers), str(store), str(step)]
        code = subprocess.run(command, cwd=root, env=os.environ, check=False).returncode
        outcomes.append(code)
        assert Store.open(store).manifest.articles == (2 if code else 3)
        if code == 0:
            break
    assert outcomes[-1] == 0
    assert set(outcomes[:-1]) == {-signal.SIGKILL}
    assert run([papers], store, encoder).unchanged == 3
