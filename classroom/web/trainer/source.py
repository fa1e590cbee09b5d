"""The text of a story as its file has it: for who loves text, and for what no form knows. Out, in, and back in."""

import re
from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring.editing import Behind, save_text
from classroom.actions.authoring.history import hand_out
from classroom.actions.authoring.saving import Author, Saved, TooLarge, sha_of
from classroom.i18n import gettext
from classroom.storage.queries import stories
from classroom.storage.story_rows import Step
from classroom.story.format.messages import N_
from classroom.story.format.problems import Problem
from classroom.web.http.errors import CONFLICT
from classroom.web.http.guards import at_story
from classroom.web.http.pages import here
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.forms import SourceForm
from classroom.web.trainer.frame import draft_of, story_of, story_page
from classroom.web.trainer.uploads import text_in
from classroom.web.trainer.view_models import checks_shown, problems_shown, remarks_told

blueprint = Blueprint("source", __name__, url_prefix=f"{urls.WORKSHOP}/s/<slug>")
refusing.init(blueprint)
SHA_SIGNS = 12
# What a file that was taken out says of where it comes from, in its first line.
_COMES_FROM = re.compile(r"# Wissel: revision ([1-9][0-9]{0,8}) ([0-9a-f]{12})\r?\n")
FROM_NOWHERE = N_(
    "This file does not say which text it was made out of. Look it through: saved, it takes the place of what stands here now."
)


@blueprint.get("/source")
@at_story(Permission.SEE_DRAFTS)
def source(author: Author) -> ResponseReturnValue:
    """Show the text, with what was found in it beside its lines."""
    head = hand_out(author.runtime, reading(), author.story)
    return _page(author, head.kept.text, head.number)


@blueprint.post("/source")
@at_story(Permission.WRITE)
def save(author: Author) -> ResponseReturnValue:
    """Save a whole text, joined with what others saved meanwhile; what cannot be is still in the page."""
    form = SourceForm(request.form)
    if not form.validate():
        return _from_nowhere(author, form.text.data or "")
    return _saved(author, form.text.data or "", form.base.data or 1, Step.SOURCE)


@blueprint.get("/as-yaml")
@at_story(Permission.SEE_DRAFTS)
def as_yaml(author: Author) -> ResponseReturnValue:
    """Give the text as a file that says which revision it is."""
    head = hand_out(author.runtime, reading(), author.story)
    text = f"# Wissel: revision {head.number} {sha_of(head.kept.text)[:SHA_SIGNS]}\n{head.kept.text}"
    answer = Response(text, mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{story_of(author).slug}.yaml"'
    return answer


@blueprint.post("/take-in")
@at_story(Permission.WRITE)
def take_in(author: Author) -> ResponseReturnValue:
    """Take a file back in: one that says which revision it was made out of is joined with what others saved since."""
    text = text_in(request.files.get("file"))
    if not text.strip():
        return redirect(draft_of(author), 303)
    base, text = _made_out_of(author, text)
    if base:
        return _saved(author, text, base, Step.TAKEN_IN)
    return _from_nowhere(author, text)


def _from_nowhere(author: Author, text: str) -> str:
    head = hand_out(author.runtime, reading(), author.story)
    return _page(author, text, head.number, gettext(here(), FROM_NOWHERE))


def _made_out_of(author: Author, text: str) -> tuple[int, str]:
    """Give the revision that a file says it was made out of, 0 where it says none that we have, and the text below that."""
    found = _COMES_FROM.match(text)
    if not found:
        return 0, text
    number, text = int(found[1]), text[found.end() :]
    row = stories.revision(reading(), author.story, number)
    return number if row and row.sha256.startswith(found[2]) else 0, text


def _saved(author: Author, text: str, base: int, step: Step) -> ResponseReturnValue:
    try:
        saved = save_text(author, text, base, step)
    except TooLarge:
        return _page(author, text, base, gettext(here(), refusing.LARGER)), refusing.TOO_LARGE
    except Behind as behind:
        msgid = refusing.THEIRS_UNREADABLE if behind.is_theirs else refusing.MINE_UNREADABLE
        return _page(author, text, base, gettext(here(), msgid), behind.problems), CONFLICT
    return redirect(_after(author, saved), 303)


def _after(author: Author, saved: Saved) -> str:
    draft = draft_of(author)
    return (
        draft.clashes if saved.clashes else urls.with_remarks(draft.source, saved.in_notes, saved.in_heading)
    )


def _page(author: Author, text: str, base: int, refusal: str = "", unread: Sequence[Problem] = ()) -> str:
    return story_page(
        author,
        "trainer/source.html",
        next=draft_of(author).source,
        text=text,
        base=base,
        refusal=refusal,
        checks=None if unread else checks_shown(text, here()),
        unread=problems_shown(unread, text, here()),
        told=remarks_told(),
    )
