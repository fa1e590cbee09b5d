"""What the checks find in a story in the making: worked out once for each text."""

from dataclasses import replace
from functools import lru_cache

from classroom.storage import shelf
from classroom.story.checks.run import ABOUT_PEOPLE
from classroom.story.format.draft import Draft, read_draft
from classroom.story.format.problems import Problem, in_file
from classroom.story.unfinished.check_draft import DraftReport, check_draft

TEXTS_KEPT = 64


@lru_cache(maxsize=TEXTS_KEPT)
def checked(text: str) -> DraftReport:
    """Give what was found in this text, each with its line. Raises StoryError where it cannot be read.

    Rules of language stop a story of a school too. What only Wissel's own shelf asks for is something to think about.
    """
    draft = read_draft(text)
    facts = {country: frozenset(shelf.facts(country).facts) for country in shelf.countries()}
    plain = check_draft(draft, facts)
    ours = check_draft(draft, facts, shelf.packs())
    found = [each for each in (*ours.must, *ours.think) if each not in plain.must]
    about_people = tuple(each for each in found if each.code in ABOUT_PEOPLE)
    return replace(
        plain,
        must=_in_file(draft, (*plain.must, *about_people)),
        think=_in_file(draft, tuple(each for each in found if each not in about_people)),
    )


def _in_file(draft: Draft, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return in_file(problems, draft.lines) if draft.lines else problems
