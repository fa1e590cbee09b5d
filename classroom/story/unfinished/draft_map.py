"""The map of a draft: every way that its tree names is drawn, to scenes that are not there too, and every scene stands on it."""

from collections.abc import Iterator, Mapping
from itertools import chain
from string import ascii_uppercase

from classroom.story.format.paths import Tree
from classroom.story.graph.story_map import Look, StoryMap, Ways, drawn
from classroom.story.model.scenario import Ending
from classroom.story.unfinished.working_tree import parts_of


def map_of_draft(tree: Mapping[str, Tree]) -> StoryMap:
    """Draw any tree; one that is a story, as that story."""
    scenes = {
        name: scene if isinstance(scene, dict) else {} for name, scene in parts_of(tree.get("scenes")).items()
    }
    landing = str(tree.get("landing", ""))
    looks = {
        name: Look(bool(_rows(scene.get("choices"))), _ending(scene), name == landing)
        for name, scene in scenes.items()
    }
    aside = {
        name: str(scene["elsewhere"])
        for name, scene in scenes.items()
        if isinstance(scene.get("elsewhere"), str)
    }
    landings = {landing, *(str(scene["landing"]) for scene in scenes.values() if "landing" in scene)}
    return drawn(str(tree.get("start", "")), looks, ways_in(tree), aside, landings)


def ways_in(tree: Mapping[str, Tree]) -> Ways:
    """Give the scenes that each scene of a tree names as what comes after it, with the letters of the choices that do."""
    found: dict[str, dict[str, str]] = {}
    for name, scene in parts_of(tree.get("scenes")).items():
        ways = found[name] = dict.fromkeys(_targets(scene), "")
        for number, choice in enumerate(_rows(parts_of(scene).get("choices"))):
            for to in dict.fromkeys(_targets(choice)):
                ways[to] = ways.get(to, "") + ascii_uppercase[number : number + 1]
    return found


def _targets(part: Tree) -> Iterator[str]:
    lines = _rows(parts_of(part).get("go"))
    for to in chain([parts_of(part).get("to")], (parts_of(line).get("to") for line in lines)):
        if isinstance(to, str) and to:
            yield to


def _ending(scene: Mapping[str, Tree]) -> Ending | None:
    return next((each for each in Ending if each == scene.get("ending")), None)


def _rows(part: Tree | None) -> list[Tree]:
    return part if isinstance(part, list) else []
