"""Reading: a file of any known kind → Issues (``readers``); each kind has a module of its own."""

from index.read.source import File, Unreadable

__all__ = ["File", "Unreadable"]
