"""The one large button of the desk: what it does next, by the moment that the class is in."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from classroom.lesson.acts import what_if
from classroom.lesson.acts.go_on import leads_away, must_talk
from classroom.lesson.screens.moment import moment_beneath
from classroom.lesson.state import pacing, sentence_building
from classroom.lesson.state.enums import Door, How, Moment, Phase, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes import on_paper
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import may_vote


class PrimaryAction(StrEnum):
    """What the large button says, by name; `templates/teacher/_words.html` has the words."""

    BEGIN = "begin"
    NEXT_AGREEMENT = "next_agreement"
    SHOW_CONTENT_NOTE = "show_content_note"
    OPEN_HELP = "open_help"
    BEGIN_STORY = "begin_story"
    RECALL = "recall"
    STORY_GOES_ON = "story_goes_on"
    TELL_NEXT = "tell_next"
    OPEN_VOTE = "open_vote"
    VOTE_AGAIN = "vote_again"
    CLOSE_VOTE = "close_vote"
    COUNT_CARDS = "count_cards"
    CHOOSE_TOGETHER = "choose_together"
    SHOW_RESULT = "show_result"
    TO_GAP = "to_gap"
    NEXT_PART = "next_part"
    SEND_SENTENCE = "send_sentence"
    SHOW_REPLY = "show_reply"
    TO_OUTCOME = "to_outcome"
    SHOW_FOUND = "show_found"
    TO_TALK = "to_talk"
    NEXT_QUESTION = "next_question"
    VOTE_AFTER_TALK = "vote_after_talk"
    NEXT_SCENE = "next_scene"
    SHOW_PICTURE = "show_picture"
    SHOW_MAP = "show_map"
    TO_DEBRIEF = "to_debrief"
    DEBRIEF_NEXT = "debrief_next"
    TO_HELP = "to_help"
    END = "end"
    ENDED = "ended"
    BACK_TO_OWN = "back_to_own"
    RESUME = "resume"
    WAKE = "wake"


# Where the class takes one of the choices aloud, and the button leads to them.
ASKS_A_LETTER = (PrimaryAction.CHOOSE_TOGETHER, PrimaryAction.COUNT_CARDS)


def primary_action(playthrough: Playthrough) -> PrimaryAction:
    """Give what the large button does."""
    if playthrough.door is Door.ASLEEP:
        return PrimaryAction.WAKE
    if playthrough.place.paused:
        return PrimaryAction.RESUME
    if leads_away(playthrough):
        return PrimaryAction.BACK_TO_OWN
    if withheld(playthrough) is Withheld.VOID:
        return PrimaryAction.VOTE_AGAIN
    moment = moment_beneath(playthrough)
    return ALWAYS[moment] if moment in ALWAYS else DEPENDS[moment](playthrough)


def _of_lobby(playthrough: Playthrough) -> PrimaryAction:
    if playthrough.held is None:
        return PrimaryAction.BEGIN
    recalls = pacing.beats_of(playthrough, Phase.LOBBY, playthrough.step) > 1
    return PrimaryAction.RECALL if recalls else PrimaryAction.STORY_GOES_ON


def _of_agreements(playthrough: Playthrough) -> PrimaryAction:
    after = playthrough.place.beat + 1
    if pacing.tells_content_note(after):
        return PrimaryAction.SHOW_CONTENT_NOTE
    if after < pacing.AGREEMENTS_SPOKEN:
        return PrimaryAction.NEXT_AGREEMENT
    return PrimaryAction.OPEN_HELP if playthrough.source is Source.PHONES else PrimaryAction.BEGIN_STORY


def _of_telling(playthrough: Playthrough) -> PrimaryAction:
    step = playthrough.step
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.TELLING, step):
        return PrimaryAction.TELL_NEXT
    return PrimaryAction.TO_OUTCOME if playthrough.takes_itself(step) else PrimaryAction.NEXT_SCENE


def _of_question(playthrough: Playthrough) -> PrimaryAction:
    last = playthrough.last_round(playthrough.step)
    return PrimaryAction.SHOW_RESULT if last and last.tells else _of_vote(playthrough)


def _of_part(playthrough: Playthrough) -> PrimaryAction:
    is_made = sentence_building.is_made(playthrough, playthrough.step)
    return PrimaryAction.SEND_SENTENCE if is_made else _of_vote(playthrough)


def _of_vote(playthrough: Playthrough) -> PrimaryAction:
    can = may_vote(playthrough, playthrough.step)
    return PrimaryAction.OPEN_VOTE if can else PrimaryAction.CHOOSE_TOGETHER


def _of_voting(playthrough: Playthrough) -> PrimaryAction:
    return PrimaryAction.COUNT_CARDS if on_paper.are_counted(playthrough) else PrimaryAction.CLOSE_VOTE


def _of_closed(playthrough: Playthrough) -> PrimaryAction:
    if withheld(playthrough) is None:
        return PrimaryAction.SHOW_RESULT
    return PrimaryAction.NEXT_SCENE if playthrough.scene.poll else PrimaryAction.CHOOSE_TOGETHER


def _of_part_closed(playthrough: Playthrough) -> PrimaryAction:
    if withheld(playthrough):
        return PrimaryAction.CHOOSE_TOGETHER
    if sentence_building.is_made(playthrough, playthrough.step):
        return PrimaryAction.SEND_SENTENCE
    can = may_vote(playthrough, playthrough.step)
    return PrimaryAction.NEXT_PART if can else PrimaryAction.CHOOSE_TOGETHER


def _of_revealed(playthrough: Playthrough) -> PrimaryAction:
    is_last = playthrough.place.beat == pacing.last_beat(playthrough, Phase.REVEALED, playthrough.step)
    if not is_last:
        return PrimaryAction.TO_GAP
    return PrimaryAction.NEXT_SCENE if playthrough.scene.poll else PrimaryAction.TO_OUTCOME


def _of_outcome(playthrough: Playthrough) -> PrimaryAction:
    beat, last = playthrough.place.beat, pacing.last_beat(playthrough, Phase.OUTCOME, playthrough.step)
    if beat < last:
        is_found = beat + 1 == last and pacing.lights_lantern(playthrough, playthrough.step)
        return PrimaryAction.SHOW_FOUND if is_found else PrimaryAction.TELL_NEXT
    return PrimaryAction.NEXT_SCENE if playthrough.step.how is How.SHORT else PrimaryAction.TO_TALK


def _of_talking(playthrough: Playthrough) -> PrimaryAction:
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.TALKING, playthrough.step):
        return PrimaryAction.NEXT_QUESTION
    return PrimaryAction.VOTE_AFTER_TALK if must_talk(playthrough) else PrimaryAction.NEXT_SCENE


def _of_ending(playthrough: Playthrough) -> PrimaryAction:
    after = playthrough.place.beat + 1
    if pacing.shows_picture(playthrough, after):
        return PrimaryAction.SHOW_PICTURE
    return PrimaryAction.SHOW_MAP if pacing.shows_map(playthrough, after) else PrimaryAction.TELL_NEXT


def _of_map(playthrough: Playthrough) -> PrimaryAction:
    return PrimaryAction.BACK_TO_OWN if what_if.is_aside(playthrough) else PrimaryAction.TO_DEBRIEF


ALWAYS: Mapping[Moment, PrimaryAction] = {
    Moment.ASLEEP: PrimaryAction.WAKE,
    Moment.RECAP: PrimaryAction.STORY_GOES_ON,
    Moment.OPEN_HELP: PrimaryAction.BEGIN_STORY,
    Moment.GAP: PrimaryAction.TO_OUTCOME,
    Moment.SENT: PrimaryAction.SHOW_REPLY,
    Moment.ANSWERED: PrimaryAction.NEXT_SCENE,
    Moment.SIDES: PrimaryAction.NEXT_SCENE,
    Moment.PICTURE: PrimaryAction.SHOW_MAP,
    Moment.LOOKING_BACK: PrimaryAction.DEBRIEF_NEXT,
    Moment.DISCUSSION: PrimaryAction.DEBRIEF_NEXT,
    Moment.TAKE_HOME: PrimaryAction.TO_HELP,
    Moment.HELP: PrimaryAction.END,
    Moment.ENDED: PrimaryAction.ENDED,
}
DEPENDS: Mapping[Moment, Callable[[Playthrough], PrimaryAction]] = {
    Moment.LOBBY: _of_lobby,
    Moment.AGREEMENTS: _of_agreements,
    Moment.TELLING: _of_telling,
    Moment.QUESTION: _of_question,
    Moment.PART: _of_part,
    Moment.VOTING: _of_voting,
    Moment.PART_VOTING: _of_voting,
    Moment.CLOSED: _of_closed,
    Moment.PART_CLOSED: _of_part_closed,
    Moment.REVEALED: _of_revealed,
    Moment.OUTCOME: _of_outcome,
    Moment.TALKING: _of_talking,
    Moment.PAIRS: _of_talking,
    Moment.ENDING: _of_ending,
    Moment.MAP: _of_map,
}
