"""What the workshop's pages show of stories in the making, of what was found in them, and of their past."""

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_datetime
from flask import request
from sqlalchemy.orm import Session

from classroom.actions.authoring.checking import checked
from classroom.actions.authoring.history import offered
from classroom.i18n import braced
from classroom.languages import Language
from classroom.storage.queries import stories
from classroom.storage.story_rows import RevisionRow, StoryRow
from classroom.story.format.problems import Problem, StoryError
from classroom.story.unfinished.check_draft import DraftReport
from classroom.web.rendering import urls

Shown = dict[str, object]


def time_said(at: float, language: Language) -> str:
    """Give a moment in this computer's own time, to the minute."""
    return format_datetime(datetime.fromtimestamp(at).astimezone(), "d MMMM HH:mm", locale=language)


def listed(session: Session, story: StoryRow, language: Language) -> Shown:
    """Give what the list of stories says of one."""
    newest = session.get_one(RevisionRow, (story.id, story.head))
    shelved = stories.on_shelf(session, story.id)
    return {
        "title": story.title,
        "address": urls.draft(story.slug),
        "saved": time_said(newest.ended_at, language),
        "clashes": len(stories.clashes(session, story.id)),
        "version": shelved.number if shelved else 0,
        "has_changed": bool(shelved and shelved.sha256 != newest.sha256),
        "is_binned": story.binned_at is not None,
    }


def bar(session: Session, story: StoryRow, person: int, language: Language) -> Shown:
    """Give what stands above every page of a story: when it was saved, what can be taken back, what waits."""
    can = offered(stories.revisions(session, story.id), person)
    return listed(session, story, language) | {
        "head": story.head,
        "undo": can.undo and step_shown(can.undo, language),
        "redo": can.redo and step_shown(can.redo, language),
    }


def step_shown(row: RevisionRow, language: Language) -> Shown:
    return {
        "number": row.number,
        "step": row.step.value,
        "about": list(row.about),
        "at": time_said(row.ended_at, language),
        "name": row.name,
    }


def report_of(text: str) -> tuple[DraftReport | None, Sequence[Problem]]:
    """Give what was found in a text; where it cannot be read, why not."""
    try:
        return checked(text), ()
    except StoryError as error:
        return None, error.problems


def problems_shown(problems: Sequence[Problem], text: str, language: Language) -> list[Shown]:
    """Give problems with their line and what stands on it."""
    lines = text.split("\n")
    return [
        {
            "line": problem.line,
            "says": braced(*problem.message, language),
            "words": lines[problem.line - 1].strip() if 0 < problem.line <= len(lines) else "",
        }
        for problem in problems
    ]


def checks_shown(text: str, language: Language) -> Shown:
    """Give what the checks say of a text, in three kinds; `unread` where it cannot be read at all."""
    report, unread = report_of(text)
    if report is None:
        return {
            "unread": problems_shown(unread, text, language),
            "must": [],
            "think": [],
            "unwritten": {},
            "is_ready": False,
        }
    unwritten = {scene: len(paths) for scene, paths in report.unwritten.items()}
    return {
        "unread": [],
        "must": problems_shown(report.must, text, language),
        "think": problems_shown(report.think, text, language),
        "unwritten": unwritten,
        "is_ready": report.can_be_published,
    }


def remarks_told() -> Shown:
    """Give how many remarks of a text found another place, as the address says after a save."""
    return {name: request.args.get(name, 0, type=int) for name in ("notes", "heading")}
