"""What is done about names that lead to nothing, and about ways that lead back to where they came from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from classroom.story.format.paths import FieldPath, Tree
from classroom.story.format.problems import Problem, error
from classroom.story.graph.by_country import for_country, variants
from classroom.story.graph.explore import rounds
from classroom.story.model.scenario import Choice, Scenario, Scene
from classroom.story.unfinished.mends import Mend, StandIns, blank, ending, somebody


@dataclass(frozen=True, slots=True)
class _Broken:
    """A link that leads to nothing, in a story in which all else fits."""

    problem: Problem
    scenario: Scenario
    standing: StandIns

    @property
    def path(self) -> FieldPath:
        return self.problem.path

    @property
    def scene(self) -> Scene:
        return self.scenario.scenes[str(self.path[1])]


def link_mend(problem: Problem, scenario: Scenario, standing: StandIns) -> Mend:
    """Give the mend for a problem that `broken_links` found."""
    return _BY_CODE[problem.code](_Broken(problem, scenario, standing))


def _no_scene(broken: _Broken) -> Mend:
    path, stub = broken.path, broken.standing.stub
    if path == ("start",):
        return Mend({path: next(iter(broken.scenario.scenes))})
    if path[-1] == "landing" and path != ("landing",):
        return Mend(take=(path,))
    return _to_the_stub(path, stub)


def _to_the_stub(path: FieldPath, stub: str) -> Mend:
    return Mend({("scenes", stub): ending(), path: stub})


def _no_person(broken: _Broken) -> Mend:
    if "typing" in broken.path:
        return _left_out(broken)
    nobody = broken.standing.nobody
    return Mend({("cast", nobody): somebody(), broken.path: nobody})


def _left_out(broken: _Broken) -> Mend:
    return Mend(take=(broken.path,))


def _no_else(broken: _Broken) -> Mend:
    stub = broken.standing.stub
    return Mend({("scenes", stub): ending()}, add=((broken.path[:-1], {"to": stub}),))


def _else_too_early(broken: _Broken) -> Mend:
    """Leave out the lines after the one that always fits: no class comes to them."""
    *around, place = broken.path
    _, _, *inner = around
    go = broken.scene.choices[int(inner[1])].go if inner[0] == "choices" else broken.scene.go
    return Mend(take=tuple((*around, after) for after in reversed(range(int(place) + 1, len(go)))))


def _gauge_from(broken: _Broken) -> Mend:
    return Mend({broken.path: str(broken.problem.params["limit"])})


def _elsewhere_national(broken: _Broken) -> Mend:
    around = broken.path[:-1]
    return Mend(take=((*around, "countries"), (*around, "elsewhere")))


def _no_reply(broken: _Broken) -> Mend:
    reply: Tree = {"parts": str(broken.problem.params["value"]), "says": blank()}
    return Mend(add=((broken.path, reply),), unwritten=True)


def _reply_letters(broken: _Broken) -> Mend:
    return Mend(take=(broken.path[:-1],))


def round_mends(scenario: Scenario, standing: StandIns) -> Iterator[tuple[Problem, Mend]]:
    """Give each round with what cuts it: its last line leads to the stub. A round may be one in some countries only."""
    for country in variants(scenario):
        for way in rounds(for_country(scenario, country)):
            problem = error("cycle", "scenes", way[0], way=" → ".join(way))
            lines = [path for path, to in _lines(scenario, way[-2]) if _is(scenario, to, country) == way[-1]]
            put: dict[FieldPath, Tree] = {("scenes", standing.stub): ending()}
            yield replace(problem, country=country), Mend(put | dict.fromkeys(lines, standing.stub))


def _is(scenario: Scenario, name: str, country: str) -> str:
    """Give the scene that is played in this country where a way leads to the one of this name."""
    scene = scenario.scenes[name]
    return scene.elsewhere or name if scene.countries and country not in scene.countries else name


def _lines(scenario: Scenario, name: str) -> Iterator[tuple[FieldPath, str]]:
    """Give every line that leads out of a scene, with where it leads."""
    path: FieldPath = ("scenes", name)
    scene = scenario.scenes[name]
    yield from _lines_of(scene, path)
    for place, choice in enumerate(scene.choices):
        yield from _lines_of(choice, (*path, "choices", place))


def _lines_of(part: Scene | Choice, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if part.to:
        yield (*path, "to"), part.to
    for place, fork in enumerate(part.go):
        yield (*path, "go", place, "to"), fork.to


_BY_CODE: Mapping[str, Callable[[_Broken], Mend]] = {
    "no_scene": _no_scene,
    "no_person": _no_person,
    "no_find": _left_out,
    "no_gauge": _left_out,
    "no_else": _no_else,
    "else_too_early": _else_too_early,
    "gauge_from": _gauge_from,
    "elsewhere_national": _elsewhere_national,
    "short_no_choice": _left_out,
    "no_reply": _no_reply,
    "reply_letters": _reply_letters,
}
