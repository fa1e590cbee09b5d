"""The commands that look after what stands beside stories: facts, cards, rules of language and the coverage list."""

from datetime import date, datetime
from pathlib import Path

import click

from classroom.cli.files import cards_in, facts_in, packs_in, stories_in, topics_in
from classroom.cli.stories import Translate
from classroom.languages import TAGS, Language
from classroom.storage import shelf
from classroom.story.format.messages import N_
from classroom.story.format.problems import Param
from classroom.story.library.coverage_list import Library, lost_quotes
from classroom.story.library.coverage_page import coverage_page
from classroom.story.library.facts import Status
from classroom.story.library.language_rules import found_by

COVERAGE = Path(__file__).parent.parent.parent / "docs" / "COVERAGE.md"
_FACTS = N_("{country}: {open} of {number} facts to look up")
_TO_CHECK = N_("Nobody has read it at its source yet.")
_DUE = N_("To be looked up again since {date}.")


@click.command("coverage")
def coverage() -> None:
    """Write docs/COVERAGE.md: what each story, card and fact teaches, with the sentence that does."""
    topics = topics_in(shelf.FOLDER)
    library = Library(
        stories_in(shelf.FOLDER), cards_in(shelf.FOLDER).sheets, facts_in(shelf.FOLDER)[shelf.HOME]
    )
    lost = lost_quotes(topics, library)
    for quote in lost:
        click.echo(f"{quote.topic}: does not stand in {quote.where} any more: {quote.sentence}")
    if lost:
        raise click.exceptions.Exit(1)
    COVERAGE.write_text(coverage_page(topics, library), encoding="utf-8")


def check_facts_in(translate: Translate, spoken: str) -> click.Command:
    """Give the command that lists what is due of the facts, and speaks as the one below does."""

    @click.command("check-facts")
    @click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
    @click.option("--language", type=click.Choice(TAGS), default=str(spoken), show_default=True)
    def check_facts(on: datetime | None, language: str) -> None:
        """List by country the facts that are past their date, or that nobody has read at their source."""
        today = on.date() if on else date.today()  # noqa: DTZ011 -- a day on the wall calendar of whoever asks
        for country, facts in facts_in(shelf.FOLDER).items():
            open_ = [(id_, fact) for id_, fact in facts.facts.items() if fact.is_unsure(today)]
            counts: dict[str, Param] = {"country": country, "number": len(facts.facts), "open": len(open_)}
            click.echo(translate(_FACTS, counts, language))
            for id_, fact in open_:
                is_new = fact.status is Status.TO_CHECK
                why = translate(_TO_CHECK if is_new else _DUE, {"date": str(fact.check_by)}, language)
                click.echo(f"  {id_}: {why} {fact.source_title} <{fact.source_url}>")

    return check_facts


@click.command("check-language")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--language", type=click.Choice(TAGS), default="nl", show_default=True)
def check_language(files: tuple[Path, ...], language: str) -> None:
    """Look in any text for what the rules of language look for in stories."""
    rules = packs_in(shelf.FOLDER)[Language(language)].rules
    for path in files:
        text = path.read_text(encoding="utf-8")
        found = [
            f"{path}:{number}: {name}: {words}"
            for number, line in enumerate(text.splitlines(), start=1)
            for name, rule in rules.items()
            if (words := found_by(rule, line))
        ]
        length = len(text.split())
        rate = 1000 * len(found) / max(1, length)
        click.echo("\n".join([*found, f"{path}: {len(found)} in {length} words, {rate:.1f} in 1,000"]))
