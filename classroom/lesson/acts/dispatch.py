"""What a class may do next, and what comes of it: each act turns a playthrough into the next, or says NotNow."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.lesson.acts import card_sorting, inner_voices, what_if
from classroom.lesson.acts.go_back import back
from classroom.lesson.acts.go_on import deeper, forward, opened
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.state import moves, sentence_building
from classroom.lesson.state.enums import AFTER_CHOICE, BEFORE_STORY, Door, How, Phase
from classroom.lesson.state.playthrough import Place, Playthrough
from classroom.lesson.votes import on_paper
from classroom.lesson.votes.closing import Withheld, withheld

WHILE_PAUSED = (Act.RESUME, Act.NEXT, Act.UNDO, Act.SLEEP, Act.ENTER_AGAIN)
CHOSEN_IN = (Phase.TELLING, Phase.CLOSED, Phase.REVEALED)


def perform(playthrough: Playthrough, command: Command) -> Playthrough:
    """Carry out a command; raise NotNow when it cannot be done from here.

    Closing a round is `close`, in lesson.votes.closing, because it needs the answers.
    """
    is_asleep = playthrough.door is Door.ASLEEP and command.act is not Act.WAKE
    if is_asleep or (playthrough.place.paused and command.act not in WHILE_PAUSED):
        raise NotNow("paused")
    return _ACTS[command.act](playthrough, command)


def may(playthrough: Playthrough, act: Act) -> bool:
    """Tell whether this act is possible from here. `CHOOSE` and `WHAT_IF` are asked for with the first that there is."""
    try:
        perform(playthrough, _first(playthrough, act))
    except NotNow:
        return False
    return True


def _first(playthrough: Playthrough, act: Act) -> Command:
    if act is Act.WHAT_IF:
        number, choice = next(iter(what_if.other_ways(playthrough)), (None, None))
        return Command(act, choice=choice, at=number)
    options = playthrough.options(
        playthrough.step, sentence_building.next_part(playthrough, playthrough.step)
    )
    return Command(act, choice=options[0] if options else None)


def _next(playthrough: Playthrough, command: Command) -> Playthrough:
    return _resume(playthrough, command) if playthrough.place.paused else forward(playthrough, command)


def _back(playthrough: Playthrough, _command: Command) -> Playthrough:
    before = back(playthrough)
    if before is None:
        raise NotNow("no_way_back")
    return before


def _pause(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.phase is Phase.ENDED:
        raise NotNow("ended")
    return replace(playthrough, place=replace(playthrough.place, paused=True), before=playthrough.place)


def _resume(playthrough: Playthrough, _command: Command) -> Playthrough:
    if not playthrough.place.paused:
        raise NotNow("not_paused")
    return replace(playthrough, place=replace(playthrough.place, paused=False), before=None)


def _undo(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.before is None:
        raise NotNow("nothing_to_undo")
    # Undoing an opening voids its round; undoing a pause in the middle of a vote keeps it.
    rounds = (
        playthrough.rounds if playthrough.before.phase is Phase.VOTING else moves.settled(playthrough).rounds
    )
    has_begun = playthrough.place.phase not in BEFORE_STORY
    # The story that opened the desk's door to knocking has not begun after all.
    undoes_beginning = has_begun and playthrough.before.phase in BEFORE_STORY
    door = Door.OPEN if undoes_beginning else playthrough.door
    return replace(playthrough, place=playthrough.before, before=None, rounds=rounds, door=door)


def _vote_again(playthrough: Playthrough, command: Command) -> Playthrough:
    if playthrough.place.phase not in (Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING):
        raise NotNow("nothing_to_repeat")
    if playthrough.step.how is How.WHAT_IF and playthrough.place.phase in AFTER_CHOICE:
        raise NotNow(
            "nothing_to_repeat"
        )  # Nobody voted for it, and its question is one of the class's own way.
    if playthrough.scene.build and not sentence_building.is_made(playthrough, playthrough.step):
        raise NotNow("sentence_first")
    return opened(playthrough, playthrough.deciding, command)


def _choose(playthrough: Playthrough, command: Command) -> Playthrough:
    if command.choice not in playthrough.options(
        playthrough.step, sentence_building.next_part(playthrough, playthrough.step)
    ):
        raise NotNow("not_a_choice")
    if on_paper.are_counted(playthrough):
        return on_paper.count(playthrough, command.choice)
    if playthrough.place.phase not in CHOSEN_IN or not (playthrough.scene.choices or playthrough.scene.build):
        raise NotNow("nothing_to_choose")
    if playthrough.scene.build:
        return _choose_part(playthrough, command, command.choice)
    last = playthrough.last_round(playthrough.step)
    by_vote = last is not None and last.tells and last.winner == command.choice
    return moves.take(playthrough, command.choice, How.VOTE if by_vote else How.TEACHER)


def _choose_part(playthrough: Playthrough, command: Command, choice: int) -> Playthrough:
    """Take a part of the sentence that the class chose aloud; a whole sentence is not taken apart."""
    if sentence_building.is_made(playthrough, playthrough.step):
        raise NotNow("nothing_to_choose")
    return sentence_building.take_part(playthrough, command.round_id, choice)


def _land(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.phase in (Phase.DEBRIEF, Phase.HELP, Phase.ENDED):
        raise NotNow("already_landed")
    if playthrough.place.phase in BEFORE_STORY:
        raise NotNow("not_started")
    if what_if.is_aside(playthrough):
        return what_if.land(playthrough)
    if playthrough.place.phase is Phase.ENDING:
        raise NotNow("already_landed")
    if playthrough.scene.ending:  # Its outcome is being told: the story is coming down here already.
        return moves.arrive(playthrough, playthrough.step)
    return moves.land(playthrough)


def _voice(playthrough: Playthrough, _command: Command) -> Playthrough:
    if not inner_voices.left(playthrough):
        raise NotNow("no_voices")
    return inner_voices.hear(playthrough)


def _sort(playthrough: Playthrough, command: Command) -> Playthrough:
    return card_sorting.sort(playthrough, command.at, command.choice)


def _what_if(playthrough: Playthrough, command: Command) -> Playthrough:
    return what_if.take_other(playthrough, command.at, command.choice)


def _return(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.phase is Phase.VOTING:
        raise NotNow("close_first")
    return what_if.come_back(playthrough)


def _sleep(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.phase is Phase.VOTING:
        raise NotNow("close_first")
    if playthrough.place.phase is Phase.ENDED:
        raise NotNow("ended")
    asleep = replace(playthrough, before=None, door=Door.ASLEEP)
    if playthrough.place.phase in BEFORE_STORY:
        return replace(asleep, place=Place(playthrough.place.step))
    return replace(asleep, place=Place(playthrough.place.step), held=replace(playthrough.place, paused=False))


def _wake(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.door is not Door.ASLEEP:
        raise NotNow("not_asleep")
    return replace(playthrough, door=Door.OPEN, before=None)


def _enter_again(playthrough: Playthrough, _command: Command) -> Playthrough:
    """Let everybody come in anew: the class goes on afterwards from where it is, or from the question that was open."""
    if playthrough.place.phase is Phase.ENDED:
        raise NotNow("ended")
    lobby = replace(
        moves.settled(playthrough), place=Place(playthrough.place.step), before=None, door=Door.OPEN
    )
    if playthrough.place.phase in BEFORE_STORY:
        return lobby
    is_void = playthrough.open_round is not None or withheld(playthrough) is Withheld.VOID
    here = moves.end_of_telling(playthrough, playthrough.place.step).place if is_void else playthrough.place
    return replace(lobby, held=replace(here, paused=False))


_ACTS: Mapping[Act, Callable[[Playthrough, Command], Playthrough]] = {
    Act.NEXT: _next,
    Act.BACK: _back,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.UNDO: _undo,
    Act.VOTE_AGAIN: _vote_again,
    Act.CHOOSE: _choose,
    Act.LAND: _land,
    Act.VOICE: _voice,
    Act.SORT: _sort,
    Act.WHAT_IF: _what_if,
    Act.RETURN: _return,
    Act.DEEPER: deeper,
    Act.SLEEP: _sleep,
    Act.WAKE: _wake,
    Act.ENTER_AGAIN: _enter_again,
}
