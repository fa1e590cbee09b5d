"""What all pages of one story have in common."""

from typing import Any

from flask import request

from classroom.actions.authoring.saving import Author
from classroom.storage.story_rows import StoryRow
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import reading
from classroom.web.rendering import urls
from classroom.web.trainer.view_models import bar


def story_page(author: Author, template: str, /, **context: Any) -> str:
    """Give a page of a story, with the bar above it. `next` is where another language leads back to, if not here."""
    shown = bar(reading(), story_of(author), author.person, here())
    return page(template, **({"story": shown, "next": request.path} | context))


def draft_of(author: Author) -> urls.Draft:
    return urls.draft(story_of(author).slug)


def story_of(author: Author) -> StoryRow:
    return reading().get_one(StoryRow, author.story)
