"""A chat as somebody has it elsewhere, pasted whole: a line each, with who says it before a colon."""

import re
from collections.abc import Iterator, Mapping

from classroom.story.writing.crafting import add
from classroom.story.writing.naming import called, name_from
from classroom.story.writing.nodes import Loose, LoosePath, Node, Record, Ref, Uid, Words, inside
from classroom.story.writing.setting import words_at
from classroom.story.writing.uids import NewUid

_LINE = re.compile(
    r"^\W*(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s+)?(?:(?P<time>\d{1,2}:\d{2})(?::\d{2})?\W+)?(?P<who>[^:\d][^:]{0,39}):(?P<says>.*)$"
)
_WORDS_OF_A_NAME = 2


def paste_chat(loose: Loose, chat: LoosePath, text: str, language: str, new: NewUid) -> Loose:
    """Put the lines of a chat at the end of this one.

    A line that nobody says belongs to the one before it. Who is not in the story is named all the same, so that the author
    is told; dates are left out.
    """
    people = _people(loose)
    for who, time, said in _said(text, people):
        row = (*chat, new())
        says = words_at(loose, (*row, "says", language), said)
        fields: dict[str, Node] = {"from": who, "says": Record({language: says})}
        if time:
            fields["time"] = time
        loose = add(loose, row, Record(fields))
    return loose


def _people(loose: Loose) -> Mapping[str, Uid]:
    """Give everybody by what they are called: in the file and in the story, in whatever letters."""
    by_name = {}
    for uid, name in called(loose, "person"):
        shown = inside(loose.at(("cast", uid))).get("name")
        by_name[name.lower()] = uid
        if isinstance(shown, str):
            by_name[shown.lower()] = uid
    return by_name


def _said(text: str, people: Mapping[str, Uid]) -> Iterator[tuple[Words, str, str]]:
    who: Words | None = None
    time, lines = "", list[str]()
    for line in filter(str.strip, text.splitlines()):
        found = _LINE.match(line)
        speaker = _speaker(found["who"].strip(), people) if found else None
        if found and speaker:
            if who is not None:
                yield who, time, "\n".join(lines)
            who, time, lines = speaker, found["time"] or "", [found["says"].strip()]
        else:
            who, lines = who or "", [*lines, line.strip()]
    if who is not None:
        yield who, time, "\n".join(lines)


def _speaker(name: str, people: Mapping[str, Uid]) -> Words | None:
    if name.lower() in people:
        return (Ref(people[name.lower()]),)
    return name_from(name, "person") if len(name.split()) <= _WORDS_OF_A_NAME else None
