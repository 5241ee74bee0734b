"""A reader in a browser: asks, and watches what pages do."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect


@dataclass
class Watch:
    """What pages did that readers should not have to notice."""

    asked: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)
    streams: set[Request] = field(default_factory=set)

    def page(self, page: Page) -> None:
        """Watch one page."""
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", self.console)
        page.on("dialog", self.dialog)

    def request(self, request: Request) -> None:
        """Note the host that is asked, and a stream of answers while it is open."""
        self.asked.add("/".join(request.url.split("/")[:3]))
        if "/queue/data" in request.url:
            self.streams.add(request)

    def ended(self, request: Request) -> None:
        """Note the end of a stream."""
        self.streams.discard(request)

    def reload(self, page: Page) -> None:
        """Reload a page once it has heard the server out: Gradio complains, in the console, of a stream cut off."""
        deadline = monotonic() + 30
        while self.streams:
            assert monotonic() < deadline
            page.wait_for_timeout(20)
        page.reload()

    def console(self, message: ConsoleMessage) -> None:
        """Note an error, a policy that was broken among them."""
        if message.type == "error":
            self.trouble.append(message.text)

    def dialog(self, dialog: Dialog) -> None:
        """Note a dialog and close it."""
        self.trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()


def ask(page: Page, question: str) -> None:
    """Ask a question in the chat."""
    box = page.get_by_role("textbox", name="问题")
    box.fill(question)
    box.press("Enter")


def answered(page: Page, question: str) -> None:
    """Ask a question, and wait for what answers it."""
    ask(page, question)
    expect(page.locator(".card").first).to_be_visible()
