"""House rules that no linter knows. Each failure names the place."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from classroom.web.http import guards

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "classroom"
TEMPLATES = PACKAGE / "templates"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
VIEWS = [path for path in MODULES if path.is_relative_to(PACKAGE / "web")]
PAGES = sorted(TEMPLATES.rglob("*.html"))
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))
LAYERS = ("actions", "cli", "lesson", "live", "server", "simulator", "storage", "story", "web")
ROOMS = sorted(
    folder
    for layer in ("story", "lesson")
    for folder in (PACKAGE / layer).iterdir()
    if (folder / "__init__.py").exists()
)
FOLDERS = sorted({path.parent for path in MODULES})
AUDIENCES = {"account", "projector", "student", "teacher", "trainer"}
# Whose templates an audience may use besides its own. Coming in looks like the desk that it leads to.
SHARES = {"account": {"teacher"}}
# Who may guard the views of an audience. Bundles of scripts and styles are for anyone.
GUARDS = {
    "student": {"open_to_all", "by_code", "with_seat"},
    "projector": {"by_wall", "open_to_all"},
    "teacher": {"staff", "at_desk"},
    "mirror": {"at_desk"},
    "remote": {"at_desk", "open_to_all", "with_remote"},
    "papers": {"staff"},
    "account": {"on_this_computer", "staff"},
    "healthz": {"open_to_all"},
}
UNGUARDED = {"assets.serve"}
# The modules that make markup of text, each saying beside it why that is safe.
CLEANERS = {
    "web/rendering/screen_renderer.py",
    "web/http/pages.py",
    "web/rendering/qr.py",
    "web/rendering/templates.py",
}

# The one module that spells out addresses.
SPELLS_ADDRESSES = {"web/rendering/urls.py"}

MODULE_LINES = 300
FOLDER_MODULES = 15
FUNCTION_LINES = 25
FILE_BYTES = 300_000
PICTURE_BYTES = 2_000_000  # of all pictures together
PICTURES = {".gif", ".jpg", ".jpeg", ".png", ".webp"}

_USES = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+(.+?)\s*-?%\}")
_NAME = re.compile(r'"([\w/]+(?:\.html)?)"')
_ATTRIBUTE = re.compile(r"""(?<![\w-])(?:style|on[a-z]+)=["'{]""")
_BY_CLASS = re.compile(r"""(?:querySelector(?:All)?|closest|matches|press)\((["'`])(?:(?!\1).)*\.[a-z]""")
_SCRIPT_CHECK = re.compile(r"-m lizard (-.* -w) (.*)")
_UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _id(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
    names = [(used, _NAME.match(used)) for used in _USES.findall(_text(template))]
    assert [used for used, name in names if name is None] == [], "does not begin with a plain name"
    return [name[1] for _, name in names if name]


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(_text(path))):
        if isinstance(node, Function):
            yield node


def _lines_of(function: Function) -> int:
    """Count a function's lines from `def` on, its docstring left out."""
    said = function.body[0] if ast.get_docstring(function) else None
    about = said.end_lineno - said.lineno + 1 if said and said.end_lineno else 0
    return (function.end_lineno or 0) - function.lineno + 1 - about


def _templates_named_in(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(_text(path)))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if re.fullmatch(r"[\w/]+\.html", text)]


