"""Who may talk to us and how: hosts, other sites' forms, and what a page may do in a browser."""

import ipaddress
import socket
from functools import lru_cache, partial
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from classroom.actions.authoring.saving import BIGGEST
from classroom.config import Config
from classroom.web.rendering import urls

SAFE = ("GET", "HEAD", "OPTIONS")
BIGGEST_BODY = 16 * 1024
# Where whole stories are sent: each sign of one may need three in a form, and one that is too large is to be told so.
BIGGEST_STORY = 4 * BIGGEST
MOST_FIELDS = 100  # of a form; the gate asks the most
HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types wissel",
        )
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class WrongName(Exception):
    """We were asked for by a name that is not ours, such as the computer's own name on this network."""


def init_app(app: Flask, config: Config) -> None:
    """Check every request, and send every answer with the same headers."""
    is_https = config.is_https
    app.config.update(
        MAX_CONTENT_LENGTH=BIGGEST_BODY,
        MAX_FORM_PARTS=MOST_FIELDS,
        SESSION_COOKIE_NAME=config.staff_cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
    )

    app.before_request(partial(_check, config.own_names))
    app.after_request(partial(_protect, is_https))


def _check(own_names: tuple[str, ...]) -> None:
    # The page that says so has a stylesheet, which is the same for all the world.
    if not is_our_host(request.host, own_names) and request.blueprint != "assets":
        raise WrongName
    sent = request.headers
    if request.method in SAFE:
        return
    if not is_from_our_pages(request.host, sent.get("Sec-Fetch-Site"), sent.get("Origin", "")):
        abort(403)
    _take_form_in()


def biggest_body(path: str) -> int:
    """Give how many bytes may be sent to an address of this path."""
    return BIGGEST_STORY if path.startswith(f"{urls.WORKSHOP}/") else BIGGEST_BODY


def _take_form_in() -> None:
    """Have the whole form here before anything is read from the database: what is read there stays open meanwhile.

    A form that says something twice is refused, whichever of the two was meant.
    """
    request.max_content_length = request.max_form_memory_size = biggest_body(request.path)
    sent = request.get_data(parse_form_data=False)
    if request.mimetype == "application/x-www-form-urlencoded" and sent.count(b"&") >= MOST_FIELDS:
        abort(413)
    if any(len(values) > 1 for values in request.form.listvalues()):
        abort(400)


def _protect(is_https: bool, response: Response) -> Response:  # noqa: FBT001 - given by init_app alone
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if is_https:
        # Browsers ignore these two on plain HTTP, and the first one they complain about.
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


@lru_cache(maxsize=64)
def is_our_host(host: str, own_names: tuple[str, ...] = ()) -> bool:
    """Tell whether a Host header names this server: an address, localhost, its own .local name or one of its `own_names`.

    Any other .local name may be somebody else's on this Wi-Fi, who then leads it here.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name in ("localhost", _local_name(), *own_names):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _local_name() -> str:
    """Give the name by which this computer is found without a name server."""
    return f"{socket.gethostname().partition('.')[0].lower()}.local"


def is_from_our_pages(host: str, site: str | None, origin: str) -> bool:
    """Tell whether an unsafe request comes from a page of ours, by its Host, its Sec-Fetch-Site and its Origin.

    Pages of plain-HTTP addresses send no Sec-Fetch-Site.
    """
    if site is not None:
        return site in ("same-origin", "none")
    scheme, _, name = origin.partition("://")
    return scheme in ("http", "https") and name.lower() == host.lower()
