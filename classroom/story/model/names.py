"""What something in a story may be called in its file."""

import re
from collections.abc import Collection

SIGNS = 40
_SPELLING = rf"[a-z][a-z0-9_]{{0,{SIGNS - 1}}}"
NAME = rf"^{_SPELLING}$"
FACT = rf"^(help|law|fact)\.{_SPELLING}$"


def is_name(said: str) -> bool:
    """Tell whether this can be the name of something in a file."""
    return re.fullmatch(NAME, said) is not None


def is_fact(name: str) -> bool:
    """Tell whether a name in braces is that of a fact, and not of somebody in the story."""
    return re.fullmatch(FACT, name) is not None


def free_name(name: str, taken: Collection[str], mark: str = "_") -> str:
    """Give this name, or with a number behind it if it is taken."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name[: SIGNS - len(str(number)) - 1]}{mark}{number}"
    return free
