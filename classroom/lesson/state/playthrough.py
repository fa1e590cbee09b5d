"""Where a class stands in its story, and the way it came: everything a room is at one version."""

from dataclasses import dataclass, replace

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import AFTER_CHOICE, Door, How, Phase, Plan, Question, Source
from classroom.story.model.scenario import LETTERS, Choice, Scenario, Scene
from classroom.story.model.transitions import State, available


@dataclass(frozen=True, slots=True)
class Step:
    """One scene played in one run, and what led to it from its parent."""

    number: int
    parent: int | None
    run: int
    state: State
    how: How
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One question put to the class. It is open until it has a level. `part` counts the parts of a sentence that is built.

    `answers` and `phones` say after how many answers it was closed, and how many phones took part.
    """

    id: str
    step: int
    question: Question = Question.VOTE
    source: Source = Source.PHONES
    level: Level | None = None
    bands: tuple[int, ...] = ()
    winner: int | None = None
    part: int = 0
    answers: int = 0
    phones: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether answers are still taken."""
        return self.level is None

    @property
    def decides(self) -> bool:
        """Tell whether the lesson goes on by it; a guess about the others changes nothing."""
        return self.question is not Question.GUESS

    @property
    def tells(self) -> bool:
        """Tell whether anything of this round can be shown."""
        return self.level not in (None, Level.NONE, Level.VOID)


@dataclass(frozen=True, slots=True)
class Place:
    """A moment in the lesson: a step, what is done there, how far that has come.

    `voices` counts the inner voices that are heard; `piles` has the pile of each card that was sorted, or -1.
    """

    step: int = 0
    phase: Phase = Phase.LOBBY
    beat: int = 0
    paused: bool = False
    voices: int = 0
    piles: tuple[int, ...] = ()


# A question of a story: its scene, what kind it is, and which part of a sentence.
Shown = tuple[str, Question, int]


@dataclass(frozen=True, slots=True)
class Playthrough:
    """A class's whole way so far. Every act turns one playthrough into the next; nothing is changed in place.

    `before` is where an undo returns to; `held` is where the class goes on from a lobby in mid-story; `aside` is where it
    left its own way to see what another choice leads to. `earlier` names the branches that this class looked at before.
    `shown_lately` has the questions that the same teacher showed a moment ago, perhaps to the same class in another room.
    """

    scenario: Scenario
    plan: Plan
    pupils: int
    steps: tuple[Step, ...]
    rounds: tuple[Round, ...] = ()
    place: Place = Place()
    before: Place | None = None
    held: Place | None = None
    door: Door = Door.OPEN
    source: Source = Source.PHONES
    aside: Place | None = None
    earlier: frozenset[str] = frozenset()
    shown_lately: frozenset[Shown] = frozenset()

    @property
    def step(self) -> Step:
        return self.steps[self.place.step]

    @property
    def scene(self) -> Scene:
        return self.scenario.scenes[self.step.state.scene]

    @property
    def deciding(self) -> Step:
        """Give the step whose question is being decided: the one before, while its outcome is told and talked about."""
        parent = self.step.parent
        if self.place.phase in AFTER_CHOICE and parent is not None:
            return self.steps[parent]
        return self.step

    @property
    def scene_at_hand(self) -> Scene:
        """Give the scene of the deciding step: the one that the class saw last."""
        return self.scenario.scenes[self.deciding.state.scene]

    @property
    def taken(self) -> Choice | None:
        """Give the choice that led to the present step."""
        return self.choice_to(self.step)

    @property
    def path(self) -> tuple[Step, ...]:
        way = [self.step]
        while way[-1].parent is not None:
            way.append(self.steps[way[-1].parent])
        return tuple(reversed(way))

    @property
    def open_rounds(self) -> tuple[Round, ...]:
        """Give the rounds that are taking answers: a question, and with it perhaps the guess about it."""
        return tuple(round_ for round_ in self.rounds if round_.is_open)

    @property
    def open_round(self) -> Round | None:
        """Give the round that is taking answers and decides."""
        return next((round_ for round_ in self.open_rounds if round_.decides), None)

    def choice_to(self, step: Step) -> Choice | None:
        """Give the choice that led to this step."""
        if step.parent is None or step.choice is None:
            return None
        return self.scenario.scenes[self.steps[step.parent].state.scene].choices[step.choice]

    def last_round(self, step: Step) -> Round | None:
        rounds = reversed(self.rounds)
        return next((round_ for round_ in rounds if round_.step == step.number and round_.decides), None)

    def last_guess(self, step: Step) -> Round | None:
        last = self.last_round(step)
        after = self.rounds.index(last) + 1 if last else len(self.rounds)
        return next((round_ for round_ in self.rounds[after : after + 1] if not round_.decides), None)

    def shown_by(self, round_: Round) -> Shown:
        """Give what a round asks: the same in every run, and in every room of this story."""
        return self.steps[round_.step].state.scene, round_.question, round_.part

    def options(self, step: Step, part: int = 0) -> tuple[int, ...]:
        """Give the positions that a class in this step may choose from, of a sentence those of one part."""
        scene = self.scenario.scenes[step.state.scene]
        if scene.poll:
            return tuple(range(len(scene.poll.options)))
        if scene.build:
            return tuple(range(len(scene.build.parts[part])))
        return available(scene, step.state)

    def votes_at(self, step: Step) -> bool:
        """Tell whether the class is asked here; with little time the story takes its own choice instead."""
        scene = self.scenario.scenes[step.state.scene]
        return bool(scene.choices or scene.poll or scene.build) and not self.takes_itself(step)

    def takes_itself(self, step: Step) -> bool:
        """Tell whether the story takes its `short` choice here, as a lesson of 45 minutes needs."""
        scene = self.scenario.scenes[step.state.scene]
        return self.plan is Plan.SHORT and scene.short is not None

    def short_choice(self, step: Step) -> int:
        scene = self.scenario.scenes[step.state.scene]
        return LETTERS.index(scene.short or LETTERS[0])

    def at(self, phase: Phase, beat: int = 0, step: int | None = None) -> "Playthrough":
        """Give this playthrough at another place, remembering this one for an undo. Nothing is held any more."""
        number = self.place.step if step is None else step
        return replace(self, place=Place(number, phase, beat), before=self.place, held=None)