def test_there_is_something_to_hold_to_these_rules() -> None:
    assert len(MODULES) > len(LAYERS)
    assert {_audience(template) for template in PAGES} >= {"projector", "student", "teacher"}


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=_id)
def test_a_module_is_short_enough_to_be_one_thing(path: Path) -> None:
    assert len(_text(path).splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_a_function_is_short_enough_to_be_one_thing(path: Path) -> None:
    too_long = {each.name: _lines_of(each) for each in _functions(path) if _lines_of(each) > FUNCTION_LINES}
    assert too_long == {}


def _said_of_scripts(*paths: Path) -> str:
    """Give what `make scripts` would say of these."""
    command = _SCRIPT_CHECK.search(_text(ROOT / "Makefile"))
    assert command
    run = [sys.executable, "-m", "lizard", *command[1].split(), *map(str, paths)]
    return subprocess.run(run, capture_output=True, check=False, text=True).stdout


def test_the_functions_of_our_scripts_are_held_to_the_same() -> None:
    command = _SCRIPT_CHECK.search(_text(ROOT / "Makefile"))
    assert command
    folders = [ROOT / folder for folder in command[2].split()]
    assert [path for path in SCRIPTS if not any(path.is_relative_to(folder) for folder in folders)] == []
    assert _said_of_scripts(*folders) == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("  f();\n" * FUNCTION_LINES, f"{FUNCTION_LINES + 2} length"),
        ("  if (a && b && c) f(d ? e : g ?? h);\n  for (;;) f();\n", "7 CCN"),
    ],
)
@pytest.mark.parametrize("begins", ["function a() {", "const a = async () => {", "class A {\n  get a() {"])
def test_what_checks_scripts_sees_what_it_forbids(tmp_path: Path, begins: str, body: str, said: str) -> None:
    script = tmp_path / "script.js"
    script.write_text(f"{begins}\n{body}}}\n" + ("}\n" if "class" in begins else ""), encoding="utf-8")
    assert said in _said_of_scripts(script)


def _by_class(script: str) -> bool:
    return bool(_BY_CLASS.search(re.sub(r"\$\{[^}]*\}", "", script)))


def test_no_script_finds_by_its_looks_what_it_works_on() -> None:
    """A class is for the stylesheet, which may rename it. What is about looks itself is another matter."""
    assert [path.name for path in SCRIPTS if _by_class(_text(path))] == ["fitted.js"]
    assert _by_class('box.querySelector("form.enter button")')
    assert _by_class('press("#more .letter")')
    assert not _by_class('box.querySelector(`[value="${CSS.escape(answer.option)}"]`)')


@pytest.mark.parametrize("folder", FOLDERS, ids=_id)
def test_a_folder_has_few_enough_modules_to_be_known_by_heart(folder: Path) -> None:
    assert (
        len([path for path in MODULES if path.parent == folder and path.name != "__init__.py"])
        <= FOLDER_MODULES
    )


@pytest.mark.parametrize("folder", [*(PACKAGE / layer for layer in LAYERS), *ROOMS], ids=_id)
def test_a_layer_and_a_room_open_with_the_sentence_that_is_their_law(folder: Path) -> None:
    law = ast.get_docstring(ast.parse(_text(folder / "__init__.py"))) or ""
    assert law.startswith(folder.name.capitalize())
    assert law.endswith(".")


def test_every_folder_with_modules_is_one_of_the_layers() -> None:
    assert {_id(path).split("/")[0] for path in MODULES if path.parent != PACKAGE} == set(LAYERS)


def test_every_view_has_a_guard_that_fits_its_audience(app: Flask) -> None:
    by_view = {name: getattr(view, "guarded_by", None) for name, view in app.view_functions.items()}
    assert {name for name, guard in by_view.items() if guard is None} == UNGUARDED
    guarded = {name: guard for name, guard in by_view.items() if guard is not None}
    assert [name for name, guard in guarded.items() if guard not in GUARDS[name.split(".")[0]]] == []


def test_every_guard_is_one_of_guards_py() -> None:
    assert all(callable(getattr(guards, name, None)) for names in GUARDS.values() for name in names)


@pytest.mark.parametrize("template", PAGES, ids=_id)
def test_a_template_uses_only_its_own_audience_and_what_is_shared(template: Path) -> None:
    assert [name for name in _used_by(template) if not _may_use(_audience(template), name)] == []


@pytest.mark.parametrize("path", [path for path in VIEWS if _audience(path)], ids=_id)
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


