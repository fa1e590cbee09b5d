"""Do all names in a story name something? Only then can anybody walk through it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, unknown_name
from classroom.story.format.text_walk import carried, texts
from classroom.story.model.parts import Build, Condition, Fork, Message, Text
from classroom.story.model.scenario import LETTERS, Choice, Scenario, Scene


def link_problems(scenario: Scenario) -> Iterator[Problem]:
    """Give every name of a scene, person, find or gauge that does not exist, and every `go` without an else.

    While one of these is left, the story cannot be walked through.
    """
    for key in ("start", "landing"):
        yield from _known(scenario, "scene", getattr(scenario, key), (key,))
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


def _known(scenario: Scenario, kind: str, name: str, path: FieldPath) -> Iterator[Problem]:
    names: dict[str, Collection[str]] = {
        "scene": scenario.scenes,
        "person": scenario.cast,
        "find": scenario.tray,
        "gauge": scenario.gauges,
    }
    if name not in names[kind]:
        yield unknown_name(kind, name, names[kind], path)


def _scene(scenario: Scenario, scene: Scene, path: FieldPath) -> Iterator[Problem]:
    yield from _people(scenario, scene, path)
    yield from _scenes_named(scenario, scene, path)
    if scene.short and LETTERS.index(scene.short) >= len(scene.choices):
        yield error("short_no_choice", *path, "short", name=scene.short)
    yield from _go(scenario, scene.go, path)
    for place, choice in enumerate(scene.choices):
        yield from _choice(scenario, choice, (*path, "choices", place))
    if scene.build:
        yield from _replies(scenario, scene.build, (*path, "build"))


def _scenes_named(scenario: Scenario, scene: Scene, path: FieldPath) -> Iterator[Problem]:
    for key in ("landing", "elsewhere", "to"):
        name = getattr(scene, key)
        if name:
            yield from _known(scenario, "scene", name, (*path, key))
    others = scenario.scenes.get(scene.elsewhere or "")
    if others and others.countries:
        yield error("elsewhere_national", *path, "elsewhere", name=scene.elsewhere or "")


def _people(scenario: Scenario, scene: Scene, path: FieldPath) -> Iterator[Problem]:
    yield from _senders(scenario, scene.chat, (*path, "chat"))
    for place, thought in enumerate(scene.thoughts):
        yield from _known(scenario, "person", thought.of, (*path, "thoughts", place, "of"))
    if scene.build:
        yield from _known(scenario, "person", scene.build.by, (*path, "build", "by"))
        yield from _known(scenario, "person", scene.build.answered_by, (*path, "build", "answered_by"))


def _senders(scenario: Scenario, lines: Sequence[Message], path: FieldPath) -> Iterator[Problem]:
    for place, message in enumerate(lines):
        yield from _known(scenario, "person", message.from_, (*path, place, "from"))
        for number, person in enumerate(message.typing):
            yield from _known(scenario, "person", person, (*path, place, "typing", number))


def _choice(scenario: Scenario, choice: Choice, path: FieldPath) -> Iterator[Problem]:
    yield from _senders(scenario, choice.then, (*path, "then"))
    for place, find in enumerate(choice.finds):
        yield from _known(scenario, "find", find, (*path, "finds", place))
    for gauge in choice.changes:
        yield from _known(scenario, "gauge", gauge, (*path, "changes", gauge))
    if choice.if_:
        yield from _condition(scenario, choice.if_, (*path, "if"))
    if choice.to:
        yield from _known(scenario, "scene", choice.to, (*path, "to"))
    yield from _go(scenario, choice.go, path)


def _go(scenario: Scenario, go: Sequence[Fork], path: FieldPath) -> Iterator[Problem]:
    for place, fork in enumerate(go):
        where: FieldPath = (*path, "go", place)
        last = place == len(go) - 1
        yield from _known(scenario, "scene", fork.to, (*where, "to"))
        if fork.if_:
            yield from _condition(scenario, fork.if_, (*where, "if"))
        if fork.if_ and last:
            yield error("no_else", *where)
        if not fork.if_ and not last:
            yield error("else_too_early", *where)


def _condition(scenario: Scenario, condition: Condition, path: FieldPath) -> Iterator[Problem]:
    for key, finds in (("has", condition.has), ("lacks", condition.lacks)):
        for place, find in enumerate(finds):
            yield from _known(scenario, "find", find, (*path, key, place))
    for key, gauges in (("at_least", condition.at_least), ("at_most", condition.at_most)):
        for gauge in gauges:
            yield from _known(scenario, "gauge", gauge, (*path, key, gauge))


def _replies(scenario: Scenario, build: Build, path: FieldPath) -> Iterator[Problem]:
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
