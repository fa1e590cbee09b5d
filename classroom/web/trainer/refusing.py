"""What an author hears when something is refused; what was typed is always still there."""

from collections.abc import Callable, Mapping

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring.editing import Behind, NoStep
from classroom.actions.authoring.publishing import Moved, NotReady
from classroom.actions.authoring.saving import TooLarge
from classroom.actions.authoring.stories import OnShelf, TooMany
from classroom.story.format.messages import N_
from classroom.web.http.errors import CONFLICT, refused, tell_refusals
from classroom.web.http.pages import page
from classroom.web.rendering import refusals, urls
from classroom.web.trainer.uploads import NotText

TOO_LARGE, UNPROCESSABLE = 413, 422
LARGER = N_("A story is at most 256 KiB. Make two stories of it. Nothing was saved.")
NOT_TEXT = N_("This file is not a text in UTF-8. Save it again with that encoding, and send it once more.")
THEIRS_UNREADABLE = N_(
    "Meanwhile somebody saved a text that cannot be read. Mend that first, or take it back; yours still stands here."
)
MINE_UNREADABLE = N_(
    "Meanwhile somebody else saved too, and this text cannot be read, so the two cannot be joined yet. Nothing was saved; "
    "mend it and save again."
)
_WORDS: Mapping[type[Exception], str] = {
    NoStep: N_(
        "That was done already, or it is not the last step any more. This is how the story stands now."
    ),
    Behind: THEIRS_UNREADABLE,
    Moved: N_("Somebody saved meanwhile. Look at what stands there now, and publish again."),
    NotReady: N_("This story cannot be published yet. Its page says what is missing."),
    OnShelf: N_("Classes can play this story. Take it off the shelf first."),
    TooMany: N_("There are 300 stories already. Throw one away first."),
    TooLarge: LARGER,
    NotText: NOT_TEXT,
}
_STATUS: Mapping[type[Exception], int] = {TooLarge: TOO_LARGE, NotText: UNPROCESSABLE}


def words_of(error: Exception) -> str:
    """Give the message id for what was refused."""
    return _WORDS[type(error)]


def init(blueprint: Blueprint) -> None:
    """Have refusals told on a page of the workshop, with the way back to the story."""
    tell_refusals(blueprint, _message, refusals.TROUBLES.__getitem__)
    for error, msgid in _WORDS.items():
        blueprint.register_error_handler(error, _teller(msgid, _STATUS.get(error, CONFLICT)))


def _teller(msgid: str, status: int) -> Callable[[Exception], ResponseReturnValue]:
    def tell(_error: Exception) -> ResponseReturnValue:
        return refused(_message, msgid, status)

    return tell


def _message(message: str) -> str:
    slug = (request.view_args or {}).get("slug")
    return page("trainer/message.html", message=message, back=urls.draft(slug) if slug else urls.WORKSHOP)
