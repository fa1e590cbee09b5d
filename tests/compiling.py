"""What is the same in the app of every test is compiled once."""

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def compile_addresses_once() -> None:
    """Let all apps of this process share what builds their addresses. Compiling that is two thirds of what an app costs."""
    compile_builder = Rule._compile_builder
    made: dict[tuple[str, str, bool], Builder] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Builder:
        name = rule.rule, repr(rule.defaults), append_unknown
        if name not in made:
            made[name] = compile_builder(rule, append_unknown)
        return made[name]

    Rule._compile_builder = remembered  # type: ignore[assignment,method-assign] # there is no other way in
