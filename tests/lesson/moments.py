"""Every moment of every story as classes come by it, without a server: each scene, voice, choice, result, other way and ending."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zlib import crc32

from classroom.lesson.acts import card_sorting, inner_voices, what_if
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.commands import Act, Command
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import How, Phase, Plan, Source
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes.closing import Tally, close
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.model.transitions import opening
from tests.simulator.ways import Way, tour_of

# Classes that answer: one a level of the reveal rule.
ANSWERS = (24, 16, 12, 7)
# As long as teachers have them.
CONTACT = Contact("mevrouw Van der Meer-Oosterhuis", "lokaal 0.12, naast de bieb")
OWN_HELP = Contact(CONTACT.name, CONTACT.room, ("Kinder- und Jugendtelefon: 0800 111 0 333", "Polizei: 110"))
WIDEST_CODE = "WMWMWM"
LONG_ADDRESS = "http://192.168.178.101:8000"


def contexts_of(slug: str) -> Iterator[ScreenContext]:
    """Give every moment of a story with all that is drawn of it, its people under the longest names that a class can give them."""
    told = shelf.story(slug)
    names = {id_: [person.name, *(other.name for other in person.swap)] for id_, person in told.cast.items()}
    longest = {id_: some.index(max(some, key=len)) for id_, some in names.items()}
    for playthrough in moments_of(slug):
        yield ScreenContext(
            playthrough=playthrough,
            version=1,
            code=None if playthrough.door == "asleep" else WIDEST_CODE,
            address=LONG_ADDRESS,
            contact=CONTACT,
            swaps=longest,
            facts=shelf.facts(shelf.HOME),
            rehearsal=playthrough.plan is Plan.DOUBLE,
        )


def helping_in_every_country(slug: str) -> Iterator[ScreenContext]:
    """Give the help at the end of a story, in every country in which it can be told."""
    at_help = next(context for context in contexts_of(slug) if context.playthrough.place.phase is Phase.HELP)
    for country in shelf.entry(slug).countries:
        contact = OWN_HELP if country in shelf.WIDER else CONTACT
        yield replace(at_help, facts=shelf.facts(country), contact=contact)


def moments_of(slug: str) -> Iterator[Playthrough]:
    """Give every moment of a story, many of them more than once."""
    story = for_country(shelf.story(slug), shelf.HOME)
    ways = list(tour_of(slug))
    heard: set[str] = set()
    opened: set[tuple[str, int]] = set()
    for number, way in enumerate(ways):
        plan = Plan.DOUBLE if number == 1 else Plan.FULL
        yield from Lesson(way, number, heard, opened).play(replace(_begun(story, number), plan=plan))
    yield from Lesson(ways[0], 0, heard, opened).play(replace(_begun(story), plan=Plan.SHORT))
    yield from _interrupted(story)
    yield from _on_paper(story, ways[0])
    yield from _interrupted(story)


def _begun(story: Scenario, number: int = 0) -> Playthrough:
    pupils = ANSWERS[number % len(ANSWERS)]
    return Playthrough(story, Plan.FULL, pupils, (Step(0, None, 0, opening(story), How.START),))


def _on_paper(story: Scenario, way: Way) -> Iterator[Playthrough]:
    """Give a class that votes with cards up to its second vote, and then its help and its end."""
    lesson = list(Lesson(way).play(replace(_begun(story), source=Source.PAPER)))
    yield from (playthrough for playthrough in lesson if len(playthrough.rounds) < 2)
    yield from lesson[-2:]


def _interrupted(story: Scenario) -> Iterator[Playthrough]:
    """Give what comes of a first question that few answer, of a pause, of a landing, and of a class that goes on another day."""
    question = playthrough = _begun(story)
    while playthrough.place.phase is not Phase.VOTING:
        question, playthrough = playthrough, do(playthrough, Act.NEXT)
    yield do(playthrough, Act.PAUSE)
    for answers, phones in ((3, 24), (8, 24), (25, 25)):
        closed = close(playthrough, Tally({0: answers}, phones), lambda tied: tied[0])
        yield closed
        if may(closed, Act.CHOOSE):
            yield from _chosen_aloud(closed)
    shown = do(_closed(playthrough, 0), Act.NEXT)
    yield from _chosen_aloud(shown)
    asleep = do(shown, Act.SLEEP)
    yield asleep
    awake = do(asleep, Act.WAKE)
    yield from (awake, do(awake, Act.NEXT))
    yield from to_the_end(do(question, Act.LAND))


def _chosen_aloud(playthrough: Playthrough) -> Iterator[Playthrough]:
    for choice in playthrough.options(playthrough.step):
        yield do(playthrough, Act.CHOOSE, choice)


def to_the_end(playthrough: Playthrough) -> Iterator[Playthrough]:
    """Press the large button for as long as there is one."""
    yield playthrough
    while playthrough.place.phase is not Phase.ENDED:
        playthrough = do(playthrough, Act.NEXT)
        yield playthrough


def to_the_own_way(playthrough: Playthrough) -> Iterator[Playthrough]:
    """Press the large button up to where the class left its own way."""
    while what_if.is_aside(playthrough):
        yield playthrough
        playthrough = do(playthrough, Act.NEXT)
    yield playthrough


def do(playthrough: Playthrough, act: Act, choice: int | None = None, at: int | None = None) -> Playthrough:
    """Do an act. A round that it opens is called after its scene, so that the same question looks the same on every way."""
    name = f"{crc32(playthrough.deciding.state.scene.encode()):08x}{len(playthrough.rounds):024x}"
    return perform(playthrough, Command(act, name, choice, name[::-1], at))


def _closed(playthrough: Playthrough, choice: int) -> Playthrough:
    """Close what is open with most answers for this choice, and most guesses for another one."""
    options = playthrough.options(
        playthrough.step, playthrough.open_round.part if playthrough.open_round else 0
    )
    others = [option for option in options if option != choice]
    few = playthrough.pupils // 3 if others else 0
    tally = Tally(
        {choice: playthrough.pupils - few, **({others[0]: few} if others else {})}, playthrough.pupils
    )
    guesses = Tally({(others or options)[-1]: playthrough.pupils}, playthrough.pupils)
    return close(playthrough, tally, lambda tied: tied[0], guesses)


@dataclass
class Lesson:
    """A class that goes this way; the number of the way decides which parts of sentences it takes."""

    way: Way
    number: int = 0
    heard: set[str] = field(default_factory=set)
    opened: set[tuple[str, int]] = field(default_factory=set)

    def play(self, playthrough: Playthrough) -> Iterator[Playthrough]:
        """Go this way up to the end, and give every moment, also those beside it."""
        while True:
            yield playthrough
            yield from self._beside(playthrough)
            if playthrough.place.phase is Phase.ENDED:
                return
            playthrough = self._onward(playthrough)

    def _onward(self, playthrough: Playthrough) -> Playthrough:
        if playthrough.open_round is None:
            return do(playthrough, Act.NEXT)
        choice = self._choice(playthrough, playthrough.open_round.part)
        is_counted = playthrough.open_round.source is Source.PAPER
        return do(playthrough, Act.CHOOSE, choice) if is_counted else _closed(playthrough, choice)

    def _choice(self, playthrough: Playthrough, part: int) -> int:
        options = playthrough.options(playthrough.step, part)
        letter = dict(self.way.through).get(playthrough.step.state.scene, "")
        wanted = LETTERS.index(letter) if letter else (self.number + part) % len(options)
        return wanted if wanted in options else options[0]

    def _beside(self, playthrough: Playthrough) -> Iterator[Playthrough]:
        yield from self._voices(playthrough)
        yield from _sorted(playthrough)
        yield from self._other_ways(playthrough)

    def _voices(self, playthrough: Playthrough) -> Iterator[Playthrough]:
        name = playthrough.deciding.state.scene
        is_last = playthrough.place.beat == pacing.last_beat(
            playthrough, playthrough.place.phase, playthrough.step
        )
        if name in self.heard or not is_last:
            return
        while inner_voices.left(playthrough):
            self.heard.add(name)
            playthrough = do(playthrough, Act.VOICE)
            yield playthrough

    def _other_ways(self, playthrough: Playthrough) -> Iterator[Playthrough]:
        """Take the ways from the map that no class took before, and come back."""
        if playthrough.place.phase is not Phase.ENDING or not pacing.shows_map(
            playthrough, playthrough.place.beat
        ):
            return
        for number, choice in what_if.other_ways(playthrough):
            way = playthrough.steps[number].state.scene, choice
            if way not in self.opened:
                self.opened.add(way)
                yield from to_the_own_way(do(playthrough, Act.WHAT_IF, choice, number))


def _sorted(playthrough: Playthrough) -> Iterator[Playthrough]:
    """Put the cards on the wall, and then one after another on the piles."""
    cards = card_sorting.cards_at(playthrough)
    if cards is None:
        return
    playthrough = do(playthrough, Act.SORT)
    yield playthrough
    for card in range(len(cards.cards)):
        playthrough = do(playthrough, Act.SORT, card % len(cards.piles), card)
        yield playthrough
