"""Stylesheets and scripts: joined in order, named by what is in them, kept by browsers for good."""

import gzip
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.languages import Language
from classroom.web.rendering import assets
from classroom.web.rendering.templates import TEMPLATES, render
from tests.browser.poorer import without_layers

FIRST_LOAD_BYTES = 30_000
FIRST_LOAD_REQUESTS = 4
SCRIPTS = [name for name in assets.BUNDLES if name.endswith(".js")]
SHEETS = [name for name in assets.BUNDLES if name.endswith(".css")]


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(assets.blueprint)
    with app.test_client() as client:
        yield client


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_every_bundle_is_served_and_may_be_kept_for_good(client: FlaskClient, name: str) -> None:
    response = client.get(assets.asset_url(name))
    assert response.status_code == 200
    assert response.data == assets.asset(name).plain
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_a_browser_that_can_gets_it_zipped(client: FlaskClient, name: str) -> None:
    response = client.get(assets.asset_url(name), headers={"Accept-Encoding": "gzip, deflate"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == assets.asset(name).plain
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    ["phone.css", "phone-000000000000.css", "tokens.css", "../app.py", "desk-.js", ""],
)
def test_anything_else_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_joined_to_one_module_without_imports(name: str) -> None:
    text = assets.asset(name).plain.decode()
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_two_parts_of_a_script_use_the_same_name(name: str) -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in assets.BUNDLES[name])
    names = re.findall(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", text, re.MULTILINE)
    assert names
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_part_of_a_script_comes_after_those_that_it_needs(name: str) -> None:
    before: set[str] = set()
    for file in assets.BUNDLES[name]:
        needs = re.findall(
            r'^import [^;]* from "\./([^"]+)";$', file.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert set(needs) <= before, file.name
        before.add(file.name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_html_from_the_server_passes_one_gate_only(name: str) -> None:
    text = assets.asset(name).plain.decode()
    gates = int(assets.JS / "html.js" in assets.BUNDLES[name])
    assert text.count("innerHTML") == text.count("holder.innerHTML = policy.createHTML(html)") == gates
    for forbidden in ("outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
        assert forbidden not in text


@pytest.mark.parametrize("name", SHEETS)
def test_a_stylesheet_reaches_for_nothing_outside(name: str) -> None:
    text = assets.asset(name).plain.decode()
    assert "@import" not in text
    assert "asset:" not in text
    assert all(found.startswith("/static/") for found in re.findall(r'url\("([^"]*)"\)', text))


def test_phones_load_no_font() -> None:
    assert "@font-face" not in assets.asset("phone.css").plain.decode()
    assert "@font-face" in assets.asset("wall.css").plain.decode()


def test_the_first_load_of_a_phone_is_small() -> None:
    page = render("student/join.html", Language.NL, code="BCD234", plain_http=True, knocks=False)
    wanted = set(re.findall(r'"(/static/[^"]+)"', page))
    by_url = {assets.asset_url(name): assets.asset(name) for name in assets.BUNDLES}
    assert 1 + len(wanted) <= FIRST_LOAD_REQUESTS
    assert len(page.encode()) + sum(len(by_url[address].zipped) for address in wanted) < FIRST_LOAD_BYTES


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _light(colour: str) -> float:
    red, green, blue = (_channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 15),
        ("ink", "card", 15),
        ("ink", "tile", 7),
        ("muted", "paper", 7),
        ("on-accent", "accent", 7),
        ("on-a", "a", 7),
        ("on-b", "b", 7),
        ("on-c", "c", 7),
        ("on-d", "d", 7),
        ("on-pass", "pass", 7),
    ],
)
def test_everything_that_is_read_stands_out(text: str, ground: str, least: float) -> None:
    tokens = _colours((assets.CSS / "tokens.css").read_text())
    evening = _colours((assets.CSS / "faces" / "wall.css").read_text().partition(":has([data-evening])")[2])
    assert "ink" in evening
    assert _contrast(tokens[text], tokens[ground]) >= least
    dark = tokens | evening
    assert _contrast(dark[text], dark[ground]) >= min(least, 14)


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


@pytest.mark.parametrize("name", SHEETS)
def test_a_browser_that_knows_no_layers_has_a_floor_to_stand_on(name: str) -> None:
    text = assets.asset(name).plain.decode()
    assert text.startswith("@supports not (all: revert-layer) {")
    left = without_layers(text)
    floor, _, rest = left.partition("\n}\n")
    assert ".choice" in floor
    assert "min-height: 3rem" in floor
    assert re.sub(r"@font-face \{[^}]*\}", "", rest).strip() == "", "all else is in layers"


def test_every_drawing_has_a_size_of_its_own() -> None:
    """Without any style a drawing is as wide as the screen."""
    drawings = [
        (path.name, renderer)
        for path in TEMPLATES.rglob("*.html")
        for renderer in re.findall(r"<svg\b.*?>", path.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert drawings
    sized = re.compile(r"\bwidth=.*\bheight=", re.DOTALL)
    assert [name for name, renderer in drawings if not sized.search(renderer)] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_phone_fetches_what_is_said_to_who_reads_the_source(name: str) -> None:
    lines = assets.asset(name).plain.decode().splitlines()
    assert [line for line in lines if re.search(r"^\s|(?:^|\s)//|^/\*\*|^$", line)] == []


def test_no_text_of_a_script_has_what_is_taken_out_of_it() -> None:
    """The indent of a line, and what looks like a comment behind it."""
    files = {file for name in SCRIPTS for file in assets.BUNDLES[name]}
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if line.partition(" // ")[0].count("`") % 2] == []
    assert [line for line in lines if re.search(r"""(["'`]).* // .*\1""", line)] == []


def test_only_one_part_touches_what_a_browser_keeps_because_even_naming_it_may_throw() -> None:
    named = [
        file.name
        for file in assets.JS.rglob("*.js")
        if re.search(r"\b(?:session|local)Storage\b", file.read_text(encoding="utf-8"))
    ]
    assert named == ["kept.js"]
