"""Stylesheets, scripts and fonts: joined here instead of by a build step, named by content, kept by browsers for good."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import fontpkg_atkinson_hyperlegible
from flask import Blueprint, Response, abort, request

from classroom.web.rendering import urls

STATIC = Path(__file__).parents[2] / "static"
CSS = STATIC / "css"
JS = STATIC / "js"
FONTS = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"

# The components of each face, in the order in which they are joined; a file of css/faces ends it.
COMPONENTS = {
    "phone": """
        along badges buttons cards chat codes dialogs fields help icons lampion map notices options prose
        sentence shares sides top voices
    """,
    "wall": """
        badges buttons cards chat codes debrief dialogs fields fork help icons lampion lamps map notices
        options picture prose qr room-check scenery sentence shares sides stage street voices wall-tools
    """,
    "mirror": """
        acts aloud badges buttons cards chat codes debrief dialogs fields fork help icons lampion lamps letters map
        notices options picture prose qr room-check scenery sentence shares sides stage street voices
        wall-tools
    """,
    "alone": """
        badges buttons cards chat codes debrief fields fork help icons lampion map notices options picture
        prose scenery sentence shares sides stage voices wall-tools
    """,
    "remote": """
        acts aloud badges buttons chat dialogs fields help icons letters notices prose shares top
    """,
    "desk": """
        acts badges buttons cards chat choice-cards codes console debrief dialogs fields help icons lampion
        letters map notes notices options pages papers picture posters prose qr rooms route scenery shares
        sides stage story-map top workshop
    """,
}
# A mirrored wall looks as the wall does, and so does a story that somebody plays alone.
FACES = {"mirror": ("wall", "mirror"), "alone": ("wall", "alone")}
WITHOUT_FONTS = {"phone", "remote"}  # They come by a crowded Wi-Fi.

# The modules of each page, each after those that it imports from; the last has the page's name.
MODULES = {
    "phone": "fresh vote answers ballots phone",
    "wall": "keys sizes cards cue minute fit fitted wall",
    "mirror": "keys manner sizes cards cue minute fit fitted fresh acts clock controls mirror",
    "remote": "fresh acts clock controls aloud remote",
    "alone": "kept keys sizes fit endings alone",
    "check": "kept keys sizes check",
    "waiting": "alive waiting",
    "desk": """
        fit preview plan keys manner hint fresh acts crowd clock invite ways endings posters source desk-keys desk
    """,
}
# What every page has before them that follows a lesson.
FOLLOWS = "time http html alive kept turns link live"
FOLLOWS_NOTHING = {"alone", "check", "waiting"}


def _sheets(face: str) -> tuple[Path, ...]:
    """Give what a face is drawn with: the floor, what all share, its components, and what is the face's own."""
    shared = ("floor", "tokens", "base") if face in WITHOUT_FONTS else ("floor", "tokens", "fonts", "base")
    components = (f"components/{name}" for name in COMPONENTS[face].split())
    own = (f"faces/{name}" for name in FACES.get(face, (face,)))
    return tuple(CSS / f"{name}.css" for name in (*shared, *components, *own))


def _modules(page: str) -> tuple[Path, ...]:
    follows = "" if page in FOLLOWS_NOTHING else FOLLOWS
    return tuple(JS / f"{name}.js" for name in f"{follows} {MODULES[page]}".split())


BUNDLES: dict[str, tuple[Path, ...]] = {
    "regular.ttf": (FONTS / "AtkinsonHyperlegible-Regular.ttf",),
    "bold.ttf": (FONTS / "AtkinsonHyperlegible-Bold.ttf",),
}
BUNDLES |= {f"{face}.css": _sheets(face) for face in COMPONENTS}
BUNDLES |= {f"{page}.js": _modules(page) for page in MODULES}
TYPES = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf"}
PAGE_EFFORT = 5  # of 9: half a millisecond a page
FOR_GOOD = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as browsers get it."""

    url: str
    mimetype: str
    plain: bytes
    zipped: bytes


def asset_url(name: str) -> str:
    """Give the address of a bundle, for instance of `phone.css`; raise KeyError when there is none."""
    return asset(name).url


@cache
def picture(name: str) -> str:
    """Give a small drawing as an address that holds it all: a phone on bad Wi-Fi need not fetch it."""
    return "data:image/svg+xml," + quote((STATIC / name).read_text(encoding="utf-8").strip())


@cache
def asset(name: str) -> Asset:
    """Give a bundle, joined and zipped the first time that it is asked for."""
    kind = Path(name).suffix
    plain = _joined(BUNDLES[name], kind)
    digest = hashlib.sha256(plain).hexdigest()[:12]
    return Asset(
        url=f"{urls.STATIC}{Path(name).stem}-{digest}{kind}",
        mimetype=TYPES[kind],
        plain=plain,
        zipped=gzip.compress(plain, mtime=0),
    )


@blueprint.get("/static/<path:name>")
def serve(name: str) -> Response:
    """Send a bundle to anyone; an address of another version is not found, so that no cache mixes the two."""
    wanted = re.sub(r"-[0-9a-f]{12}(?=\.)", "", name)
    if wanted not in BUNDLES or asset_url(wanted) != f"{urls.STATIC}{name}":
        abort(404)
    found = asset(wanted)
    zipped = "gzip" in _codings()
    response = Response(found.zipped if zipped else found.plain, mimetype=found.mimetype)
    response.headers["Cache-Control"] = FOR_GOOD
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def zip_page(response: Response) -> Response:
    """Zip a whole page for a browser that can unzip it: coming in on a crowded Wi-Fi waits for its bytes."""
    if response.mimetype != "text/html" or response.is_streamed or "gzip" not in _codings():
        return response
    plain = response.get_data()
    if plain.startswith(b"<!DOCTYPE"):  # A screen alone is asked for more often, and is small.
        response.set_data(gzip.compress(plain, PAGE_EFFORT, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def _codings() -> str:
    return request.headers.get("Accept-Encoding", "")


def _joined(files: tuple[Path, ...], kind: str) -> bytes:
    if kind not in (".css", ".js"):
        return files[0].read_bytes()
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return (_as_module(text) if kind == ".js" else _with_addresses(text)).encode()


def _as_module(text: str) -> str:
    # Our modules import each other by name only, so joined in order they need neither imports nor exports.
    # Comments and indents are for who reads our source; every phone would fetch them on a crowded Wi-Fi.
    text = re.sub(r"^ *(?://.*|/\*\*(?:.|\n)*?\*/)?\n|^ +| +// .*$", "", text, flags=re.MULTILINE)
    without_imports = re.sub(r'^import [^;]*? from "\./[^"]+";\n', "", text, flags=re.MULTILINE)
    return re.sub(
        r"^export (?=(?:async |const |let |function |class ))", "", without_imports, flags=re.MULTILINE
    )


def _with_addresses(text: str) -> str:
    text = re.sub(r"/\*(?:.|\n)*?\*/\n?", "", text)
    return re.sub(r'url\("asset:([^"]+)"\)', lambda found: f'url("{asset_url(found[1])}")', text)
