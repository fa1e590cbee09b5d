"""`flask check-scenarios` says what is wrong, and where, and leaves with 1 when something is."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from classroom import cli
from classroom.cli import catalogues
from classroom.cli import library as library_commands
from classroom.cli.stories import Translate
from classroom.i18n import catalogue_path
from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.format.problems import Param
from classroom.story.format.reader import read_scenario
from tests.story.test_facts_and_cards import FACTS

SHELF = shelf.FOLDER


def in_english(msgid: str, params: Mapping[str, Param], _language: str) -> str:
    return msgid.format(**params)


def chores(translate: Translate = in_english, gaps: tuple[str, ...] = ()) -> cli.Chores:
    return cli.Chores(
        translate,
        "en",
        lambda: dict.fromkeys(Language, ()) | {Language.EN: gaps},
        lambda: None,
        lambda: "http://localhost:8000/teach/enter/abc",
    )


@pytest.fixture
def terminal() -> FlaskCliRunner:
    app = Flask(__name__)
    cli.register(app, chores())
    return app.test_cli_runner()


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", Language)
def test_the_check_speaks_the_language_of_the_setting(
    language: Language, library: Path, example: str
) -> None:
    (library / "example.yaml").write_text(example, encoding="utf-8")
    app = Flask(__name__)
    cli.register(app, replace(chores(lambda _msgid, _params, spoken: spoken), language=language))
    result = app.test_cli_runner().invoke(args=["check-scenarios", str(library / "example.yaml")])
    assert (result.exit_code, language.value in result.output) == (0, True), result.output


def test_a_sound_story_is_summed_up(terminal: FlaskCliRunner, library: Path, example: str) -> None:
    file = library / "example.yaml"
    file.write_text(example, encoding="utf-8")
    result = terminal.invoke(args=["check-scenarios", str(file)])
    assert result.exit_code == 0
    assert result.output == (
        f"{file}: 5 scenes, 10 situations, votes 2 (2 in a short lesson), minutes 33 (33 in a short lesson),"
        " ways to each ending: samen 5, verder_weg 1, opgeruimd 2,"
        " reading ease of the texts in 'nl': 99 (from 70 on easy to read at twelve)\n"
        f"{file}: This story can be played.\n"
    )


def test_what_can_be_played_is_told_apart_from_what_our_own_shelf_asks(
    terminal: FlaskCliRunner, whole_library: Path, example: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("elders") / "mijn.yaml"
    file.write_text(example, encoding="utf-8")
    playable = terminal.invoke(args=["check-scenarios", str(file)])
    assert (playable.exit_code, ": E " in playable.output) == (0, False)
    assert f"{file}: This story can be played.\n" in playable.output
    assert f"{file}: Put it in {whole_library} to see it on the shelf." in playable.output
    others = re.search(r"--shelf tells the (\d+) points", playable.output)
    assert others is not None
    for_shelf = terminal.invoke(args=["check-scenarios", "--shelf", str(file)])
    assert for_shelf.exit_code == 1
    more = sum(for_shelf.output.count(mark) - playable.output.count(mark) for mark in (": E ", ": W "))
    assert more == int(others[1]) > 0
    assert "E The story has 5 scenes. A lesson has room for 6 to 12." in for_shelf.output
    assert f"{file}: A class can play this story as it is." in for_shelf.output


def test_a_file_is_found_beside_the_stories_too_or_it_is_said_where_it_was_looked_for(
    terminal: FlaskCliRunner, library: Path, example: str
) -> None:
    (library / "mijn.yaml").write_text(example, encoding="utf-8")
    assert terminal.invoke(args=["check-scenarios", "mijn.yaml"]).exit_code == 0
    missing = terminal.invoke(args=["check-scenarios", "weg.yaml"])
    assert missing.exit_code == 2
    assert f"There is no file weg.yaml, here or in {library}." in missing.output


def test_words_that_blame_are_told_wherever_the_story_is_to_be_played(
    terminal: FlaskCliRunner, whole_library: Path, example: str
) -> None:
    file = whole_library / "mijn.yaml"
    file.write_text(
        example.replace("'s Avonds gaat", "Lotte had het niet moeten sturen. 's Avonds gaat"),
        encoding="utf-8",
    )
    result = terminal.invoke(args=["check-scenarios", str(file)])
    assert result.exit_code == 0
    assert re.search(r":\d+: W 'had het niet moeten sturen'", result.output)


def test_a_story_that_cannot_be_played_is_said_to_be_so(
    terminal: FlaskCliRunner, library: Path, example: str
) -> None:
    file = library / "example.yaml"
    for text in ("format: 1\n", example.replace("to: opgeruimd", "to: avond")):
        file.write_text(text, encoding="utf-8")
        result = terminal.invoke(args=["check-scenarios", str(file)])
        assert result.exit_code == 1
        assert f"{file}: This story cannot be played yet. Change what is marked with E.\n" in result.output


def test_an_error_is_told_with_file_and_line_and_leaves_with_1(
    terminal: FlaskCliRunner, library: Path, example: str
) -> None:
    file = library / "example.yaml"
    file.write_text(example.replace("start: avond", "start: avnd"), encoding="utf-8")
    result = terminal.invoke(args=["check-scenarios"])
    assert result.exit_code == 1
    assert f"{file}:19: E There is no scene 'avnd'. Did you mean 'avond'?" in result.output


def test_every_file_of_the_library_is_read_as_what_it_is(terminal: FlaskCliRunner, library: Path) -> None:
    (library / "facts").mkdir()
    (library / "facts" / "nl.yaml").write_text("jurisdiction: nl\n", encoding="utf-8")
    (library / "cards.yaml").write_text("sheets: {}\n", encoding="utf-8")
    (library / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    result = terminal.invoke(args=["check-scenarios"])
    assert result.exit_code == 1
    assert "facts/nl.yaml:1: E 'facts' is missing here." in result.output
    assert "cards.yaml:1: E 'sheets' needs 1 or more. It has 0." in result.output
    assert "latin.yaml:1: E The file is not saved as UTF-8." in result.output


def test_fix_writes_the_canonical_form_and_says_what_it_leaves_out(
    terminal: FlaskCliRunner, library: Path, example: str
) -> None:
    file = library / "example.yaml"
    file.write_text(example.replace("scenes:\n", "scenes:\n# los\n"), encoding="utf-8")
    result = terminal.invoke(args=["check-scenarios", "--fix", str(file)])
    assert "1 remark(s) with # below the first key were left out." in result.output
    fixed = file.read_text(encoding="utf-8")
    assert 'nl: "haha kijk Lotte #oeps"' in fixed
    assert read_scenario(fixed).scenario == read_scenario(example).scenario


def test_messages_go_through_the_translations(library: Path) -> None:
    def translate(msgid: str, params: Mapping[str, Param], language: str) -> str:
        return f"<{language}> {msgid.format(**params)}"

    app = Flask(__name__)
    cli.register(app, chores(translate))
    (library / "leeg.yaml").write_text("", encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["check-scenarios", "--language", "nl"])
    assert result.output == (
        f"{library / 'leeg.yaml'}:1: E <nl> There is nothing in this file.\n"
        f"{library / 'leeg.yaml'}: <nl> This story cannot be played yet. Change what is marked with E.\n"
    )


def test_the_schema_is_written_beside_the_stories(terminal: FlaskCliRunner, library: Path) -> None:
    assert terminal.invoke(args=["scenario-schema"]).exit_code == 0
    assert (library / "scenario.schema.json").read_text(encoding="utf-8").startswith("{")


def test_a_gap_in_a_catalogue_is_told_with_what_fills_it_and_fails() -> None:
    app = Flask(__name__)
    cli.register(app, chores(gaps=("nl: missing: 'Begin'",)))
    result = app.test_cli_runner().invoke(args=["check-catalogues"])
    gap, mend = result.output.splitlines()
    assert (result.exit_code, gap) == (1, "nl: missing: 'Begin'")
    assert "update-catalogues" in mend


def test_a_text_that_a_catalogue_has_twice_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = catalogue_path(Language.NL).read_text(encoding="utf-8")
    twice = tmp_path / "messages.po"
    twice.write_text(f'{whole}\nmsgid "To say"\nmsgstr "Zeg dit"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "catalogue_path", lambda _language: twice)
    assert 'nl: twice: "To say"' in catalogues.gaps()[Language.NL]


def test_the_terminal_gives_a_new_link_to_the_desk(terminal: FlaskCliRunner) -> None:
    assert terminal.invoke(args=["desk-link"]).output == "http://localhost:8000/teach/enter/abc\n"


def test_facts_that_are_due_or_to_check_are_listed_by_country(
    terminal: FlaskCliRunner, library: Path
) -> None:
    (library / "facts").mkdir()
    (library / "facts" / "nl.yaml").write_text(FACTS, encoding="utf-8")
    assert (
        terminal.invoke(args=["check-facts", "--on", "2027-05-22"]).output == "nl: 0 of 1 facts to look up\n"
    )
    assert terminal.invoke(args=["check-facts", "--on", "2027-05-23"]).output == (
        "nl: 1 of 1 facts to look up\n"
        "  help.image: To be looked up again since 2027-05-22. Voorbeeld <https://voorbeeld.example>\n"
    )
    unseen = FACTS.replace("seen_in_copy", "to_check")
    (library / "facts" / "nl.yaml").write_text(unseen, encoding="utf-8")
    assert (
        "  help.image: Nobody has read it at its source yet. Voorbeeld"
        in terminal.invoke(args=["check-facts"]).output
    )


@pytest.mark.parametrize("language", Language)
def test_what_is_due_of_the_facts_is_told_in_the_language_of_the_setting(
    language: Language, library: Path
) -> None:
    (library / "facts").mkdir()
    (library / "facts" / "nl.yaml").write_text(FACTS, encoding="utf-8")
    app = Flask(__name__)
    cli.register(app, replace(chores(lambda _msgid, _params, spoken: spoken), language=language))
    told = app.test_cli_runner().invoke(args=["check-facts", "--on", "2027-05-23"]).output
    assert told == f"{language}\n  help.image: {language} Voorbeeld <https://voorbeeld.example>\n"


@pytest.fixture
def whole_library(library: Path) -> Path:
    shutil.copytree(SHELF, library, dirs_exist_ok=True)
    return library


def test_the_library_is_checked_whole_with_a_tally(terminal: FlaskCliRunner, whole_library: Path) -> None:
    result = terminal.invoke(args=["check-scenarios"])
    assert result.exit_code == 0, result.output
    assert "target: " in result.output


def test_a_story_that_breaks_a_rule_of_language_is_told(
    terminal: FlaskCliRunner, whole_library: Path
) -> None:
    file = whole_library / "de_foto_in_de_groepsapp.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{noor} ligt al in bed", "{noor} ligt naakt in bed", 1), encoding="utf-8")
    result = terminal.invoke(args=["check-scenarios", "--shelf", str(file)])
    assert result.exit_code == 1
    assert "E 'naakt': " in result.output
    assert "(sexual)" in result.output


def test_four_stories_in_which_one_gender_forwards_are_refused(
    terminal: FlaskCliRunner, library: Path, example: str
) -> None:
    played = example.replace("name: Noor, pronoun: she,", "name: Noor, pronoun: she, plays: target,")
    for number in range(4):
        (library / f"s{number}.yaml").write_text(played, encoding="utf-8")
    result = terminal.invoke(args=["check-scenarios"])
    assert result.exit_code == 1
    assert "target: she 4; with other names he 4, she 4" in result.output
    assert "E Everybody who plays 'target' is of one gender." in result.output


def test_the_coverage_page_is_written_unless_a_quote_is_lost(
    terminal: FlaskCliRunner, whole_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "COVERAGE.md"
    monkeypatch.setattr(library_commands, "COVERAGE", page)
    assert terminal.invoke(args=["coverage"]).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("# What the library covers")
    topics = whole_library / "coverage" / "list.yaml"
    topics.write_text(
        topics.read_text(encoding="utf-8").replace("Rustig blijven", "Druk doen"), encoding="utf-8"
    )
    result = terminal.invoke(args=["coverage"])
    assert result.exit_code == 1
    assert result.output.startswith("S19: does not stand in [card]")


def test_any_text_can_be_looked_at(terminal: FlaskCliRunner, whole_library: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Alles goed.\nEigen schuld.\n", encoding="utf-8")
    assert terminal.invoke(args=["check-language", str(text)]).output == (
        f"{text}:2: blame_fault: Eigen schuld\n{text}: 1 in 4 words, 250.0 in 1,000\n"
    )
