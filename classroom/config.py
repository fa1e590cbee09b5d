"""Every setting, its meaning and its default. README.md lists them; a test holds the two together."""

import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy import URL

from classroom import setting_values
from classroom.languages import Language
from classroom.setting_values import SettingError
from classroom.story.format.messages import N_

CHECKOUT = Path(__file__).parent.parent


def usual_instance(checkout: Path) -> Path:
    """Give `instance/` beside the program; where pip installed it, and nothing is to be written, a folder of this user's."""
    is_checkout = (checkout / "pyproject.toml").exists()
    return checkout / "instance" if is_checkout else Path(click.get_app_dir("wissel", roaming=False))


INSTANCE = usual_instance(CHECKOUT)
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings, read once when the app starts."""

    host: str = "::"  # All networks, by IPv4 and IPv6: phones on this Wi-Fi are to reach it.
    port: int = 8000
    database_url: str = ""
    public_url: str = ""
    phone_url: str = ""
    # How many web servers before this one are believed when they say who asked, and by what.
    proxies: int = 0
    language: Language = Language.NL
    instance: Path = INSTANCE
    secret_key: str = ""

    @property
    def staff_cookie(self) -> str:
        return self._guarded(self._own("staff"), is_for_all=True)

    @property
    def remote_cookie(self) -> str:
        return self._guarded(self._own("remote"))

    @property
    def seat_cookie(self) -> str:
        return self._guarded("seat")  # Rooms of two Wissels have other addresses anyway.

    def _own(self, cookie: str) -> str:
        """Name a cookie so that another Wissel on this computer does not overwrite it: cookies know no ports."""
        return f"{cookie}-{hashlib.sha256(self.secret_key.encode()).hexdigest()[:8]}"

    def _guarded(self, cookie: str, *, is_for_all: bool = False) -> str:
        """Name a cookie so that a browser that comes by HTTPS takes it from HTTPS alone.

        One that `is_for_all` pages, it takes from this very host alone too, and not from a neighbour under the same domain.
        """
        prefix = "__Host-" if is_for_all else "__Secure-"
        return f"{prefix if self.is_https else ''}{cookie}"

    @property
    def is_https(self) -> bool:
        """Tell whether all browsers come by HTTPS, by way of a web server before this one: cookies are then kept to that.

        One that is told to come by plain HTTP would keep no such cookie.
        """
        told = [url for url in (self.public_url, self.phone_url) if url]
        return bool(self.public_url) and all(url.startswith("https:") for url in told)

    @property
    def is_behind_others(self) -> bool:
        """Tell whether another web server stands before this one, on this very computer perhaps: any peer may be its."""
        return bool(self.public_url or self.proxies)

    @property
    def own_names(self) -> tuple[str, ...]:
        return tuple(name for url in (self.public_url, self.phone_url) if (name := urlsplit(url).hostname))


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings and prepare the instance folder with its secret key. Raises SettingError."""
    _only_known(environ)
    given = {name: read(environ[key]) for name, (key, read) in _READ.items() if environ.get(key)}
    config = replace(Config(), **given)  # type: ignore[arg-type] # each reader gives its own field's type
    instance = config.instance.resolve()
    return replace(
        config,
        instance=instance,
        database_url=config.database_url or sqlite_url(instance / "wissel.sqlite"),
        secret_key=_secret_key(instance),
    )


def sqlite_url(path: Path) -> str:
    """Give the address of a database in this file, whatever signs the names of its folders have."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def _only_known(environ: Mapping[str, str]) -> None:
    """Refuse a setting that there is not: with a typing error it would silently do nothing."""
    for name in environ:
        if name.upper().startswith("WISSEL_") and name not in SETTINGS:
            near = get_close_matches(name.upper(), SETTINGS, n=1, cutoff=0.7)
            if near:
                raise SettingError(
                    N_("{name} is not a setting of Wissel. Did you mean {near}?"), name=name, near=near[0]
                )
            raise SettingError(
                N_("{name} is not a setting of Wissel. There are: {known}."),
                name=name,
                known=", ".join(SETTINGS),
            )


def _secret_key(instance: Path) -> str:
    """Give this installation's key, made at the first start and readable by its owner only."""
    path = instance / "secret_key"
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(instance)
        if not path.exists():
            file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(file, "w", encoding="ascii") as writing:
                writing.write(secrets.token_hex(SECRET_BYTES))
        key = path.read_bytes().decode("ascii", "replace")
    except OSError as error:
        raise SettingError(
            N_("WISSEL_INSTANCE: the folder {folder} cannot be used ({why})."),
            folder=instance,
            why=error.strerror,
        ) from None
    _check_key(path, key)
    return key


def _check_key(path: Path, key: str) -> None:
    """Refuse a key that others can read, or that is none."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingError(
            N_("WISSEL_INSTANCE: others can read {path}. Say 'chmod 600 {path}' and start again."), path=path
        )
    if len(key) < SECRET_BYTES or not key.strip().isprintable() or "\ufffd" in key:
        raise SettingError(
            N_(
                "WISSEL_INSTANCE: {path} is not a key. Remove it; a new one is made, and the desk opens by a new link."
            ),
            path=path,
        )


def _close_to_others(instance: Path) -> None:
    """Keep others out of the folder: they could see when answers come. One that is not ours alone is not ours to close."""
    there = instance.stat()
    if os.name != "posix" or not there.st_mode & 0o077:
        return
    inside = {path.name for path in instance.iterdir()}
    is_known = "secret_key" in inside or inside <= {".gitignore"}  # Which is all that a fresh checkout has.
    if there.st_mode & stat.S_IWOTH or there.st_uid != os.geteuid() or not is_known:
        raise SettingError(
            N_(
                "WISSEL_INSTANCE: others can look into {folder}. Name a folder that holds nothing else, "
                "or say 'chmod 700 {folder}' if it is Wissel's own, and start again."
            ),
            folder=instance,
        )
    instance.chmod(0o700)


# The environment's name for each setting, and what reads it.
_READ: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "host": ("WISSEL_HOST", setting_values.host),
    "port": ("WISSEL_PORT", setting_values.port),
    "database_url": ("WISSEL_DATABASE_URL", setting_values.database),
    "public_url": ("WISSEL_PUBLIC_URL", partial(setting_values.address, name="WISSEL_PUBLIC_URL")),
    "phone_url": ("WISSEL_PHONE_URL", partial(setting_values.address, name="WISSEL_PHONE_URL")),
    "proxies": ("WISSEL_PROXIES", setting_values.proxies),
    "language": ("WISSEL_LANGUAGE", setting_values.language),
    "instance": ("WISSEL_INSTANCE", setting_values.folder),
}
SETTINGS = tuple(key for key, _ in _READ.values())
