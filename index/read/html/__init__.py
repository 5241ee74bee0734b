"""Readers of web pages: e-papers, whole folders of them, and any other saved page."""

from __future__ import annotations

from index.read.html.founder import is_epaper, read_epaper
from index.read.html.markup import is_html
from index.read.html.saved import read_saved

__all__ = ["is_epaper", "is_html", "read_epaper", "read_saved"]
