"""The desk's one large button: what it does now, as the id of its words."""

from classroom.lesson.acts import what_if
from classroom.lesson.acts.go_on import leads_away, must_talk
from classroom.lesson.state import pacing, sentence_building
from classroom.lesson.state.enums import Door, How, Phase
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes import on_paper
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import may_vote

PRIMARY = {
    Phase.LOBBY: "begin",
    Phase.AGREEMENTS: "agreements_next",
    Phase.VOTING: "close_vote",
    Phase.CLOSED: "show_result",
    Phase.REVEALED: "to_outcome",
    Phase.OUTCOME: "to_talk",
    Phase.TALKING: "next_scene",
    Phase.DEBRIEF: "debrief_next",
    Phase.HELP: "end",
    Phase.ENDED: "ended",
}


def primary_action(playthrough: Playthrough) -> str:
    place = playthrough.place
    if playthrough.door is Door.ASLEEP:
        return "wake"
    if place.paused:
        return "resume"
    if leads_away(playthrough):
        return "back_to_own"
    is_tale = place.phase in (Phase.TELLING, Phase.ENDING)
    return _primary_of_tale(playthrough) if is_tale else _primary_elsewhere(playthrough)


def _primary_elsewhere(playthrough: Playthrough) -> str:
    place, step = playthrough.place, playthrough.step
    if withheld(playthrough) is Withheld.VOID:
        return "vote_again"
    is_last = place.beat == pacing.last_beat(playthrough, place.phase, step)
    if playthrough.scene.build and place.phase in (Phase.CLOSED, Phase.REVEALED):
        return _primary_of_sentence(playthrough)
    exceptions = {
        Phase.VOTING: ("count_cards", on_paper.are_counted(playthrough)),
        Phase.CLOSED: (
            "next_scene" if playthrough.scene.poll else "choose_together",
            withheld(playthrough) is not None,
        ),
        Phase.REVEALED: ("to_gap", not is_last),
        Phase.OUTCOME: ("next_scene", step.how is How.SHORT),
        Phase.TALKING: ("vote_after_talk", must_talk(playthrough)),
        Phase.DEBRIEF: ("to_help", is_last),
    }
    words, applies = exceptions.get(place.phase, ("", False))
    return words if applies else PRIMARY[place.phase]


def _primary_of_sentence(playthrough: Playthrough) -> str:
    if playthrough.place.phase is Phase.REVEALED:
        return "next_scene" if playthrough.place.beat else "show_reply"
    if withheld(playthrough):
        return "choose_together"
    if sentence_building.is_made(playthrough, playthrough.step):
        return "send_sentence"
    return "next_part" if may_vote(playthrough, playthrough.step) else "choose_together"


def _primary_of_tale(playthrough: Playthrough) -> str:
    place, step = playthrough.place, playthrough.step
    if place.phase is Phase.ENDING:
        return _primary_of_ending(playthrough, place.beat + 1)
    if place.beat < pacing.last_beat(playthrough, place.phase, step):
        return "tell_next"
    if playthrough.votes_at(step):
        return _primary_of_question(playthrough, step)
    return "to_outcome" if playthrough.takes_itself(step) else "next_scene"


def _primary_of_ending(playthrough: Playthrough, next_beat: int) -> str:
    if pacing.shows_picture(playthrough, next_beat):
        return "show_picture"
    if pacing.shows_map(playthrough, next_beat):
        return "show_map"
    if next_beat < pacing.last_beat(playthrough, Phase.ENDING, playthrough.step):
        return "tell_next"
    return "back_to_own" if what_if.is_aside(playthrough) else "to_debrief"


def _primary_of_question(playthrough: Playthrough, step: Step) -> str:
    if sentence_building.is_made(playthrough, step):
        return "send_sentence"
    last = playthrough.last_round(step)
    if last and last.tells and not playthrough.scene.build:
        return "show_result"
    return "open_vote" if may_vote(playthrough, step) else "choose_together"
