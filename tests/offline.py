"""Run a module with every way out of the machine shut: ``python -m tests.offline index build …``."""

from __future__ import annotations

import ipaddress
import os
import runpy
import sys


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """End the process, loudly, when it looks up or connects to anything but this machine."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host in (None, "", "localhost") or _loopback(str(host)):
        return
    sys.stderr.write(f"left the machine: {event} {host}\n")
    sys.stderr.flush()
    os._exit(99)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    sys.addaudithook(forbid)
    os.environ.pop("HF_HUB_OFFLINE", None)
    os.environ.pop("TRANSFORMERS_OFFLINE", None)
    module, sys.argv = sys.argv[1], sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
