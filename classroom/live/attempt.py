"""Going on: what lives as long as the program does tries, tells what failed, and tries the next thing."""

import logging
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_log = logging.getLogger(__name__)

_T = TypeVar("_T")
_P = ParamSpec("_P")


def attempt(call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
    """Try, and let a failure stop nobody else. What is logged says where it failed, not with what content."""
    try:
        return call(*args, **kwargs)
    except Exception as error:  # noqa: BLE001
        spot = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("%s in %s, line %s", type(error).__name__, spot.name, spot.lineno)
        return None
