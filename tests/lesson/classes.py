"""A small story with every kind of scene, and the ways in which a test class plays it."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import BEFORE_STORY, How, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes.closing import Tally, close
from classroom.story.format.reader import read_scenario
from classroom.story.model.parts import Gauge
from classroom.story.model.scenario import Scenario
from classroom.story.model.transitions import opening

_numbers = count(1)

A, B, C, D = range(4)
CLEAR = {A: 18, B: 6}  # 24 answers, shown in fifths; A wins
HARMFUL_WINS = {A: 6, B: 18}

_STORY = """
format: 1
languages: [nl]
title: {nl: Proef}
subject: {nl: Een groepsapp}
ages: 12-14
minutes: 45
roles: [receiver]
goals: [{nl: Zien wat kan}]
content_note: {nl: Er is niets te zien.}
start: avond
landing: neer
cast:
  noor: {name: Noor, pronoun: she}
  sem: {name: Sem, pronoun: he}
tray:
  steun: {nl: Steun}
scenes:
  avond:
    title: {nl: Avond}
    story: {nl: De app gaat.}
    chat:
      - {from: sem, photo: hidden}
      - {from: sem, only: teacher, says: {nl: Alleen voor de docent.}}
      - {from: noor, says: {nl: Wat is dit?}}
    ask: {nl: Wat nu?}
    prompts:
      consent: [{nl: Wie mag hierover beslissen?}]
      receiver: [{nl: Wat kan iemand die dit kreeg?}]
    choices:
      - {says: {nl: Hulp halen}, finds: [steun], outcome: {nl: Er komt hulp.}, to: brug}
      - {says: {nl: Meedoen}, harmful: true, outcome: {nl: Het gaat verder rond.}, to: brug}
      - {says: {nl: Niets doen}, outcome: {nl: Het blijft stil.}, to: brug}
  brug:
    title: {nl: Ochtend}
    story: {nl: De dag erna.}
    to: pauze
  pauze:
    title: {nl: Pauze}
    story: {nl: Er wordt gefluisterd.}
    ask: {nl: Wat nu?}
    short: B
    choices:
      - {says: {nl: Met steun naar school}, if: {has: [steun]}, locked: {nl: Nog geen steun}, to: vraag}
      - {says: {nl: Wachten}, outcome: {nl: Er gebeurt niets.}, to: vraag}
      - {says: {nl: Praten}, outcome: {nl: Dat helpt.}, to: goed}
  vraag:
    title: {nl: Een vraag}
    poll:
      ask: {nl: Hoe vaak hoor je dit?}
      options: [{nl: Nooit}, {nl: Soms}, {nl: Vaak}]
    to: goed
  goed:
    title: {nl: Later}
    story: {nl: Het is rustiger.}
    ending: repaired
    debrief:
      responsible: {nl: Wie doorstuurde.}
      helped: {nl: Steun.}
      sentence: {nl: Vraag het eerst.}
      questions: [{nl: Wat viel op?}, {nl: Wat hielp?}]
      six: {nl: Welke van deze zes spelen hier?}
      help: [help.talk]
  neer:
    title: {nl: Voor vandaag}
    story: {nl: Hier stopt het.}
    ending: open
    debrief:
      responsible: {nl: Wie doorstuurde.}
      helped: {nl: Steun.}
      sentence: {nl: Vraag het eerst.}
      questions: [{nl: Wat viel op?}]
      help: [help.talk]
"""
STORY: Scenario = read_scenario(_STORY).scenario


def begun(story: Scenario = STORY, plan: Plan = Plan.FULL, pupils: int = 30) -> Playthrough:
    """Give a class in the lobby."""
    return Playthrough(story, plan, pupils, (Step(0, None, 0, opening(story), How.START),))


def do(playthrough: Playthrough, act: Act, choice: int | None = None) -> Playthrough:
    """Do one act, with a fresh id for a round that it may open."""
    return perform(playthrough, Command(act, f"{next(_numbers):032x}", choice))


def onward(playthrough: Playthrough, times: int = 1) -> Playthrough:
    """Press the large button so often."""
    for _ in range(times):
        playthrough = do(playthrough, Act.NEXT)
    return playthrough


def until(playthrough: Playthrough, words: str) -> Playthrough:
    """Press the large button until it says these words."""
    for _ in range(60):
        if primary_action(playthrough) == words:
            return playthrough
        playthrough = do(playthrough, Act.NEXT)
    raise AssertionError(f"the button never says {words}")


def closed(playthrough: Playthrough, votes: Mapping[int, int]) -> Playthrough:
    """Close the open round with these answers; of several winners the last is taken."""
    return close(playthrough, Tally(votes), lambda tied: tied[-1])


def asked(playthrough: Playthrough, votes: Mapping[int, int] = CLEAR) -> Playthrough:
    """Go on to the next question, open it, let the class answer, and close it."""
    return closed(onward(until(playthrough, "open_vote")), votes)


def shown(playthrough: Playthrough, votes: Mapping[int, int] = CLEAR) -> Playthrough:
    """Do the same and show the result on the wall."""
    return onward(asked(playthrough, votes))


def refusal(playthrough: Playthrough, act: Act, choice: int | None = None) -> str | None:
    """Give why an act cannot be done, or nothing."""
    try:
        do(playthrough, act, choice)
    except NotNow as error:
        return error.reason
    return None


def finding_nothing(playthrough: Playthrough) -> Playthrough:
    """Give this class in the same story with a gauge only: there is nothing to find in it."""
    gauges = {"ver": Gauge.model_validate({"name": {"nl": "Zo ver"}, "from": 0})}
    story = playthrough.scenario.model_copy(update={"tray": {}, "gauges": gauges})
    return replace(playthrough, scenario=story)


def places() -> dict[Phase, Playthrough]:
    """Give one class in each phase of a lesson."""
    lobby = begun()
    question = until(lobby, "open_vote")
    revealed = shown(lobby)
    outcome = onward(revealed)
    ending = until(onward(shown(outcome, {C: 24})), "to_debrief")
    debrief = until(ending, "debrief_next")
    help_ = onward(until(debrief, "to_help"))
    return {
        **_before_story(lobby),
        Phase.TELLING: until(lobby, "tell_next"),
        Phase.VOTING: onward(question),
        Phase.CLOSED: asked(lobby),
        Phase.REVEALED: revealed,
        Phase.OUTCOME: outcome,
        Phase.TALKING: onward(outcome),
        Phase.ENDING: ending,
        Phase.DEBRIEF: debrief,
        Phase.HELP: help_,
        Phase.ENDED: onward(help_),
    }


def _before_story(playthrough: Playthrough) -> dict[Phase, Playthrough]:
    reached: dict[Phase, Playthrough] = {}
    while playthrough.place.phase in BEFORE_STORY:
        reached.setdefault(playthrough.place.phase, playthrough)
        playthrough = onward(playthrough)
    return reached


def with_other_ways() -> list[Playthrough]:
    """Give one class in each phase in which another way may be taken."""
    there = places()
    phases = (Phase.OUTCOME, Phase.TALKING, Phase.ENDING, Phase.DEBRIEF)
    return [there[phase] for phase in phases] + [onward(until(there[Phase.TALKING], "next_scene"))]
