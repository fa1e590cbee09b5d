"""House rules for templates, and for what views take from them: audiences, escaping, addresses."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask

from classroom.lesson.commands import Act
from classroom.lesson.screens.controls import ACTS
from tests.sources import MODULES, PACKAGE, PAGES, TEMPLATES, id_of, text_of

VIEWS = [path for path in MODULES if path.is_relative_to(PACKAGE / "web")]
AUDIENCES = {"account", "projector", "student", "teacher", "trainer"}
# Whose templates an audience may use besides its own. Coming in, and the workshop, look like the desk that they lead to.
SHARES = {"account": {"teacher"}, "trainer": {"teacher"}}
# The modules that make markup of text, each saying beside it why that is safe.
CLEANERS = {
    "web/rendering/screen_renderer.py",
    "web/http/pages.py",
    "web/rendering/qr.py",
    "web/rendering/templates.py",
}
# The one module that spells out addresses.
SPELLS_ADDRESSES = {"web/rendering/urls.py"}

_USES = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+(.+?)\s*-?%\}")
_NAME = re.compile(r'"([\w/]+(?:\.html)?)"')
_ATTRIBUTE = re.compile(r"""(?<![\w-])(?:style|on[a-z]+)=["'{]""")
_UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\b")


def _audience(path: Path) -> str:
    """Give the folder of a template or a module of web: an audience, or nothing."""
    folder = path.relative_to(PACKAGE).parts[1]
    return folder if folder in AUDIENCES else ""


def _may_use(audience: str, name: str) -> bool:
    """Tell whether this audience may use a template, of which `name` may be the beginning.

    What belongs to no audience may use only what is shared.
    """
    folders = ({audience, "shared"} | SHARES.get(audience, set())) - {""}
    return name == "base.html" or name.split("/", maxsplit=1)[0] in folders


def _used_by(template: Path) -> list[str]:
    """Give the names of the templates that one uses; of a name that is put together, its beginning."""
    names = [(used, _NAME.match(used)) for used in _USES.findall(text_of(template))]
    assert [used for used, name in names if name is None] == [], "does not begin with a plain name"
    return [name[1] for _, name in names if name]


def _templates_named_in(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(text_of(path)))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if re.fullmatch(r"[\w/]+\.html", text)]


def test_there_are_templates_to_hold_to_these_rules() -> None:
    assert {_audience(template) for template in PAGES} >= {"projector", "student", "teacher"}


@pytest.mark.parametrize("template", PAGES, ids=id_of)
def test_a_template_uses_only_its_own_audience_and_what_is_shared(template: Path) -> None:
    assert [name for name in _used_by(template) if not _may_use(_audience(template), name)] == []


@pytest.mark.parametrize("path", [path for path in VIEWS if _audience(path)], ids=id_of)
def test_a_view_renders_only_its_own_audience_and_what_is_shared(path: Path) -> None:
    assert [name for name in _templates_named_in(path) if not _may_use(_audience(path), name)] == []


def test_every_template_is_used() -> None:
    from_modules = {name for path in MODULES for name in _templates_named_in(path)}
    from_templates = {name for template in PAGES for name in _used_by(template)}
    names = [template.relative_to(TEMPLATES).as_posix() for template in PAGES]
    assert [name for name in names if not name.startswith(tuple(from_modules | from_templates))] == []


def test_every_template_that_is_used_is_there() -> None:
    named = {name for path in VIEWS for name in _templates_named_in(path)}
    assert [name for name in sorted(named) if not (TEMPLATES / name).exists()] == []


@pytest.mark.parametrize("template", PAGES, ids=id_of)
def test_a_template_has_no_inline_style_or_script_which_browsers_are_told_to_refuse(template: Path) -> None:
    assert _ATTRIBUTE.findall(text_of(template)) == []


@pytest.mark.parametrize("template", PAGES, ids=id_of)
def test_a_template_never_turns_escaping_off(template: Path) -> None:
    assert _UNESCAPED.findall(text_of(template)) == []


def _pressed_in(templates: Iterable[Path]) -> set[Act]:
    """Give the acts for which these have a button. That of `_late.html` is for either act that time may ask for."""
    text = "".join(text_of(template) for template in templates)
    button = r'(?:act_form|hidden|quiet)\("{0}"|value="{0}"|set act = .*"{0}"'
    late = {Act.LAND, Act.SLEEP} if "hidden(late_act)" in text else set()
    return {act for act in Act if re.search(button.format(act), text)} | late


