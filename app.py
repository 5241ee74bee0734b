"""``python app.py``: open a store and serve it to browsers."""

from __future__ import annotations

import contextlib
import errno
import gc
import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Annotated

import typer
import uvicorn

from index import clock
from index.console import E5File, RerankerName, StorePath, run
from index.errors import BaowenError
from index.messages import say

_STORE = Path("data/store")
_SHUTDOWN_SECONDS = 1
_UNHURRIED_SECONDS = 3.0
"""So long after it listens a server loads what few questions need: who asks at once does not wait for it."""


app = typer.Typer(
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its tables cut off what is too long for a column
)


@app.callback(help=say("启动报问：打开文库，在浏览器里提问。"))
def main(
    context: typer.Context,
    store: StorePath = _STORE,
    host: Annotated[str, typer.Option(envvar="BAOWEN_HOST", help=say("监听的地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="BAOWEN_PORT", help=say("监听的端口"), min=0, max=65535)] = 7860,
    e5_file: E5File = None,
    reranker: RerankerName = None,
    root_path: Annotated[str, typer.Option(envvar="BAOWEN_ROOT_PATH", help=say("反向代理后的路径，如 /baowen"))] = "/",
    operator_token: Annotated[
        str,
        typer.Option(
            envvar="BAOWEN_OPERATOR_TOKEN", help=say("从别处看 /metrics、/readyz、/docs，以及不带来源用接口的口令")
        ),
    ] = "",
    trusted_proxies: Annotated[
        str, typer.Option(envvar="BAOWEN_TRUSTED_PROXIES", help=say("可信的反向代理的地址，用逗号分开"))
    ] = "127.0.0.1",
    processes: Annotated[
        int | None,
        typer.Option(
            envvar="BAOWEN_PROCESSES",
            help=say("同时答题的进程最多几个；不写时与核数相同，至多 4 个，内存不够就少开"),
            min=1,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Open a store and serve it."""
    if context.invoked_subcommand:
        return
    serve(store, host, port, root_path, e5_file, reranker, operator_token, trusted_proxies, processes)


@app.command(help=say("查一查：别的网站为什么没有显示问答"))
def doctor(
    context: typer.Context,
    site: Annotated[str, typer.Option(help=say("sites.toml 里的名字"))],
    url: Annotated[str, typer.Option(help=say("嵌入问答的网页"))],
    server: Annotated[str, typer.Option(help=say("报问自己的网址，读者用的那个"))] = "http://127.0.0.1:7860",
    store: StorePath = _STORE,
) -> None:
    """Say what browsers would hold against the chat on a page of a guest; exit status 1 if anything."""
    import httpx

    from qa.web.doctor import SECONDS, diagnose
    from qa.web.guests import FILE, Guests

    given = context.get_parameter_source("store")
    if context.parent and given and given.name == "DEFAULT":
        store = context.parent.params["store"]
    guests = Guests.read(store / FILE)
    with httpx.Client(timeout=SECONDS, follow_redirects=True) as client:
        findings = list(diagnose(guests, site, url, server, clock.today(), client))
    for finding in findings:
        typer.echo(f"{'✓' if finding.well else '✗'} {finding.said}")
    raise typer.Exit(int(not all(finding.well for finding in findings)))


def serve(
    store: Path,
    host: str,
    port: int,
    root_path: str,
    e5_file: Path | None,
    reranker: str | None,
    operator_token: str,
    trusted_proxies: str,
    processes: int | None,
) -> None:
    """Serve a store until interrupted; BaowenError says why it cannot be opened or listened for."""
    with listen(host, port) as listener, contextlib.suppress(KeyboardInterrupt):
        with _nothing_to_collect():
            from index.store.generation import check_built
            from qa.feedback import Queue
            from qa.live import Live
            from qa.question.people import tagger
            from qa.web import guests
            from qa.web.server import create_app
            from qa.web.texts import FILE, Texts

            check_built(store)  # before its settings: of a path that is no store these would say something odd
            texts, known = Texts.read(store / FILE), guests.Guests.read(store / guests.FILE)
            bot = Live.open(store, e5_file, reranker, processes)
            site = create_app(bot, Queue(store), texts, known, operator_token=operator_token)
        Thread(target=bot.follow, args=(typer.echo, Event()), daemon=True).start()
        config = uvicorn.Config(
            site,
            forwarded_allow_ips=trusted_proxies,
            root_path=f"/{root_path.strip('/')}".rstrip("/"),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        Server(config, tagger).run(sockets=[listener])


@contextlib.contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Nearly all that a start makes stays: looking for garbage in it would take a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; BaowenError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            said = say("端口 {port} 已被占用：请用 --port 换一个端口，或先停掉占用它的程序", port=port)
            raise BaowenError(said) from error
        said = say("无法在 {host} 端口 {port} 上监听：请检查 --host 与 --port", host=host, port=port)
        raise BaowenError(said) from error
    # asyncio does so only for sockets of its own; without it each answer waits 40 ms until the last one was received.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


class Server(uvicorn.Server):
    """Says where it can be reached as soon as it can be, and stops without complaint.

    ``then`` loads, a little later, what few questions need.
    """

    def __init__(self, config: uvicorn.Config, then: Callable[[], object]) -> None:
        super().__init__(config)
        self._then = then

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as usual, print the address, load the rest."""
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            host = f"[{host}]" if ":" in host else host
            typer.echo(say("报问已启动：http://{host}:{port} （按 Ctrl+C 停止）", host=host, port=port))
        later = Timer(_UNHURRIED_SECONDS, self._then)
        later.daemon = True
        later.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop as usual; every open page holds a stream, and cutting these is no error worth a traceback."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


if __name__ == "__main__":
    run(app)
