"""What the checks find in a draft, in three kinds: what stops publishing, what to think about, what is not written yet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from classroom.story.checks.run import Report, check_linked
from classroom.story.format.draft import Draft
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, Severity
from classroom.story.graph.explore import exits
from classroom.story.library.language_rules import Packs
from classroom.story.model.scenario import Ending, Scenario
from classroom.story.unfinished.mended import Mended, mended

# What nobody knows of a story while some way in it leads to nothing.
_NOT_KNOWN_YET = {"few_endings", "same_place", "predictions", "scene_count"}


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What the checks found in a draft; paths are those of its tree.

    `must` stops publishing, and so does what is `unwritten`: the paths of texts, by the name of their scene, or "" where
    they stand in none. `think` stops nothing. `measured` has the numbers of the story as far as it goes.
    """

    must: tuple[Problem, ...]
    think: tuple[Problem, ...]
    unwritten: Mapping[str, tuple[FieldPath, ...]]
    measured: Report

    @property
    def can_be_published(self) -> bool:
        return not self.must and not self.unwritten


def check_draft(
    draft: Draft, facts: Mapping[str, Collection[str]] | None = None, packs: Packs | None = None
) -> DraftReport:
    """Check a draft over the story that is made of it, so that a way that lacks a scene hides nothing of the others.

    What only comes of what stands in for something is left out. `facts` and `packs` are those of `check`.
    """
    made = mended(draft.tree)
    measured = check_linked(_hopeful(made, packs), facts, packs)
    found = [*draft.problems, *made.problems, *_found(made, measured.problems)]
    texts = [*made.blanks, *(each.path for each in found if each.code == "no_language")]
    told = [each for each in found if each.code != "no_language"]
    return DraftReport(
        must=tuple(each for each in told if each.severity is Severity.ERROR),
        think=tuple(each for each in told if each.severity is Severity.WARNING),
        unwritten=_by_scene(texts),
        measured=measured,
    )


def _by_scene(paths: Collection[FieldPath]) -> dict[str, tuple[FieldPath, ...]]:
    found: dict[str, dict[FieldPath, None]] = {}
    for path in paths:
        found.setdefault(str(path[1]) if path[0] == "scenes" else "", {})[path] = None
    return {scene: tuple(some) for scene, some in found.items()}


def _hopeful(made: Mended, packs: Packs | None) -> Scenario:
    """Give the story with a stub that comes out well, and answers whatever was said before it: it may do so yet."""
    if not made.stub:
        return made.story
    stub = made.story.scenes[made.stub]
    if stub.debrief is None:
        return made.story
    rules = tuple(sorted({rule for pack in (packs or {}).values() for rule in pack.rules}))
    helped = stub.debrief.helped.model_copy(update={"answers": rules})
    debrief = stub.debrief.model_copy(update={"helped": helped})
    ended = stub.model_copy(update={"ending": Ending.REPAIRED, "debrief": debrief})
    return made.story.model_copy(update={"scenes": {**made.story.scenes, made.stub: ended}})


def _found(made: Mended, problems: Collection[Problem]) -> Iterator[Problem]:
    """Give what was found in the story, by its path in the tree, but for what comes of what stands in for something."""
    meant = {str(each.params["guess"]) for each in made.problems if each.code == "no_scene_guess"}
    for problem in problems:
        path = made.in_file(problem.path)
        not_led_to = problem.code == "unreachable" and problem.params["name"] in meant
        if not (made.stands_in(path) or not_led_to or (made.stub and _open(made, problem))):
            yield replace(problem, path=path)


def _open(made: Mended, problem: Problem) -> bool:
    """Tell whether a problem may be gone once all ways lead somewhere."""
    if problem.code == "no_way_back":
        _, scene, _, place = problem.path
        choice = made.story.scenes[str(scene)].choices[int(place)]
        return any(_comes_to(made, fork.to) for fork in choice.forks)
    return problem.code in _NOT_KNOWN_YET


def _comes_to(made: Mended, scene: str) -> bool:
    """Tell whether a class comes from here to the stub before it is asked anything."""
    if scene == made.stub:
        return True
    asks = made.story.scenes[scene].choices
    return not asks and any(_comes_to(made, to) for to in exits(made.story.scenes[scene]))
