"""Saying something in a terminal, or into a file or another program, whatever signs that can take."""

import sys

import click

BLOCKS = "█▀▄"


def lose_no_line() -> None:
    """Let a sign that the output cannot take become a substitute for it, and never the end of the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(text: str) -> None:
    """Print at once. Colours are left out where no terminal shows them; lines of a picture that cannot be drawn too."""
    lines = text.split("\n")
    click.echo("\n".join(line for line in lines if _can_take(line) or not set(BLOCKS) & set(line)))
    sys.stdout.flush()


def _can_take(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
