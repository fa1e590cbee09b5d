"""Do all names in a story name something? Only then can anybody walk through it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from classroom.story.format.name_walk import references
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, unknown_name
from classroom.story.format.spelling import tree_of
from classroom.story.format.text_walk import carried, texts
from classroom.story.model.parts import Build, Fork, Text
from classroom.story.model.scenario import LETTERS, Scenario, Scene

_NAMED: Mapping[str, Callable[[Scenario], Collection[str]]] = {
    "scene": lambda scenario: scenario.scenes,
    "person": lambda scenario: scenario.cast,
    "find": lambda scenario: scenario.tray,
    "gauge": lambda scenario: scenario.gauges,
}


def link_problems(scenario: Scenario) -> Iterator[Problem]:
    """Give every name of a scene, person, find or gauge that does not exist, and every `go` without an else.

    While one of these is left, the story cannot be walked through. A name is told with the nearest one that exists.
    """
    return (with_guess(scenario, each) for each in broken_links(scenario))


def with_guess(scenario: Scenario, problem: Problem) -> Problem:
    """Give a broken link with the nearest name that exists, where there is one; to find it takes time."""
    kind = problem.code.removeprefix("no_")
    if kind not in _NAMED:
        return problem
    return unknown_name(kind, str(problem.params["name"]), _NAMED[kind](scenario), problem.path)


def broken_links(scenario: Scenario) -> Iterator[Problem]:
    """Give the same without a guess at what was meant."""
    yield from _unknown(scenario)
    for name, gauge in scenario.gauges.items():
        if gauge.from_ > gauge.max:
            yield error("gauge_from", "gauges", name, "from", value=gauge.from_, limit=gauge.max)
    for name, scene in scenario.scenes.items():
        yield from _scene(scenario, scene, ("scenes", name))


def landing_problems(scenario: Scenario) -> Iterator[Problem]:
    scenes = scenario.scenes
    landings: list[tuple[FieldPath, str]] = [(("landing",), scenario.landing)]
    landings += [
        (("scenes", name, "landing"), scene.landing) for name, scene in scenes.items() if scene.landing
    ]
    for path, name in landings:
        if name in scenes and not scenes[name].ending:
            yield error("landing_not_ending", *path, name=name)


def country_problems(scenario: Scenario, countries: Collection[str] | None) -> Iterator[Problem]:
    """Give every country for which a scene is, but that has no facts file."""
    for name, scene in scenario.scenes.items():
        for place, country in enumerate(scene.countries):
            if countries is not None and country not in countries:
                line = ("scenes", name, "countries", place)
                yield unknown_name("country", country, countries, line)


def fact_problems(scenario: Scenario, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Give every fact that a scene names and no country knows, or not all that need it.

    `known` has the ids of each country. Law differs: what a country does not know is left out there. But help at an
    ending is needed everywhere, and so is what a note says in so many words ({help.suicidal}); what a scene for some
    countries names, in all of those.
    """
    for where, text in texts(scenario.teacher, ("teacher",)):
        yield from _carried(scenario, text, known, list(known), where)
    for name, scene in scenario.scenes.items():
        path: FieldPath = ("scenes", name)
        own = [country for country in scene.countries if country in known]
        for where, text in texts(scene.teacher, (*path, "teacher")):
            yield from _carried(scenario, text, known, own or list(known), where)
        for place, fact in enumerate(scene.facts):
            yield from _fact(scenario, fact, known, own, (*path, "facts", place))
        for place, fact in enumerate(scene.debrief.help if scene.debrief else ()):
            yield from _fact(scenario, fact, known, own or list(known), (*path, "debrief", "help", place))


def _carried(
    scenario: Scenario,
    note: Text,
    known: Mapping[str, Collection[str]],
    needed_in: Sequence[str],
    path: FieldPath,
) -> Iterator[Problem]:
    for fact in carried(note):
        yield from _fact(scenario, fact, known, needed_in, path)


def _fact(
    scenario: Scenario,
    fact: str,
    known: Mapping[str, Collection[str]],
    needed_in: Sequence[str],
    path: FieldPath,
) -> Iterator[Problem]:
    ids = {each for facts in known.values() for each in facts}
    lacking = [country for country in needed_in if fact not in known[country]]
    if fact not in ids:
        problem = unknown_name("fact", fact, ids, path)
        alike = sorted(each for each in ids if each.partition(".")[0] == fact.partition(".")[0])
        yield replace(problem, params={**problem.params, "names": ", ".join(alike)})
    elif lacking:
        yield error("fact_not_there", *path, name=fact, countries=", ".join(sorted(lacking)))


def _unknown(scenario: Scenario) -> Iterator[Problem]:
    """Give the names of nothing; those in braces are told with the texts that they stand in."""
    known = {kind: names(scenario) for kind, names in _NAMED.items()}
    for each in references(tree_of(scenario), braced=False):
        if each.kind in known and each.name not in known[each.kind]:
            yield error(f"no_{each.kind}", *each.path, name=each.name)


def _scene(scenario: Scenario, scene: Scene, path: FieldPath) -> Iterator[Problem]:
    others = scenario.scenes.get(scene.elsewhere or "")
    if others and others.countries:
        yield error("elsewhere_national", *path, "elsewhere", name=scene.elsewhere or "")
    if scene.short and LETTERS.index(scene.short) >= len(scene.choices):
        yield error("short_no_choice", *path, "short", name=scene.short)
    yield from _go(scene.go, path)
    for place, choice in enumerate(scene.choices):
        yield from _go(choice.go, (*path, "choices", place))
    if scene.build:
        yield from _replies(scene.build, (*path, "build"))


def _go(go: Sequence[Fork], path: FieldPath) -> Iterator[Problem]:
    for place, fork in enumerate(go):
        last = place == len(go) - 1
        if fork.if_ and last:
            yield error("no_else", *path, "go", place)
        if not fork.if_ and not last:
            yield error("else_too_early", *path, "go", place)


def _replies(build: Build, path: FieldPath) -> Iterator[Problem]:
    for place, reply in enumerate(build.replies):
        fits = len(reply.parts) == len(build.parts) and all(
            LETTERS.index(letter) < len(options)
            for letter, options in zip(reply.parts, build.parts, strict=True)
        )
        if not fits:
            yield error("reply_letters", *path, "replies", place, "parts", value=reply.parts)
    answered = {reply.parts for reply in build.replies}
    for letters in product(*(LETTERS[: len(options)] for options in build.parts)):
        if (made := "".join(letters)) not in answered:
            yield error("no_reply", *path, "replies", value=made)
