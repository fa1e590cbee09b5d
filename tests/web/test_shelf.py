"""The shelf shows the files as they lie there now: those that can be played, and of the others why not."""

import html
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.lesson.screens.path_map import endings_of
from classroom.storage import shelf, story_versions
from classroom.story.format.paths import Tree
from classroom.story.graph.by_country import for_country
from classroom.story.unfinished.mended import Mended, mended
from tests.conftest import STORY, open_desk, signed_in
from tests.story.conftest import EXAMPLE
from tests.story.test_texts_as_typed import of_one_language

Save = Callable[[str, str], None]


@pytest.fixture
def save(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Save:
    """Save a file on a shelf of our own, in the manner of an editor that keeps nothing of what was there."""
    folder = Path(app.instance_path) / "scenarios"
    shutil.copytree(shelf.FOLDER, folder)
    monkeypatch.setattr(shelf, "FOLDER", folder)

    def saved(name: str, text: str) -> None:
        (folder / "being_saved").write_text(text, encoding="utf-8")
        (folder / "being_saved").replace(folder / name)

    return saved


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    client = signed_in(app)
    client.set_cookie("language", "en")
    return client


def test_a_new_story_is_on_the_shelf_without_a_new_start(save: Save, teacher: FlaskClient) -> None:
    assert "/teach/start/mijn_verhaal" not in teacher.get("/teach").text
    save("mijn_verhaal.yaml", EXAMPLE)
    assert 'href="/teach/start/mijn_verhaal"' in teacher.get("/teach").text
    save("mijn_verhaal.yaml", EXAMPLE.replace("The photo in the group chat", "Another name"))
    page = teacher.get("/teach/start/mijn_verhaal")
    assert page.status_code == 200
    assert "Another name" in page.text


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_story_whose_file_ends_in_yml_is_one_too(save: Save, teacher: FlaskClient, ending: str) -> None:
    save(f"mijn_verhaal.{ending}", EXAMPLE)
    assert 'href="/teach/start/mijn_verhaal"' in teacher.get("/teach").text
    assert teacher.get("/teach/start/mijn_verhaal").status_code == 200


@pytest.mark.parametrize("name", ["a%20b", "een verhaal", "wat nu?", "a#b", "tom & anna", "é"])
def test_a_story_whose_file_has_an_odd_name_is_played_by_the_shelfs_own_links(
    save: Save, teacher: FlaskClient, name: str
) -> None:
    save(f"{name}.yaml", EXAMPLE)
    before = set(re.findall(r'href="(/teach/(?:start|play)/[^"]+)"', teacher.get("/teach").text))
    page = teacher.get("/teach").text
    links = [html.unescape(link) for link in before if quote(name, safe="") in html.unescape(link)]
    assert len(links) == 2, "one for a class and one to play alone"
    for link in links:
        assert teacher.get(link).status_code == 200, link
    ids = re.findall(r' id="([^"]*)"', page)
    assert [id_ for id_ in ids if " " in id_] == [], "an id with a blank in it names nothing"
    assert len(ids) == len(set(ids))


BROKEN = {
    "not YAML": ("format: 1\n  scheef: ja\n", "Line 2: There is a colon too many here"),
    "a scene that is not there": (EXAMPLE.replace("start: avond", "start: avnd"), "There is no scene &#39;avnd&#39;."),
    "a story that goes round": (EXAMPLE.replace("to: opgeruimd", "to: avond"), "The story goes round:"),
    "a scene without an end": (EXAMPLE.replace("    ending: repaired\n", ""), "The story stops here."),
}  # fmt: skip


@pytest.mark.parametrize("why", BROKEN)
def test_a_story_that_cannot_be_played_stands_on_the_shelf_with_its_reason(
    save: Save, teacher: FlaskClient, why: str
) -> None:
    text, reason = BROKEN[why]
    save("kapot.yaml", text)
    page = teacher.get("/teach").text
    assert page.count(">kapot.yaml</h3>") == 1
    assert reason in page.split(">kapot.yaml</h3>")[1]
    assert "/teach/start/kapot" not in page
    assert f'href="/teach/start/{STORY}"' in page
    gone = teacher.get("/teach/start/kapot")
    assert gone.status_code == 404
    assert "cannot be played as its file is now" in gone.text
    save("kapot.yaml", EXAMPLE)
    page = teacher.get("/teach").text
    assert "kapot.yaml" not in page
    assert 'href="/teach/start/kapot"' in page


def test_a_class_plays_on_when_the_file_of_its_story_is_broken_or_gone(app: Flask, save: Save) -> None:
    desk = open_desk(app, language="en")
    (shelf.FOLDER / f"{STORY}.yaml").unlink()
    assert desk.client.get(f"/teach/rooms/{desk.public_id}").status_code == 200
    save(f"{STORY}.yaml", "format: 1\n")
    assert desk.client.get(f"/teach/rooms/{desk.public_id}").status_code == 200
    assert desk.client.get("/teach").status_code == 200


def test_the_gate_asks_only_for_languages_that_the_story_has(save: Save, teacher: FlaskClient) -> None:
    assert 'id="language-en"' in teacher.get(f"/teach/start/{STORY}").text
    save("alleen_nl.yaml", of_one_language(EXAMPLE))
    page = teacher.get("/teach/start/alleen_nl").text
    assert 'id="language-en"' not in page
    assert '<input type="hidden" name="language" value="nl">' in page
    refused = teacher.post("/teach/start/alleen_nl", data={"language": "en"})
    assert refused.status_code == 422


def _posters(page: str) -> list[str]:
    """Give the posters on the shelf, each with all that stands on it."""
    return page.split('<li class="poster">')[1:]


def test_a_poster_has_the_place_of_its_story_and_one_verb_that_is_large(teacher: FlaskClient) -> None:
    posters = _posters(teacher.get("/teach").text)
    assert len(posters) == len(shelf.slugs())
    for poster in posters:
        assert poster.count('class="scenery ') == 1
        assert poster.count("button-main") == 1
        assert poster.count("button-quiet") == 2


def test_a_poster_counts_the_endings_that_choices_lead_to(teacher: FlaskClient) -> None:
    found = dict(re.findall(r'data-story="(\w+)"\s+data-endings="([^"]+)"', teacher.get("/teach").text))
    assert found.keys() == set(shelf.slugs())
    for slug, names in found.items():
        assert names.split() == sorted(endings_of(for_country(shelf.story(slug), shelf.HOME)))
    first = next(each for each in _posters(teacher.get("/teach").text) if STORY in each)
    assert first.count("data-lampion") == len(found[STORY].split())
    assert "data-lit" not in first, "what was seen, only a browser knows"


def test_a_story_without_a_place_has_a_poster_too_and_two_of_one_place_share_no_id(
    save: Save, teacher: FlaskClient
) -> None:
    text = (shelf.FOLDER / f"{STORY}.yaml").read_text(encoding="utf-8")
    save("twin.yaml", text)
    save("bare.yaml", re.sub(r"^    (?:place|hour): .*\n", "", text, flags=re.MULTILINE))
    page = teacher.get("/teach").text
    bare = next(each for each in _posters(page) if "/teach/start/bare" in each)
    assert 'class="scenery ' not in bare
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


# Stories that somebody is still writing: a first scene with half a name in it, a way to nothing, and a number that does not fit.
UNFINISHED = {
    "half": "title: Iets\nscenes:\n  begin:\n    title: Dinsdag\n    story: {noor} zit op de bank.\n    to: nergens\n",
    "wayless": EXAMPLE.replace("to: ", "to: nergens_", 1),
    "errors": EXAMPLE.replace("minutes: 45", "minutes: 7", 1),
}


@pytest.mark.parametrize("unfinished", UNFINISHED)
def test_what_there_is_of_a_story_can_be_played_alone_before_a_class_can(
    save: Save, teacher: FlaskClient, unfinished: str
) -> None:
    save("my_story.yaml", UNFINISHED[unfinished])
    assert "/teach/start/my_story" not in teacher.get("/teach").text
    assert 'href="/teach/play/my_story"' in teacher.get("/teach").text
    pages = [teacher.get("/teach/play/my_story").text]
    assert "This story is not finished." in pages[0]
    # An address with too many moves leads nowhere, so this ends.
    while onward := re.search(r'id="(?:next|choose-A)"\s+href="(/teach/play/my_story/\w+)"', pages[-1]):
        pages.append(teacher.get(onward[1]).text)
    moments = {moment for page in pages for moment in re.findall(r'data-moment="(\w+)"', page)}
    assert {"telling", "ending"} < moments
    assert unfinished != "half" or any("Where this way leads is not written yet." in page for page in pages)
    assert teacher.get("/teach/play/my_story/nnnnx").status_code == 404


def test_what_is_unfinished_is_mended_once_and_only_for_who_plays_it(
    save: Save, teacher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def noting(tree: Mapping[str, Tree]) -> Mended:
        made.append(tree)
        return mended(tree)

    monkeypatch.setattr(story_versions, "mended", noting)
    save("my_story.yaml", UNFINISHED["half"])
    assert "my_story.yaml" in teacher.get("/teach").text
    assert not made
    for address in ("/teach/play/my_story", "/teach/play/my_story/n"):
        assert teacher.get(address).status_code == 200
    assert len(made) == 1


@pytest.mark.parametrize("other", [EXAMPLE, UNFINISHED["half"]])
def test_of_two_files_of_one_name_only_the_one_that_is_meant_is_offered(
    save: Save, teacher: FlaskClient, other: str
) -> None:
    save("my_story.yml", UNFINISHED["half"])
    assert 'href="/teach/play/my_story"' in teacher.get("/teach").text.partition(">my_story.yml</h3>")[2]
    save("my_story.yaml", other)
    page = teacher.get("/teach").text
    assert page.count('href="/teach/play/my_story"') == 1
    assert "/teach/play/my_story" not in page.partition(">my_story.yml</h3>")[2]


def test_the_sheets_beside_the_stories_are_none(save: Save, teacher: FlaskClient) -> None:
    assert teacher.get(f"/teach/play/{Path(shelf.SHEETS).stem}").status_code == 404


def test_of_a_text_that_cannot_be_read_nothing_is_offered(save: Save, teacher: FlaskClient) -> None:
    save("my_story.yaml", "scenes: [")
    page = teacher.get("/teach").text
    assert "my_story.yaml" in page
    assert "/teach/play/my_story" not in page
    assert teacher.get("/teach/play/my_story").status_code == 404


def test_a_shelf_without_a_story_says_so(save: Save, teacher: FlaskClient) -> None:
    for slug in shelf.slugs():
        (shelf.FOLDER / f"{slug}.yaml").unlink()
    page = teacher.get("/teach")
    assert page.status_code == 200
    assert "There is no story here that can be played." in page.text
    assert _posters(page.text) == []
