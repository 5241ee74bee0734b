"""``python app.py``: open a store and serve it to browsers."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from index.console import E5File, RerankerName
from index.errors import BaowenError
from index.messages import say

_SHUTDOWN_SECONDS = 1


def main(
    store: Annotated[Path, typer.Option(envvar="BAOWEN_STORE", help=say("文库所在的文件夹"))] = Path("data/store"),
    host: Annotated[str, typer.Option(envvar="BAOWEN_HOST", help=say("监听的地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="BAOWEN_PORT", help=say("监听的端口"), min=0, max=65535)] = 7860,
    e5_file: E5File = None,
    reranker: RerankerName = None,
    root_path: Annotated[str, typer.Option(envvar="BAOWEN_ROOT_PATH", help=say("反向代理后的路径，如 /baowen"))] = "/",
) -> None:
    """Open a store and serve it; an error is one line and exit status 1."""
    try:
        serve(store, host, port, root_path, e5_file, reranker)
    except BaowenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def serve(
    store: Path, host: str, port: int, root_path: str, e5_file: Path | None = None, reranker: str | None = None
) -> None:
    """Serve a store until interrupted; BaowenError says why it cannot be opened or listened for."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    with listen(host, port) as listener, contextlib.suppress(KeyboardInterrupt):
        from qa.bot import Bot
        from qa.feedback import Queue
        from qa.web.server import create_app
        from qa.web.texts import FILE, Texts

        texts = Texts.read(store / FILE)
        bot = Bot.open(store, e5_file, reranker)
        # What is loaded on first use is loaded before the first reader comes.
        bot.ask("本报创刊于哪一年？")
        config = uvicorn.Config(
            create_app(bot, Queue(store), texts),
            root_path=root_path.rstrip("/"),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; BaowenError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            said = say("端口 {port} 已被占用：请用 --port 换一个端口，或先停掉占用它的程序", port=port)
            raise BaowenError(said) from error
        said = say("无法在 {host} 端口 {port} 上监听：请检查 --host 与 --port", host=host, port=port)
        raise BaowenError(said) from error


class Server(uvicorn.Server):
    """Says where it can be reached as soon as it can be, and stops without complaint."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as usual, then print the address."""
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            host = f"[{host}]" if ":" in host else host
            typer.echo(say("报问已启动：http://{host}:{port} （按 Ctrl+C 停止）", host=host, port=port))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop as usual; every open page holds a stream, and cutting these is no error worth a traceback."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


if __name__ == "__main__":
    main.__doc__ = say("启动报问：打开文库，在浏览器里提问。")
    typer.run(main)
