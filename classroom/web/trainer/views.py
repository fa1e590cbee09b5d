"""The stories in the making of a school: beginning one, its own page, the bin."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring.saving import Author, sha_of
from classroom.actions.authoring.stories import begin, bring_back, put_in_bin
from classroom.i18n import gettext
from classroom.languages import Language
from classroom.storage import shelf
from classroom.storage.queries import stories
from classroom.storage.story_rows import StoryRow
from classroom.story.format.messages import N_
from classroom.story.format.paths import Tree
from classroom.story.format.yaml_writer import write_tree
from classroom.story.model.scenario import Ending
from classroom.web.http.guards import at_story, in_workshop
from classroom.web.http.pages import here, page
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.forms import NewStoryForm
from classroom.web.trainer.frame import story_of, story_page
from classroom.web.trainer.uploads import text_in
from classroom.web.trainer.view_models import checks_shown, listed, remarks_told, time_said

blueprint = Blueprint("workshop", __name__, url_prefix=urls.WORKSHOP)
refusing.init(blueprint)
FIRST_SCENE, LAST_SCENE = N_("The beginning"), N_("The ending")


@blueprint.get("")
@in_workshop(Permission.SEE_DRAFTS)
def all_stories(person: int) -> ResponseReturnValue:
    """Show the stories in the making, those in the bin, and the ways to begin one."""
    return _list(person, NewStoryForm(language=here().value), 200)


@blueprint.post("/new")
@in_workshop(Permission.WRITE)
def new(person: int) -> ResponseReturnValue:
    """Begin an empty story: a scene and an ending."""
    form = NewStoryForm(request.form)
    if not form.validate():
        return _list(person, form, refusing.UNPROCESSABLE)
    title = form.title.data or ""
    text = write_tree(_empty(title, form.spoken))
    return redirect(urls.draft(begin(current_runtime(), person, text, title).slug), 303)


@blueprint.post("/copy/<slug>")
@in_workshop(Permission.WRITE)
def copy(person: int, slug: str) -> ResponseReturnValue:
    """Begin a story as a copy of one that comes with Wissel."""
    begun = begin(current_runtime(), person, shelf.story_text(slug), slug, origin=slug)
    return redirect(urls.draft(begun.slug), 303)


@blueprint.post("/import")
@in_workshop(Permission.WRITE)
def from_file(person: int) -> ResponseReturnValue:
    """Begin a story out of a file."""
    sent = request.files.get("file")
    text = text_in(sent)
    if not text.strip():
        return redirect(urls.WORKSHOP, 303)
    name = (sent.filename or "" if sent else "").rpartition(".")[0]
    begun = begin(current_runtime(), person, text, name)
    return redirect(urls.with_remarks(urls.draft(begun.slug), begun.in_notes, begun.in_heading), 303)


@blueprint.get("/s/<slug>")
@at_story(Permission.SEE_DRAFTS)
def story(author: Author) -> ResponseReturnValue:
    """Show the page of a story: what is missing, and everything that can be done with it."""
    text = stories.head_of(reading(), author.story).kept.text
    shelved = stories.on_shelf(reading(), author.story)
    return story_page(
        author,
        "trainer/story.html",
        checks=checks_shown(text, here()),
        shelved=shelved and {"number": shelved.number, "at": time_said(shelved.at, here())},
        since=shelved.revision if shelved else 0,
        origin=_origin(story_of(author)),
        told=remarks_told(),
    )


@blueprint.post("/s/<slug>/put-in-bin")
@at_story(Permission.WRITE)
def to_bin(author: Author) -> ResponseReturnValue:
    put_in_bin(current_runtime(), author.story)
    return redirect(urls.WORKSHOP, 303)


@blueprint.post("/s/<slug>/bring-back")
@at_story(Permission.WRITE)
def from_bin(author: Author) -> ResponseReturnValue:
    bring_back(current_runtime(), author.story)
    return redirect(urls.WORKSHOP, 303)


def _list(person: int, form: NewStoryForm, status: int) -> ResponseReturnValue:
    rows = [
        listed(reading(), row, here())
        for row in stories.of_school(reading(), stories.school_of(reading(), person))
    ]
    shown = page(
        "trainer/workshop.html",
        stories=[row for row in rows if not row["is_binned"]],
        bin=[row for row in rows if row["is_binned"]],
        copies=[(shelf.story(slug).title.in_(here()), urls.copy_story(slug)) for slug in shelf.slugs()],
        form=form,
    )
    return shown, status


def _empty(title: str, language: Language) -> dict[str, Tree]:
    """Give the tree of a story with nothing in it yet but where it begins and where it ends."""
    first, last = gettext(language, FIRST_SCENE), gettext(language, LAST_SCENE)
    return {
        "format": "1",
        "title": {language.value: title},
        "languages": [language.value],
        "start": "begin",
        "landing": "einde",
        "scenes": {
            "begin": {"title": {language.value: first}, "to": "einde"},
            "einde": {"title": {language.value: last}, "ending": Ending.REPAIRED.value},
        },
    }


def _origin(row: StoryRow) -> dict[str, object] | None:
    """Give the story of Wissel that this is a copy of, and whether that was changed since."""
    if not row.origin or row.origin not in shelf.slugs():
        return None
    origin = shelf.entry(row.origin)
    return {"title": origin.scenario.title.in_(here()), "has_changed": sha_of(origin.text) != row.origin_sha}
