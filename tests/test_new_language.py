"""A language comes with a catalogue and a file of its own; what it lacks is to be translated, and keeps nobody from reading."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from classroom.story.format.reader import read_scenario
from classroom.story.format.yaml_writer import write_scenario
from tests.browser.running import ROOT
from tests.story.conftest import EXAMPLE

pytestmark = pytest.mark.slow

CATALOGUE = r"""msgid ""
msgstr ""
"Language: fy\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Type the code"
msgstr "Doch mei"
"""
PACK = """language: fy
pronouns:
  she: { subject: sy, object: har, possessive: har }
  he: { subject: hy, object: him, possessive: syn }
  they: { subject: sy, object: har, possessive: har }
"""
# What the shelf, a page and a story say, asked in a program of its own: a language is there from the start or not at all.
ASKS = """
from classroom.app import create_app
from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Text

FY = Language("fy")
print(*Language)
print(*sorted(shelf.slugs()))
story = shelf.story("example")
print(Narrator(story.cast, {}, FY).say(Text(all="{noor.subject}")), story.languages[-1])
fact = next(iter(shelf.facts("nl").facts.values())).text
print(fact.in_(FY) == fact.in_(Language.NL))
page = create_app().test_client().get("/", headers={"Accept-Language": "fy"}).text
print('lang="fy"' in page, "Doch mei" in page, "Leave" in page or "Help" in page, "Nederlands" in page)
"""


def with_frisian(story: str) -> str:
    """Give the story in one language more."""
    tree = yaml.safe_load(write_scenario(read_scenario(story).scenario))
    _add_frisian(tree)
    tree["languages"].append("fy")
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _add_frisian(part: Any) -> None:
    if isinstance(part, dict) and isinstance(part.get("en"), str):
        part["fy"] = part["en"]
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _add_frisian(inner)


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python where a copy of Wissel has a language more."""
    copy = tmp_path / "classroom"
    shutil.copytree(ROOT / "classroom", copy, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = copy / "translations" / "fy" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    (copy / "scenarios" / "language" / "fy.yaml").write_text(PACK, encoding="utf-8")
    about = {"PYTHONPATH": str(tmp_path), "WISSEL_INSTANCE": str(tmp_path / "instance"), "PYTHONUTF8": "1"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=tmp_path, env=os.environ | about, capture_output=True, text=True, check=False
        )

    return run


def test_a_language_is_added_with_a_catalogue_and_a_file(
    python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    stories = tmp_path / "classroom" / "scenarios"
    (stories / "example.yaml").write_text(with_frisian(EXAMPLE), encoding="utf-8")
    asked = python("-c", ASKS)
    assert asked.returncode == 0, asked.stderr
    languages, slugs, said, same, page = asked.stdout.splitlines()
    assert languages == "nl en fy"
    assert "example" in slugs
    assert len(slugs.split()) == 6, "the stories that are not translated can be played as they are"
    assert said == "sy fy"
    assert same == "True", "what is known of help is said as it is"
    assert page == "True True True True"


def test_what_a_language_lacks_is_to_translate_and_no_fault(
    python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    stories = python("-m", "flask", "--app", "classroom.app", "check-scenarios", "--language", "en")
    assert stories.returncode == 0, stories.stdout + stories.stderr
    assert re.search(r"facts/nl\.yaml: \d+ texts to translate into 'fy'", stories.stdout)
    assert stories.stdout.count("W To translate: fy.") == 5
    interface = python("-m", "flask", "--app", "classroom.app", "check-catalogues")
    assert interface.returncode == 0
    assert re.search(r"^fy: to translate: \d{3}", interface.stdout, re.MULTILINE)
