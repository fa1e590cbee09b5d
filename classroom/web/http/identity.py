"""Who of the staff is at the other end: the only module that talks to Flask-Login and to the staff cookie."""

import ipaddress
import socket
from collections.abc import Collection

from flask import Flask, Request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from classroom.config import Config
from classroom.live.frames import Right
from classroom.storage.queries.people import SIGNED_IN_SECONDS, signed_in
from classroom.web.http.permissions import Role
from classroom.web.http.principals import STAFF
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls

# What web servers and tunnels add when they pass a request on: the beginnings of the names, in small letters.
PASSED_ON = (
    *("forwarded", "x-forwarded", "via", "client-ip", "true-client-", "x-real-", "x-original-", "x-client-"),
    *("x-cluster-", "x-envoy-", "x-proxy", "cf-", "fastly-", "tailscale-", "ngrok-", "x-arr-", "x-azure-"),
)


class _Timeless(TimestampSigner):
    """Signs without the time of day: how long a login lasts, its row says. A clock that is set back would end it here."""

    def get_timestamp(self) -> int:
        return 0


class _StaffCookie(SecureCookieSessionInterface):
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = _Timeless
        return serializer


class Staff(UserMixin):
    """A signed-in browser; its id is the browser's token, which the database knows by hash only."""

    def __init__(self, token: str, person: int) -> None:
        self.id = token
        self.person = person


def init_app(app: Flask) -> None:
    """Let Flask-Login find the staff by the token in the cookie."""
    app.session_interface = _StaffCookie()
    logins = LoginManager(app)
    # It would tie a login to an address and trust X-Forwarded-For for it.
    logins.session_protection = None

    @logins.user_loader
    def load(token: str) -> Staff | None:
        since = current_runtime().clock() - SIGNED_IN_SECONDS
        person = signed_in(reading(), token, since)
        return Staff(token, person.id) if person else None


def person_here() -> int | None:
    return current_user.person if current_user.is_authenticated else None


def roles_here() -> Collection[Role]:
    """Give what the person at this browser is: on a laptop, its owner."""
    return (Role.LAPTOP_OWNER,)


def right_here() -> Right:
    """Give the right by which this browser follows a desk: it ends when it is signed out."""
    return STAFF, current_user.id


def sign_in(token: str) -> None:
    login_user(Staff(token, 0))


def sign_out() -> str | None:
    """Take the staff cookie away and give its token."""
    token = current_user.id if current_user.is_authenticated else None
    logout_user()
    session.clear()
    return token


def way_to_desk(asked: Request, config: Config, own_addresses: Collection[str]) -> str | None:
    """Give the address of the teacher's pages for a browser on this very computer; nothing for any other.

    One that came by an address of a network is one of ours too, but its teacher's pages stand under localhost.
    """
    if is_on_this_computer(asked, config):
        return urls.SHELF
    is_ours = asked.remote_addr in own_addresses and not _is_forwarded(asked, config)
    return urls.localhost(config.port, urls.SHELF) if is_ours else None


def is_on_this_computer(asked: Request, config: Config) -> bool:
    """Tell whether a request comes from this very computer; until there are accounts only its owner is staff."""
    if _is_forwarded(asked, config):
        return False
    try:
        return ipaddress.ip_address(asked.remote_addr or "").is_loopback
    except ValueError:
        return False


def _is_forwarded(asked: Request, config: Config) -> bool:
    return config.is_behind_others or any(name.lower().startswith(PASSED_ON) for name, _ in asked.headers)


def is_a_window_here(address: str | None, config: Config) -> bool:
    """Tell whether a phone at this address is a window on this very computer, by whichever of its addresses it came.

    Behind another web server nobody can tell. No header is asked: a window could send one to pass for a phone.
    """
    if config.is_behind_others or not address:
        return False
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))  # Only an own address can be bound. Nothing is sent.
        except OSError:
            return False
    return True
