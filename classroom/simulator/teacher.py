"""Leads a lesson as a teacher does who has a plan: reads aloud, waits, lets the class talk, and counts the minutes."""

from collections.abc import Callable

from classroom.simulator.desk import Desk, DeskHands, Form, Lost, Wall
from classroom.simulator.timings import SECONDS, Clock, Ledger

# What story/graph/durations.py counts, which is not to be had over HTTP: its WORDS_A_MINUTE and MINUTES_OF_TALK, and its
# MINUTES_TO_ARRIVE and MINUTES_TO_DEBRIEF, the latter two spread here over what happens in them.
WORDS_A_MINUTE = 120
TALK = 1.5 * SECONDS
QUESTION = TALK / 2  # on the receiver, then on consent
COMING_IN = 6.0 * SECONDS
AGREEMENT = 0.75 * SECONDS
OPEN_HELP = 3.0 * SECONDS
DEBRIEF_QUESTION = 2.0 * SECONDS
DEBRIEF_MOMENT = 0.5 * SECONDS
# How long actions/conducting.py holds the help screen.
HELP = 60.0
# A teacher's own time, between the lines and before the buttons.
BREATH = 1.0
READING = 20.0
LOOKING = 6.0
GLANCE = 0.5
LAST_ONES = 8.0
# So much of the class is nearly all of it; and who did not come or answer for so long is not waited for.
NEARLY_ALL = 0.9
NOBODY_FOR = 25.0
RETRY = 1.0

Tell = Callable[..., None]
DOING = {
    "telling": "telling",
    "outcome": "telling",
    "voting": "voting",
    "closed": "result",
    "revealed": "result",
    "talking": "talking",
}
# The moments of a telling in which a question stands on the wall.
QUESTIONS = ("question", "part")
APART = ("lobby", "agreements", "ending", "debrief", "help")


class Lead:
    """Leads one lesson to its end. `tell(name, **about)` hears when a part begins."""

    def __init__(self, hands: DeskHands, phones: int, clock: Clock, tell: Tell) -> None:
        self.ledger = Ledger()
        self._hands, self._phones = hands, phones
        self._clock, self._tell = clock, tell
        self._read_already: set[str] = set()
        self._part, self._counted = "", clock.seconds
        self._moments: dict[str, Callable[[Desk, Wall], None]] = {
            "lobby": self._let_in,
            "agreements": self._agree,
            "telling": self._narrate,
            "voting": self._let_vote,
            "talking": self._let_talk,
            "ending": lambda _desk, wall: self._read(wall, then=DEBRIEF_MOMENT),
            "debrief": self._look_back,
            "help": lambda _desk, _wall: self._clock.wait(HELP),
        }

    def lead(self) -> None:
        """Lead until the lesson has ended. Raises one of `TROUBLE`, or desk.Lost."""
        while (desk := self._look()).phase != "ended":
            self._begin(desk)
            self._moments.get(desk.phase, self._look_at)(desk, self._look_up())
            self._go_on()
            self._count(DOING.get(desk.phase, ""))

    # What a server takes to answer is no time of the lesson: played faster, it would count so much more often.

    def _look(self) -> Desk:
        with self._clock.standing_still():
            return self._hands.look()

    def _look_up(self) -> Wall:
        with self._clock.standing_still():
            return self._hands.wall()

    def _press(self, form: Form) -> bool:
        with self._clock.standing_still():
            return self._hands.press(form)

    def _begin(self, desk: Desk) -> None:
        """Notice which part of the lesson this is: one that stands apart, or a scene, from its telling to its talk."""
        part = desk.phase if desk.phase in APART else desk.title if desk.phase == "telling" else self._part
        if part != self._part:
            self._part = part
            self._tell("part", part=part, minute=int(self._clock.seconds / SECONDS))

    def _count(self, doing: str) -> None:
        """Count what went by since the last time as spent on this."""
        now = self._clock.seconds
        self.ledger.add(self._part, doing, now - self._counted)
        self._counted = now

    def _go_on(self) -> None:
        """Press the large button. Where the class chooses together, it takes what stands first."""
        desk = self._look()
        form = self._late(desk) or desk.next or next(iter(desk.ways), None)
        if form is None or not (self._press(form) or desk.phase == "help"):
            raise Lost(desk.phase)
        with self._clock.standing_still():
            while desk.phase == "help" and self._hands.look().phase == "help":
                self._clock.wait(RETRY * self._clock.speed)
                self._hands.press(form)

    def _late(self, desk: Desk) -> Form | None:
        """Give the button that takes the place of the large one when time runs out, if it has."""
        if desk.late is None or self._clock.seconds < desk.late_from * SECONDS:
            return None
        self._tell("late", minute=desk.late_from)
        return desk.late

    def _read(self, wall: Wall, then: float = BREATH, at_least: float = 0.0) -> None:
        """Read aloud what is new on the wall, and wait: so long afterwards, or until so long has gone by."""
        new = [line for line in wall.lines if line not in self._read_already]
        self._read_already.update(new)
        seconds = len(" ".join(new).split()) * SECONDS / WORDS_A_MINUTE
        self._clock.wait(max(seconds + then, at_least))

    def _look_at(self, desk: Desk, wall: Wall) -> None:
        self._read(wall, then=LOOKING if desk.is_last_beat else BREATH)

    def _agree(self, _desk: Desk, wall: Wall) -> None:
        self._read(wall, at_least=OPEN_HELP if wall.moment == "open_help" else AGREEMENT)

    def _let_in(self, desk: Desk, wall: Wall) -> None:
        if wall.moment == "recap":
            self._look_at(desk, wall)
        else:
            self._clock.wait(COMING_IN)
            self._watch(lambda desk: desk.phones, lambda desk: desk.phones >= self._phones)

    def _narrate(self, desk: Desk, wall: Wall) -> None:
        self._read(wall)
        self._count("telling")
        if wall.moment in QUESTIONS:
            self._clock.wait(READING)
            self._count("voting")
        elif desk.is_last_beat:
            self._let_voices_be_heard()
            if desk.has_cards:
                self._count("telling")
                self._clock.wait(TALK)
                self._count("talking")

    def _let_vote(self, _desk: Desk, wall: Wall) -> None:
        self._read(wall, then=0.0)
        self._watch(lambda desk: desk.answered, lambda desk: desk.answered >= NEARLY_ALL * desk.phones)
        self._clock.wait(LAST_ONES)

    def _let_talk(self, desk: Desk, wall: Wall) -> None:
        self._read(wall)
        self._clock.wait(QUESTION)
        if desk.is_last_beat:
            self._let_voices_be_heard()

    def _look_back(self, _desk: Desk, wall: Wall) -> None:
        self._read(wall, then=DEBRIEF_QUESTION if wall.moment == "discussion" else DEBRIEF_MOMENT)

    def _let_voices_be_heard(self) -> None:
        while (form := self._look().voice) and self._press(form):
            self._read(self._look_up())

    def _watch(self, count: Callable[[Desk], int], is_enough: Callable[[Desk], bool]) -> None:
        """Watch how many there are until there are enough, or no more come."""
        most, since = 0, self._clock.seconds
        while not is_enough(desk := self._look()) and self._clock.seconds - since < NOBODY_FOR:
            if count(desk) > most:
                most, since = count(desk), self._clock.seconds
            self._clock.wait(GLANCE)
