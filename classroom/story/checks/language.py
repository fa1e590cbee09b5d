"""The rules of language over a story: what is said where, by whom, and what has to be answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from classroom.languages import Language
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, unknown_name, warning
from classroom.story.format.text_walk import QUOTED, texts
from classroom.story.library.language_rules import HeardAs, Mouth, Packs, Rule, found_by
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Scenario

_ASKED = {"ask", "consent", "receiver", "questions", "options"}
# What these parts of the notes quote is what pupils may say, or what not to say; all others give the teacher lines.
_NOT_TO_SAY = {"teacher", "when", "about", "never"}
_SPEECH = {("chat", "says"), ("then", "says"), ("thoughts", "says"), ("build", "parts"), ("replies", "says")}


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that break a rule: at the text with this path, in this language, heard in this place."""

    path: FieldPath
    language: Language
    rule: str
    found: str
    place: HeardAs

    def problem(self, code: str, **params: str) -> Problem:
        return error(code, *self.path, self.language, found=self.found, rule=self.rule, **params)


def language_problems(scenario: Scenario, packs: Packs) -> Iterator[Problem]:
    """Give what breaks a rule where no later answer can mend it, and rules silenced or answered that are not there."""
    for each in findings(scenario, packs):
        rule = packs[each.language].rules[each.rule]
        if not may_be_answered(each, rule):
            say = f"{rule.say} → {rule.better}" if rule.better else rule.say
            yield each.problem("language", say=say)
    yield from _names(scenario, packs)


def may_be_answered(finding: Finding, rule: Rule) -> bool:
    """Tell whether it is enough that something in the story answers these words later."""
    spoken = finding.place is HeardAs.SPOKEN and finding.path[0] == "scenes"
    return spoken and rule.mouth is Mouth.ANSWERED


def findings(scenario: Scenario, packs: Packs) -> Iterator[Finding]:
    """Give all that breaks a rule, unless the text itself says that it may."""
    for path, text in texts(scenario):
        for each in _findings(scenario, path, text, packs):
            if each.rule not in text.allow:
                yield each


def _findings(scenario: Scenario, path: FieldPath, text: Text, packs: Packs) -> Iterator[Finding]:
    national = path[0] == "scenes" and bool(scenario.scenes[str(path[1])].countries)
    for language in scenario.languages:
        if language not in packs or not text.has(language):
            continue
        heard = _heard(path, Narrator(scenario.cast, {}, language).say(text))
        for name, rule in packs[language].rules.items():
            if not (rule.national and national):
                yield from _broken(Finding(path, language, name, "", HeardAs.TOLD), rule, heard)


def _broken(finding: Finding, rule: Rule, heard: Mapping[HeardAs, str]) -> Iterator[Finding]:
    for place, said in heard.items():
        found = found_by(rule, said) if place in rule.where else None
        if found:
            yield Finding(finding.path, finding.language, finding.rule, found, place)


def _heard(path: FieldPath, said: str) -> dict[HeardAs, str]:
    """Give what of a text is heard in which place: quotes in it are somebody's own words."""
    names = [step for step in path if isinstance(step, str)]
    if any(pair in _SPEECH for pair in pairwise(names)):
        return {HeardAs.SPOKEN: said}
    if "teacher" in names:
        return {HeardAs.TEACHER: QUOTED.sub("…", said) if names[-1] in _NOT_TO_SAY else said}
    place = HeardAs.ASKED if _ASKED.intersection(names) else HeardAs.TOLD
    return {place: QUOTED.sub("…", said), HeardAs.SPOKEN: "\n".join(QUOTED.findall(said))}


def _names(scenario: Scenario, packs: Packs) -> Iterator[Problem]:
    known = sorted({name for pack in packs.values() for name in pack.rules})
    for path, text in texts(scenario):
        for key in ("answers", "allow"):
            for place, name in enumerate(getattr(text, key)):
                if name not in known:
                    yield unknown_name("rule", name, known, (*path, key, place))
        yield from _idle(scenario, path, text, packs)


def _idle(scenario: Scenario, path: FieldPath, text: Text, packs: Packs) -> Iterator[Problem]:
    broken = {each.rule for each in _findings(scenario, path, text, packs)} if text.allow else set()
    for place, name in enumerate(text.allow):
        if name not in broken:
            yield warning("allow_idle", *path, "allow", place, name=name)
