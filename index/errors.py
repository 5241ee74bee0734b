"""The one error the product raises on purpose, and what else may come of the files and the machine it works with."""

from __future__ import annotations

import errno
import sqlite3

from index.messages import message, say


class BaowenError(Exception):
    """Something a person can act on: one line that says what, where and what next, in the reader's language."""


class StoreError(BaowenError):
    """A store that is missing, busy, damaged or of another version."""


EXPECTED = (BaowenError, OSError, sqlite3.DatabaseError)
"""Errors that are told in one line: ours, the system's, a damaged catalogue's."""


_OF_THE_MACHINE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_BUSY")
"""How the names begin of the errors of a catalogue that say nothing against the catalogue."""


_SAID = {
    errno.EACCES: message("没有权限"),
    errno.EPERM: message("没有权限"),
    errno.ENOENT: message("没有这个文件或目录"),
    errno.ENOTDIR: message("没有这个文件或目录"),
    errno.ENOSPC: message("磁盘满了"),
    errno.EROFS: message("磁盘是只读的"),
    errno.EIO: message("磁盘读写出错"),
    errno.ENAMETOOLONG: message("名字太长"),
}
"""What the errors say that an editor may meet: the system's own words are English."""


def of_system(error: OSError) -> str:
    """What an error of the system says, in its own words where we have none."""
    return say(_SAID[error.errno]) if error.errno in _SAID else error.strerror or str(error)


def reason(error: Exception) -> str:
    """What one of the expected errors says, where, and what to do."""
    if isinstance(error, sqlite3.DatabaseError):
        if getattr(error, "sqlite_errorname", "").startswith(_OF_THE_MACHINE):
            return say("{reason}；请检查权限、磁盘空间和路径", reason=error)
        return say("库已损坏（{error}）：请用 python -m index verify 查看，再 rollback 退回上一代", error=error)
    if isinstance(error, OSError):
        said = say("{reason}；请检查权限、磁盘空间和路径", reason=of_system(error))
        return say("{path}：{said}", path=error.filename, said=said) if error.filename else said
    return str(error)