def test_every_act_has_a_button_on_the_desk_and_those_that_pupils_may_see_on_the_controls() -> None:
    parts = {path.name: path for path in (TEMPLATES / "teacher").glob("_*.html")}
    desk = [path for name, path in parts.items() if name not in ("_controls.html", "_late.html")]
    controls = [parts[name] for name in ("_controls.html", "_primary.html", "_late.html", "_sure.html")]
    assert set(Act) - _pressed_in(desk) == set()
    assert ACTS - _pressed_in(controls) == set(), "what lesson/screens/controls.py tells has a button"


def test_only_modules_that_clean_or_draw_make_markup_of_text() -> None:
    makes = re.compile(r"(?<!\w)Markup\(")
    assert {id_of(path) for path in MODULES if makes.search(text_of(path))} <= CLEANERS


def test_the_rules_about_templates_see_what_they_forbid() -> None:
    assert _ATTRIBUTE.search('<p style="color: tomato">')
    assert _ATTRIBUTE.search("<p onclick='x()'>")
    assert not _ATTRIBUTE.search('<p data-on="x">')
    assert _UNESCAPED.search("{{ text |safe }}")
    assert _UNESCAPED.search("{% autoescape false %}")
    assert not _may_use("student", "teacher/_screen.html")
    assert not _may_use("", "teacher/_screen.html")


@pytest.mark.parametrize("template", PAGES, ids=id_of)
def test_no_browser_translates_a_code_or_an_address(template: Path) -> None:
    """A translated page shows a class a code that is not its own."""
    shown = re.findall(
        r"<[^<>]+>(?=\s*\{\{ (?:shared\.)?(?:spaced|typed)\()|<[^<>]* class=\"code[^<>]*>", text_of(template)
    )
    assert [tag for tag in shown if 'translate="no"' not in tag] == []


def _spelled_out(texts: Iterable[str], app: Flask) -> list[str]:
    """Give the texts that hold an address of a view, or what lies under an address that was built."""
    roots = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    address = re.compile(rf"/(?:{'|'.join(sorted(roots))})(?![\w.-])|\}}\}}/[a-z]|(?:href|action)=\"/")
    return [text for text in texts if address.search(text)]


def _texts_of_code(path: Path) -> list[str]:
    """Give the texts in a module but those of docstrings, routes and prefixes of blueprints."""
    routes = {"get", "post", "add_url_rule", "Blueprint"}
    tree, left_out = ast.parse(text_of(path)), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in routes:
            left_out |= {id(each) for each in ast.walk(node)}
        elif isinstance(node, ast.Expr):
            left_out.add(id(node.value))
    nodes = [each for each in ast.walk(tree) if isinstance(each, ast.Constant) and id(each) not in left_out]
    return [node.value for node in nodes if isinstance(node.value, str)]


def _texts_of_template(path: Path) -> list[str]:
    """Give the lines of a template but its comments and the names of other templates."""
    return [
        _USES.sub("", line) for line in re.sub(r"\{#.*?#\}", "", text_of(path), flags=re.DOTALL).splitlines()
    ]


def test_code_has_its_addresses_from_the_module_that_builds_them(app: Flask) -> None:
    """The simulator asks from outside, as a phone does."""
    inside = [path for path in MODULES if not path.is_relative_to(PACKAGE / "simulator")]
    found = {id_of(path): _spelled_out(_texts_of_code(path), app) for path in inside}
    assert {name for name, texts in found.items() if texts} == SPELLS_ADDRESSES


def test_templates_have_their_addresses_from_the_module_that_builds_them(app: Flask) -> None:
    found = {id_of(path): _spelled_out(_texts_of_template(path), app) for path in PAGES}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_rule_about_addresses_sees_what_it_forbids(app: Flask) -> None:
    spelled = [
        "/teach",
        "/r/",
        "http://localhost:8000/wall/wait",
        '<a href="/">',
        '<form action="{{ here }}/act">',
        "/wall?x",
    ]
    assert _spelled_out(spelled, app) == spelled
    assert _spelled_out(["/", "/remotely", "teacher/_page.html", '<a href="?country={{ c }}">'], app) == []


def test_two_attributes_that_may_be_there_do_not_become_one() -> None:
    """A line that ends with a block loses its end, and one that begins with a block its beginning."""
    joined = re.compile(r"\{% endif %\}\n\s*\{% if [^%]*%\}[a-z]")
    in_a_tag = re.compile(r"<[a-z]\w*\s(?:[^<>]|\{%.*?%\}|\{\{.*?\}\})*>")
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        for tag in in_a_tag.findall(text_of(path))
        if joined.search(tag)
    ]
    assert found == []
    assert joined.search("{% if a %}data-a{% endif %}\n  {% if b %}data-b{% endif %}")
