"""What was typed for a setting, read: the value, or a sentence that names the setting and says what would do."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import click

from classroom.languages import Language
from classroom.story.format.messages import N_

HIGHEST_PORT = 65535
MOST_PROXIES = 5
WRONG_CONFIGURATION = 78  # EX_CONFIG of sysexits.h


class SettingError(click.ClickException):
    """A setting that cannot be used; the message names it and says what would do.

    `msgid` with `params` in its braces is the message, for whoever translates. A command ends by it as by any wrong word.
    """

    exit_code = WRONG_CONFIGURATION

    def __init__(self, msgid: str, **params: object) -> None:
        super().__init__(msgid.format(**params))
        self.msgid = msgid
        self.params = params


def host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        if text == "localhost":
            return text
        raise SettingError(
            N_(
                "WISSEL_HOST is '{text}', which is not an address of this computer. "
                "Use :: (all networks) or 127.0.0.1 (this computer only)."
            ),
            text=text,
        ) from None


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise SettingError(
            N_("WISSEL_PORT is '{text}', but must be a number from 1 to {most}, such as 8000."),
            text=text,
            most=HIGHEST_PORT,
        )
    return int(text)


def proxies(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_PROXIES:
        raise SettingError(
            N_(
                "WISSEL_PROXIES is '{text}', but must be the number of web servers before Wissel, from 0 to {most}."
            ),
            text=text,
            most=MOST_PROXIES,
        )
    return int(text)


def database(text: str) -> str:
    if text in ("sqlite://", "sqlite:///", "sqlite:///:memory:"):
        raise SettingError(
            N_(
                "WISSEL_DATABASE_URL is '{text}', which is nowhere on disk: a lesson would be gone at a restart. "
                "Leave it out, or use sqlite:////full/path/to/file.sqlite."
            ),
            text=text,
        )
    if not text.startswith("sqlite:///"):
        kind = text.partition(":")[0]
        raise SettingError(
            N_(
                "WISSEL_DATABASE_URL begins with '{kind}', but Wissel works with SQLite only today. "
                "Leave it out, or use sqlite:////full/path/to/file.sqlite."
            ),
            kind=kind,
        )
    return text


def address(text: str, name: str) -> str:
    try:
        parts = urlsplit(text.rstrip("/"))
        is_plain = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # Brackets that do not close, or a port that is no number.
        is_plain = False
        parts = urlsplit("")
    if not is_plain or parts.username or parts.path or parts.query or parts.fragment or " " in text:
        raise SettingError(
            N_("{name} is '{text}', but must be an address without a path, such as https://les.example.org."),
            name=name,
            text=text,
        )
    return text.rstrip("/")


def language(text: str) -> Language:
    if text not in list(Language):
        known = ", ".join(Language)
        raise SettingError(
            N_("WISSEL_LANGUAGE is '{text}', but must be one of: {known}."), text=text, known=known
        )
    return Language(text)


def folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise SettingError(
            N_("WISSEL_INSTANCE is '{text}', but there is no such user here."), text=text
        ) from None
