"""From ``python app.py`` to the first answer a browser would get: python -m bench.starting STORE.

A server is started on the store, asked over HTTP until it answers, and stopped; several times, the first of which may
find files that the system has not read yet. Python keeps what it compiled at a start of before, as everywhere, whatever
the shell says.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import httpx

from bench.memory import anonymous_memory

QUESTION = "大桥什么时候通车？"
PERSON = "总编辑是谁？"
"""The kind of question that needs most besides what the others need."""


def started(store: Path, port: int) -> dict[str, float]:
    """Seconds until the first answer, and what the first question about a person takes then."""
    begun = time.perf_counter()
    command = [sys.executable, "app.py", "--store", str(store), "--port", str(port)]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=usual)  # noqa: S603
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            while not _listening(client):
                if server.poll() is not None:
                    raise SystemExit("the server did not start")
                time.sleep(0.02)
            first = time.perf_counter() - begun
            asked = time.perf_counter()
            _ask(client, PERSON)
            person = time.perf_counter() - asked
        return {"first_answer_s": first, "then_person_s": person, "rss_anon_mb": anonymous_memory(server.pid)}
    finally:
        server.terminate()
        server.wait()


def _listening(client: httpx.Client) -> bool:
    """Ask, and wait for the answer; False while nobody listens."""
    try:
        _ask(client, QUESTION)
    except httpx.TransportError:
        return False
    return True


def _ask(client: httpx.Client, question: str) -> None:
    client.post("/api/ask", json={"question": question}).raise_for_status()


def main() -> None:
    """Read the options; print a line of JSON a start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--port", type=int, default=7899)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    say = partial(print, flush=True)
    for _ in range(options.runs):
        say(json.dumps({name: round(value, 2) for name, value in started(options.store, options.port).items()}))


if __name__ == "__main__":
    main()
