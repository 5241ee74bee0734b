from __future__ import annotations

from index.build.progress import Progress


def test_it_counts_and_tells_the_minutes_left() -> None:
    said: list[str] = []
    seconds = iter([100.0, 130.0, 160.0, 190.0])
    progress = Progress(10, said.append, lambda: next(seconds))
    progress.encoded()
    progress.recalled(6)
    progress.encoded()
    progress.encoded()
    # Thirty seconds a window: nine are left, then two, then one.
    assert said == ["编码 1/10，还需约 4 分钟", "编码 8/10，还需约 1 分钟", "编码 9/10"]
