"""Files that a browser sends: read in memory, never stored under a name from outside."""

import codecs

from werkzeug.datastructures import FileStorage

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class NotText(ValueError):
    """A file is in no encoding that we read: UTF-8, or UTF-16 that says so in its first bytes."""


def text_in(sent: FileStorage | None) -> str:
    """Give the text of a file that was sent; "" where none was. Raises NotText."""
    raw = sent.read() if sent else b""
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText from error
