"""A story made of any tree: what is missing is filled in, what does not fit is left out, so that it can be drawn and played."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pydantic import ValidationError

from classroom.languages import Language
from classroom.story.checks.references import broken_links, with_guess
from classroom.story.format.field_errors import Misfit, values_that_do_not_fit
from classroom.story.format.paths import FieldPath, Tree
from classroom.story.format.problems import MOST, Problem, first_of
from classroom.story.format.spelling import only_language
from classroom.story.format.text_walk import texts
from classroom.story.model.scenario import Scenario
from classroom.story.unfinished.link_mends import link_mend, round_mends
from classroom.story.unfinished.mends import Mend, StandIns, is_blank, shape_mend, wordless_mend
from classroom.story.unfinished.working_tree import WorkingTree


@dataclass(frozen=True, slots=True)
class Mended:
    """A story to draw, and what was done for it. All paths but those of the story itself are of the tree that was given.

    `problems` are what kept the tree from being a story that can be walked through. `blanks` are the texts that nobody has
    written, or not in one of the languages that they have: "…" or another language stands for each. `filled` has all that
    stands in for something. Ways to nothing lead to the ending `stub`, which is empty where there is no such way.
    """

    story: Scenario
    stub: str
    problems: tuple[Problem, ...]
    blanks: tuple[FieldPath, ...]
    filled: frozenset[FieldPath]
    in_file: Callable[[FieldPath], FieldPath]

    def stands_in(self, path: FieldPath) -> bool:
        """Tell whether what has this path in the tree that was given is not there, or is part of what is not."""
        return _is_inside(path, self.filled)


def mended(tree: Mapping[str, Tree]) -> Mended:
    """Make a story of any tree, within the limits of a file; of one that is a sound story, that story."""
    return _Mending(tree).done()


@dataclass(frozen=True, slots=True)
class _Task:
    """A mend, and the problem at this path for which it is."""

    path: FieldPath
    mend: Mend
    problem: Callable[[], Problem] | None = None


class _Mending:
    """Looks at the tree as often as there is something to mend: what is filled in may lack something itself."""

    def __init__(self, tree: Mapping[str, Tree]) -> None:
        self.tree = WorkingTree(tree)
        self.standing = StandIns.for_(tree)
        self.problems: list[Problem] = []
        self.blanks: set[FieldPath] = set()
        self.filled: set[FieldPath] = set()
        self.taken: set[FieldPath] = set()
        self.tried: set[tuple[str, str, FieldPath]] = set()

    def done(self) -> Mended:
        found = self._look()
        while not isinstance(found, Scenario):
            self._work(found)
            found = self._look()
        return Mended(
            story=found,
            stub=self.standing.stub if self.standing.stub in found.scenes else "",
            problems=first_of(each for each in self.problems if not _is_inside(each.path[:-1], self.taken)),
            blanks=tuple(self._blanks_of(found)),
            filled=frozenset(self.filled),
            in_file=self.tree.in_file,
        )

    def _look(self) -> Scenario | list[_Task]:
        """Give the story if it is one, or what to do next."""
        try:
            story = Scenario.model_validate(self.tree.root, context={"only": only_language(self.tree.root)})
        except ValidationError as refused:
            return [self._shaped(each) for each in values_that_do_not_fit(refused, Scenario)]
        return [*self._wordless(story)] or [*self._linked(story)] or [*self._straightened(story)] or story

    def _shaped(self, misfit: Misfit) -> _Task:
        path, mend = misfit.path, shape_mend(misfit, self.tree.get(misfit.path), self.standing)
        tried = (misfit.kind, str(misfit.limits), self.tree.in_file(path))
        if tried in self.tried:  # What was done did not help.
            mend = Mend(take=(path,))
        self.tried.add(tried)
        return _Task(path, mend, misfit.problem)

    def _wordless(self, story: Scenario) -> Iterator[_Task]:
        for path, text in texts(story):
            if not any(text.wordings()):
                yield _Task(path, wordless_mend(path, self.tree.get(path)))

    def _linked(self, story: Scenario) -> Iterator[_Task]:
        for problem in broken_links(story):
            mend = link_mend(problem, story, self.standing)
            yield _Task(problem.path, mend, partial(with_guess, story, problem))

    def _straightened(self, story: Scenario) -> Iterator[_Task]:
        for problem, mend in round_mends(story, self.standing):
            yield _Task(problem.path, mend, partial(replace, problem))

    def _work(self, tasks: list[_Task]) -> None:
        for task in tasks:
            self._tell(task)
        for task in tasks:
            for path, value in task.mend.put.items():
                self._put(path, value)
            for path, value in task.mend.add:
                self._put((*path, len(self.tree.get(path))), value)
        self.taken.update(self.tree.take_out(path for task in tasks for path in task.mend.take))

    def _tell(self, task: _Task) -> None:
        """Tell a problem, unless it is a text that is not written yet, or comes of what was done about another."""
        where, mend = self.tree.in_file(task.path), task.mend
        if mend.unwritten and mend.take:
            self.blanks.add(where)
        again = not mend.take and mend.put and all(self.tree.in_file(path) in self.taken for path in mend.put)
        is_told = mend.unwritten or again or _is_inside(where, self.filled)
        if task.problem and not is_told and len(self.problems) <= MOST:
            problem = replace(task.problem(), path=where)
            self.problems += [problem] if problem not in self.problems else []

    def _put(self, path: FieldPath, value: Tree) -> None:
        was_there = self.tree.get(path) is not None
        self.tree.put(path, value)
        where = self.tree.in_file(path)
        if not was_there:
            self.filled.add(where)
        if path != ("scenes", self.standing.stub):
            self.blanks |= {each for each in _blanks(value, where) if each not in self.taken}

    def _blanks_of(self, story: Scenario) -> Iterator[FieldPath]:
        for path, _ in texts(story):
            place = self.tree.in_file(path)
            if place in self.blanks:
                yield place
            else:
                yield from (
                    each for each in ((*place, language) for language in Language) if each in self.blanks
                )


def _is_inside(path: FieldPath, places: Collection[FieldPath]) -> bool:
    return any(path[:length] in places for length in range(1, len(path) + 1))


def _blanks(value: Tree, path: FieldPath) -> Iterator[FieldPath]:
    if is_blank(value):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _blanks(inner, (*path, key))
