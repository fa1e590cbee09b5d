"""What somebody in a story says against a rule of language is answered on every way after it, landings included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classroom.story.checks.language import Finding, findings, may_be_answered
from classroom.story.checks.reachability import Explored
from classroom.story.format.problems import Problem
from classroom.story.graph.explore import Move, ends_first
from classroom.story.library.language_rules import Packs
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Choice, Scene
from classroom.story.model.transitions import State

# The order in which a class hears what a scene says. What the desk alone may show, or leaves out, answers nothing.
_ORDER = (
    "title",
    "story",
    "chat",
    "thoughts",
    "cards",
    "build",
    "poll",
    "reflect",
    "prompts",
    "ask",
    "choices",
)
_AFTER_ALL = len(_ORDER)
_PARTS, _REPLIES = 1, 2  # of a sentence that the class builds

When = tuple[int, int]


def answer_problems(explored: Explored, packs: Packs) -> Iterator[Problem]:
    """Give each time that somebody's words break a rule, and some way from there comes to an end without an answer."""
    told: set[tuple[object, str]] = set()
    for each in findings(explored.scenario, packs):
        rule = packs[each.language].rules[each.rule]
        if may_be_answered(each, rule) and (each.path, each.rule) not in told:
            told.add((each.path, each.rule))
            end = _Listener(explored, each.rule).end_without_answer(each)
            if end:
                yield each.problem("unanswered", name=end)


@dataclass(frozen=True, slots=True)
class _Listener:
    """Somebody who waits for the answer to one rule."""

    explored: Explored
    rule: str

    def end_without_answer(self, finding: Finding) -> str | None:
        """Give the ending of a way that leaves these words without an answer, or nothing."""
        _, scene, *inner = finding.path
        deaf = self._ends()
        for state in self.explored.graph:
            if state.scene == scene:
                end = self._end_after(state, inner, deaf)
                if end:
                    return end
        return None

    def _end_after(self, state: State, inner: list[str | int], deaf: dict[State, str | None]) -> str | None:
        scene = self.explored.scene(state)
        if inner[0] == "choices" and inner[2] in ("then", "outcome"):
            return self._end_after_choice(state, inner, deaf)
        if self._answers(_heard_after(scene, _when(inner))):
            return self._landing(state)
        if scene.ending:
            return state.scene
        return self._landing(state) or self._first(scene, self.explored.graph[state], deaf)

    def _end_after_choice(
        self, state: State, inner: list[str | int], deaf: dict[State, str | None]
    ) -> str | None:
        """Give the same for what is played after a choice, and for its outcome, which may answer what it quotes itself."""
        choice = self.explored.scene(state).choices[int(inner[1])]
        after = int(inner[3]) + 1 if inner[2] == "then" else len(choice.then)
        landing = self._landing(state)
        if landing or self._answers(_came_of(choice, after)):
            return landing
        ends = (deaf[move.to] for move in self.explored.graph[state] if move.choice == inner[1])
        return next((end for end in ends if end), None)

    def _ends(self) -> dict[State, str | None]:
        """Give for each situation the ending to which a class comes from it without an answer, if there is one."""
        ends: dict[State, str | None] = {}
        for state in ends_first(self.explored.graph):
            scene = self.explored.scene(state)
            if self._answers(_heard_after(scene, (-1, 0))):
                ends[state] = None
            elif scene.ending:
                ends[state] = state.scene
            else:
                ends[state] = self._landing(state) or self._first(scene, self.explored.graph[state], ends)
        return ends

    def _first(self, scene: Scene, moves: Iterable[Move], ends: dict[State, str | None]) -> str | None:
        """Give the first ending without an answer that one of these ways leads to."""
        found = (ends[move.to] for move in moves if not self._answers(_came_of(_taken(scene, move))))
        return next((end for end in found if end), None)

    def _landing(self, state: State) -> str | None:
        """Give the landing of a scene, if it gives no answer: the desk may come down there at any moment."""
        scenario = self.explored.scenario
        name = scenario.landing_from(state.scene)
        if self.explored.scene(state).ending or self._answers(_heard_after(scenario.scenes[name], (-1, 0))):
            return None
        return name

    def _answers(self, heard: Iterable[tuple[Text, ...]]) -> bool:
        """Tell whether the class hears an answer: of texts of which it hears only one, each has to give it."""
        return any(all(self.rule in text.answers for text in one_of) for one_of in heard if one_of)


def _when(inner: list[str | int]) -> When:
    """Give when a text of a scene is heard. Told text may answer what it quotes itself, so it counts as a little earlier."""
    field = str(inner[0])
    if field == "debrief":
        return _AFTER_ALL, -1
    numbers = {"chat": inner[1] if len(inner) > 1 else 0, "thoughts": 0, "build": _build_moment(inner)}
    return _ORDER.index(field), int(numbers.get(field, -1))


def _build_moment(inner: list[str | int]) -> int:
    return _REPLIES if "replies" in inner else 0


def _heard_after(scene: Scene, when: When) -> Iterator[tuple[Text, ...]]:
    """Give what a scene says for certain after this moment, outcomes aside."""
    heard: list[tuple[When, tuple[Text, ...]]] = []
    if scene.story:
        heard.append(((_ORDER.index("story"), 0), (scene.story,)))
    for number, message in enumerate(scene.chat):
        if message.says and message.only != "teacher":
            heard.append(((_ORDER.index("chat"), number), (message.says,)))
    if scene.build:
        heard += [((_ORDER.index("build"), _PARTS), options) for options in scene.build.parts]
        heard.append(((_ORDER.index("build"), _REPLIES), tuple(reply.says for reply in scene.build.replies)))
    if scene.debrief:
        told = (scene.debrief.responsible, scene.debrief.helped, scene.debrief.sentence)
        heard += [((_AFTER_ALL, 0), (text,)) for text in told]
    return (texts for moment, texts in heard if moment > when)


def _taken(scene: Scene, move: Move) -> Choice | None:
    return None if move.choice is None else scene.choices[move.choice]


def _came_of(choice: Choice | None, after: int = 0) -> Iterator[tuple[Text, ...]]:
    """Give what is said of a choice for certain, from this line on."""
    if choice:
        lines = (line.says for line in choice.then[after:] if line.only != "teacher")
        yield from ((text,) for text in (*lines, choice.outcome) if text)
