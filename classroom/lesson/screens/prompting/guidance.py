"""What the desk tells the teacher of a moment: one hint, and the act that is in place once time runs out."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from classroom.lesson.commands import Act
from classroom.lesson.screens.moment import moment_beneath, moment_of
from classroom.lesson.screens.primary_action import PrimaryAction, primary_action
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import AFTER_CHOICE, BEFORE_STORY, Door, How, Moment, Phase, Plan, Source
from classroom.lesson.state.playthrough import Place, Playthrough
from classroom.lesson.votes.closing import is_told_again, withheld

LATE_IN = (Phase.TELLING, Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING)


class Hint(StrEnum):
    """What a moment needs said when it is not as usual. `FEW`, `HALF` and `VOID` are why nothing is told of a vote."""

    COMING_BACK = "coming_back"
    CONTENT_NOTE = "content_note"
    COUNT_CARDS = "count_cards"
    ASKED_TWICE = "asked_twice"
    FEW = "few"
    HALF = "half"
    VOID = "void"
    TOLD_AGAIN = "told_again"
    ONLY_HOW_FAR = "only_how_far"
    LOBBY_ON_PAPER = "lobby_on_paper"
    HELP_ON_PAPER = "help_on_paper"
    PAUSED_ON_PAPER = "paused_on_paper"
    ASLEEP_ON_PAPER = "asleep_on_paper"


# Where the usual hint speaks of phones.
_ON_PAPER: Mapping[Moment, Hint] = {
    Moment.LOBBY: Hint.LOBBY_ON_PAPER,
    Moment.HELP: Hint.HELP_ON_PAPER,
    Moment.PAUSED: Hint.PAUSED_ON_PAPER,
    Moment.ASLEEP: Hint.ASLEEP_ON_PAPER,
}


def hint_of(playthrough: Playthrough) -> Moment | Hint:
    """Give the name of the hint: that of the moment, or of what is special about it."""
    moment = moment_of(playthrough)
    if playthrough.source is Source.PAPER and moment in _ON_PAPER:
        return _ON_PAPER[moment]
    if moment in (Moment.PAUSED, Moment.ASLEEP):
        return moment
    return _special(playthrough) or _usual(playthrough)


def _special(playthrough: Playthrough) -> Hint | None:
    why, action = withheld(playthrough), primary_action(playthrough)
    if why:
        return Hint(why)
    if moment_beneath(playthrough) is Moment.LOBBY and playthrough.held:
        return Hint.COMING_BACK
    if _says_what_it_is_about(playthrough):
        return Hint.CONTENT_NOTE
    if action is PrimaryAction.COUNT_CARDS:
        return Hint.COUNT_CARDS
    if is_told_again(playthrough):
        return Hint.TOLD_AGAIN
    return Hint.ASKED_TWICE if action is PrimaryAction.CHOOSE_TOGETHER else None


def _says_what_it_is_about(playthrough: Playthrough) -> bool:
    tells = pacing.tells_content_note(playthrough.place.beat)
    return tells and moment_beneath(playthrough) is Moment.AGREEMENTS


def _usual(playthrough: Playthrough) -> Moment | Hint:
    moment = moment_beneath(playthrough)
    finds_nothing = moment is Moment.PICTURE and not playthrough.scenario.tray
    return Hint.ONLY_HOW_FAR if finds_nothing else moment


class Undo(StrEnum):
    """What an undo takes back, by name; `templates/teacher/_words.html` has the words."""

    OPEN = "open"
    SHOW = "show"
    PAUSE = "pause"
    END = "end"
    LAND = "land"
    BACK = "back"
    ON = "on"


def undo_of(playthrough: Playthrough) -> Undo | None:
    """Give what was done last, if that can be taken back."""
    place, before = playthrough.place, playthrough.before
    if before is None:
        return None
    if place.paused:
        return Undo.PAUSE
    if _is_elsewhere(playthrough, before):
        return Undo.ON
    return (
        Undo.BACK
        if _order(place) < _order(before) and place.phase is not Phase.VOTING
        else _went_on(playthrough)
    )


def _is_elsewhere(playthrough: Playthrough, before: Place) -> bool:
    """Tell whether the order of the two places says nothing of what was done: it came in, went aside, or lies over."""
    place = playthrough.place
    is_overlay = replace(place, voices=0, piles=()) == replace(before, voices=0, piles=(), paused=False)
    came_in = before.phase in BEFORE_STORY and place.phase not in BEFORE_STORY
    went_aside = (
        playthrough.step.how is How.WHAT_IF and playthrough.step.run != playthrough.steps[before.step].run
    )
    return is_overlay or came_in or went_aside


def _went_on(playthrough: Playthrough) -> Undo:
    place = playthrough.place
    if place.phase is Phase.ENDING and place.beat == 0 and playthrough.step.how is How.LANDING:
        return Undo.LAND
    return _UNDOES.get(place.phase, Undo.ON) if place.beat == 0 else Undo.ON


def _order(place: Place) -> tuple[int, int, int]:
    """Put places in the order in which a class comes by them: what led to a step is told and talked about before it."""
    leads_here = place.phase in AFTER_CHOICE
    return place.step, [*Phase].index(place.phase) - leads_here * len(Phase), place.beat


_UNDOES: Mapping[Phase, Undo] = {Phase.VOTING: Undo.OPEN, Phase.REVEALED: Undo.SHOW, Phase.ENDED: Undo.END}


def late_action(playthrough: Playthrough) -> Act | None:
    """Give what takes the place of the large button when time runs out, where anything does."""
    is_calm = playthrough.place.paused or playthrough.door is Door.ASLEEP
    if is_calm or playthrough.place.phase not in LATE_IN:
        return None
    return Act.SLEEP if playthrough.plan is Plan.DOUBLE else Act.LAND
