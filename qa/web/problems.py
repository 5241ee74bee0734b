"""What the API says when it cannot do as asked: problem details (RFC 9457), in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi.responses import JSONResponse, Response

from index.messages import message, say

MEDIA: Final = "application/problem+json"
_SAID: Final = {
    400: (message("请求读不懂"), message("请求不是可读的 JSON 或地址，请对照接口说明检查。")),
    403: (message("没有开通"), message("这个网站没有开通问答接口；请联系本站，或从本站的页面提问。")),
    404: (message("没有找到"), message("接口里没有这个地址，请对照接口说明检查。")),
    405: (message("方法不对"), message("这个地址不接受这种请求方法，请对照接口说明检查。")),
    408: (message("请求来得太慢"), message("请求没有在限定的时间里送完，请检查网络后再问。")),
    413: (message("请求太大"), message("请求太大了，请把问题或前面的对话缩短后再问。")),
    422: (message("参数不对"), message("参数缺失、类型不对或超出范围，请对照接口说明检查。")),
    429: (message("问得太快了"), message("请稍等片刻再问。")),
    500: (message("出了差错"), message("抱歉，这次没能查成。请稍后再试。")),
    503: (message("暂时不能查"), message("抱歉，文库暂时打不开。请稍后再试。")),
}
"""The title of each status, and what it says when nobody says more."""


def is_api(path: str) -> bool:
    """Does a path below the site's root belong to the API?

    >>> is_api("/api/ask"), is_api("/apiary")
    (True, False)
    """
    return path == "/api" or path.startswith("/api/")


def is_chat(path: str) -> bool:
    """Is a path below the site's root one that the chat's page calls?

    >>> is_chat("/gradio_api/queue/join"), is_chat("/embed")
    (True, False)
    """
    return path.startswith("/gradio_api/")


def reason(status: int) -> tuple[str, str]:
    """What is said of a status, in a few words and in a sentence, in the language spoken."""
    title, usual = _SAID.get(status, _SAID[500 if status >= 500 else 400])
    return say(title), say(usual)


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """The reply of a status; ``detail`` is one sentence in the language spoken."""
    title, usual = reason(status)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or usual}
    return JSONResponse(body, status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA)


def chat_problem(status: int, detail: str = "") -> Response:
    """The reply of a status to the chat's page, as Gradio reads it."""
    return JSONResponse({"detail": detail or reason(status)[1]}, status)
