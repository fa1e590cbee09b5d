"""A whole class of phones: who answers what and when is dealt once a round; each phone answers what it sees itself."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread, Timer

from classroom.simulator.answer_spread import Intent, deal
from classroom.simulator.http_client import TROUBLE
from classroom.simulator.pace import HUMAN, Pace
from classroom.simulator.phone import Phone
from classroom.simulator.phone_screen import BUILD, GUESS, VOTE, Ballot, Screen

LETTERS = "ABCDE"
GLANCE_SECONDS = 0.1
GOODBYE_SECONDS = 5.0
# The round in which one phone drops its connection; with fewer phones it would be missed.
DROPS_IN, DROPS_FROM = 2, 4
# Where phones are after a round that was taken back, or dropped because there were more answers than pupils.
TAKEN_BACK = ("telling", "ending", "lobby")
Tell = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Play:
    """What is to be played: `way` has the letter that wins each vote in order; after that the class decides itself.

    `sentence` has the same for the parts of a sentence that the class builds.
    """

    url: str
    code: str
    phones: int = 24
    way: tuple[str, ...] = ()
    pace: Pace = HUMAN
    seed: int = 1
    sentence: tuple[str, ...] = ()


@dataclass(slots=True)
class Asked:
    """A round that was put to the class: what each phone answers and after how long, and how many have answered.

    Votes are numbered, and apart from them the parts of sentences; a guess has the number of its vote.
    """

    number: int
    question: str
    intents: list[Intent]
    delays: list[tuple[float, float]]
    answered: int = 0
    is_told: bool = False
    is_over: bool = False
    is_void: bool = False


class PlayedClass:
    """Phones that play one lesson. `tell(name, **about)` hears what happens, never who did it."""

    def __init__(self, play: Play, tell: Tell) -> None:
        self._play, self._tell = play, tell
        self._rng = random.Random(play.seed)  # noqa: S311 - a play, no secret
        self._stopped, self._lock = Event(), Lock()
        self._phones = [
            Phone(play.url, play.code, play.pace, self._stopped) for _ in range(max(play.phones, 1))
        ]
        self._joining = sorted(self._rng.uniform(0, play.pace.joining) for _ in self._phones)
        self._drops = self._rng.randrange(len(self._phones)) if len(self._phones) >= DROPS_FROM else None
        self._away: int | None = None
        self._asked: dict[str, Asked] = {}
        self._seen: set[tuple[int, str]] = set()
        self._threads: list[Thread] = []
        self._timers: list[Timer] = []

    def run(self) -> None:
        """Play until the lesson is over or `stop` is called.

        Raises phone.NoSuchRoom, or one of `TROUBLE` when joining fails.
        """
        try:
            self._join()
            self._wait_for_the_end()
        finally:
            self._end()

    def stop(self) -> None:
        """Stop in the middle of whatever goes on."""
        self._stopped.set()

    def leave(self) -> None:
        """Give all seats back, so that the room does not wait for phones that are gone."""
        with suppress(*TROUBLE):
            for phone in self._phones:
                phone.leave()

    def _join(self) -> None:
        before = 0.0
        for place, (phone, moment) in enumerate(zip(self._phones, self._joining, strict=True)):
            if self._stopped.wait(moment - before):
                return
            before = moment
            phone.join()
            follower = Thread(target=phone.follow, args=(self._eyes_of(place),), daemon=True)
            self._threads.append(follower)
            follower.start()
        self._tell("joined", phones=len(self._phones))

    def _wait_for_the_end(self) -> None:
        calm, has_knocked = 0.0, False
        while calm < self._play.pace.lingering and not self._stopped.wait(GLANCE_SECONDS):
            is_over = all(phone.is_gone or phone.phase == "ended" for phone in self._phones)
            calm = calm + GLANCE_SECONDS if is_over else 0.0
            if not has_knocked and any(phone.knocks for phone in self._phones):
                has_knocked = True
                self._tell("knocking")
        if not self._stopped.is_set():
            self._tell("over")

    def _end(self) -> None:
        self._stopped.set()
        with self._lock:
            timers = list(self._timers)
        for timer in timers:
            timer.cancel()
        for phone in self._phones:
            phone.hang_up()
        for thread in self._threads:
            thread.join(GOODBYE_SECONDS)

    def _eyes_of(self, place: int) -> Callable[[Screen], float]:
        return lambda screen: self._heed(place, screen)

    def _heed(self, place: int, screen: Screen) -> float:
        """Let one phone see a screen; give how long it is then away."""
        with self._lock:
            if self._came_back(place):
                self._tell("back")
            self._tell_of_closed(place, screen)
            for ballot in screen.ballots:
                asked = self._asked.get(ballot.round_id) or self._ask(ballot)
                if self._loses_connection(place, asked):
                    return self._play.pace.away
                if (place, ballot.round_id) not in self._seen:
                    self._seen.add((place, ballot.round_id))
                    self._plan(place, ballot.round_id, asked)
        return 0

    def _loses_connection(self, place: int, asked: Asked) -> bool:
        if place != self._drops or asked.number < DROPS_IN:
            return False
        self._drops, self._away = None, place
        return True

    def _came_back(self, place: int) -> bool:
        if place != self._away:
            return False
        self._away = None
        return True

    def _ask(self, ballot: Ballot) -> Asked:
        """Deal out the answers of a round that nobody has seen yet."""
        counted = BUILD if ballot.question == BUILD else VOTE
        before = [asked for asked in self._asked.values() if asked.question == counted and not asked.is_void]
        number = len(before) + (ballot.question == counted)
        wanted = self._wanted(ballot, number)
        intents = deal(self._rng, len(self._phones), ballot.options, wanted)
        pace = self._play.pace
        delays = [(pace.hesitation(self._rng), pace.waver(self._rng)) for _ in intents]
        asked = self._asked[ballot.round_id] = Asked(number, ballot.question, intents, delays)
        return asked

    def _wanted(self, ballot: Ballot, number: int) -> int | None:
        wanted = {VOTE: self._play.way, BUILD: self._play.sentence}.get(ballot.question, ())
        if number > len(wanted):
            return None
        letter = wanted[number - 1]
        position = LETTERS.index(letter)
        if position in ballot.options:
            return position
        self._tell(f"cannot_{ballot.question}", number=number, letter=letter)
        return None

    def _plan(self, place: int, round_id: str, asked: Asked) -> None:
        hesitation, wavering = asked.delays[place]
        if asked.question == GUESS:
            hesitation += wavering  # the question itself comes first
        self._later(hesitation, lambda: self._answer(place, round_id, asked))

    def _answer(self, place: int, round_id: str, asked: Asked) -> None:
        phone, intent = self._phones[place], asked.intents[place]
        if not phone.answer(round_id, intent.first):
            return
        with self._lock:
            asked.answered += 1
            if asked.answered == len(self._phones):
                self._tell_of(asked)
            if intent.later is not None:
                later = intent.later
                self._later(asked.delays[place][1], lambda: phone.answer(round_id, later))

    def _tell_of_closed(self, place: int, screen: Screen) -> None:
        """Tell of rounds that this phone saw open and sees no more; a pause only hides them."""
        open_now = {ballot.round_id for ballot in screen.ballots}
        for round_id, asked in self._asked.items():
            is_gone = round_id not in open_now and (place, round_id) in self._seen
            if is_gone and not screen.paused and not asked.is_over:
                asked.is_over, asked.is_void = True, screen.phase in TAKEN_BACK
                self._tell_of(asked)

    def _tell_of(self, asked: Asked) -> None:
        if not asked.is_told:
            asked.is_told = True
            name = asked.question if asked.question in (VOTE, GUESS, BUILD) else "between"
            self._tell(name, number=asked.number, answered=asked.answered)

    def _later(self, seconds: float, call: Callable[[], object]) -> None:
        timer = Timer(seconds, call)
        timer.daemon = True
        self._timers = [waiting for waiting in self._timers if waiting.is_alive()] + [timer]
        timer.start()