@pytest.mark.parametrize("template", PAGES, ids=_id)
def test_a_template_has_no_inline_style_or_script_which_browsers_are_told_to_refuse(template: Path) -> None:
    assert _ATTRIBUTE.findall(_text(template)) == []


@pytest.mark.parametrize("template", PAGES, ids=_id)
def test_a_template_never_turns_escaping_off(template: Path) -> None:
    assert _UNESCAPED.findall(_text(template)) == []


def test_only_modules_that_clean_or_draw_make_markup_of_text() -> None:
    makes = re.compile(r"(?<!\w)Markup\(")
    assert {_id(path) for path in MODULES if makes.search(_text(path))} <= CLEANERS


def test_the_rules_about_templates_see_what_they_forbid() -> None:
    assert _ATTRIBUTE.search('<p style="color: tomato">')
    assert _ATTRIBUTE.search("<p onclick='x()'>")
    assert not _ATTRIBUTE.search('<p data-on="x">')
    assert _UNESCAPED.search("{{ text |safe }}")
    assert _UNESCAPED.search("{% autoescape false %}")
    assert not _may_use("student", "teacher/_screen.html")
    assert not _may_use("", "teacher/_screen.html")


@pytest.mark.parametrize("template", PAGES, ids=_id)
def test_no_browser_translates_a_code_or_an_address(template: Path) -> None:
    """A translated page shows a class a code that is not its own."""
    shown = re.findall(
        r"<[^<>]+>(?=\s*\{\{ (?:shared\.)?(?:spaced|typed)\()|<[^<>]* class=\"code[^<>]*>", _text(template)
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
    tree, left_out = ast.parse(_text(path)), set()
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
        _USES.sub("", line) for line in re.sub(r"\{#.*?#\}", "", _text(path), flags=re.DOTALL).splitlines()
    ]


def test_code_has_its_addresses_from_the_module_that_builds_them(app: Flask) -> None:
    """The simulator asks from outside, as a phone does."""
    inside = [path for path in MODULES if not path.is_relative_to(PACKAGE / "simulator")]
    found = {_id(path): _spelled_out(_texts_of_code(path), app) for path in inside}
    assert {name for name, texts in found.items() if texts} == SPELLS_ADDRESSES


def test_templates_have_their_addresses_from_the_module_that_builds_them(app: Flask) -> None:
    found = {_id(path): _spelled_out(_texts_of_template(path), app) for path in PAGES}
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


def _kept_by_git() -> list[Path]:
    """Give the files that git knows and that are here."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy was not made by git")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert ROOT / "wsgi.py" in paths
    return [path for path in paths if path.is_file()]


def test_no_file_is_so_large_that_everybody_who_clones_pays_for_it() -> None:
    assert [str(path) for path in _kept_by_git() if path.stat().st_size > FILE_BYTES] == []


def test_all_pictures_together_stay_small() -> None:
    sizes = [path.stat().st_size for path in _kept_by_git() if path.suffix in PICTURES]
    assert 0 < sum(sizes) < PICTURE_BYTES


def test_of_what_is_remembered_on_a_computer_git_keeps_nothing() -> None:
    kept = [path.relative_to(ROOT).as_posix() for path in _kept_by_git()]
    assert [path for path in kept if path.startswith("instance/")] == ["instance/.gitignore"]


def test_every_promise_of_seconds_is_held_to_them_in_a_run_that_people_make() -> None:
    """The short run gives a busy machine four times as long; `make faults` does not."""
    promising = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("*.py")
        if re.search(r"^from tests\.faults\.figures import .*\bwithin\b", _text(path), re.MULTILINE)
    ]
    strict = re.findall(r"FAULTS=full .*", _text(ROOT / "Makefile"))[0].split()
    assert Path("tests/test_process.py") in promising
    assert [path for path in promising if not any(path.is_relative_to(each) for each in strict)] == []
