"""How many take part, in words: for the class, and for the desk when there are more phones than pupils."""

from classroom.i18n import gettext, ngettext
from classroom.languages import Language
from classroom.lesson.votes.turnout import MOST_PUPILS, Crowd, Turnout
from classroom.story.format.messages import N_, NN_

CROWDS = {
    Crowd.NOBODY: N_("Nobody has answered yet."),
    Crowd.SOME: N_("Some have answered."),
    Crowd.HALF: N_("About half have answered."),
    Crowd.MOST: N_("Most have answered."),
    Crowd.NEARLY_ALL: N_("Nearly everyone has answered."),
}

TAKE_PART = NN_("%(num)s phone takes part.", "%(num)s phones take part.")
TAKE_PART_HERE = NN_(
    "%(phones)s phones take part, %(num)s of them on the teacher's computer.",
    "%(phones)s phones take part, %(num)s of them on the teacher's computer.",
)
PUPILS = NN_("%(num)s pupil", "%(num)s pupils")
TOO_MANY = N_("%(phones)s phones, %(pupils)s.")
WE_ARE = N_("We are %(count)s now")
LET_IN = N_("Let them in: we are %(count)s then")


def taking_part(language: Language, turnout: Turnout) -> str:
    """Say how many phones take part, and how many of them are windows on the teacher's computer; of none, nothing."""
    phones, here = turnout.phones, turnout.told_here
    if not phones:
        return ""
    if not here:
        return ngettext(language, TAKE_PART, phones)
    return ngettext(language, TAKE_PART_HERE, here, phones=phones)


def answered(language: Language, turnout: Turnout) -> str:
    """Say roughly how many have answered."""
    return gettext(language, CROWDS[turnout.crowd])


def too_many(language: Language, phones: int, pupils: int) -> str:
    """Say to the desk that there are more phones than pupils."""
    return gettext(language, TOO_MANY, phones=phones, pupils=ngettext(language, PUPILS, pupils))


def we_are(language: Language, phones: int) -> str:
    """Give what the desk says when so many take part, or nothing where no class is so large."""
    return gettext(language, WE_ARE, count=phones) if phones <= MOST_PUPILS else ""


def let_in(language: Language, phones: int) -> str:
    """Give what the desk says when it lets so many in as there are then, or nothing where no class is so large."""
    return gettext(language, LET_IN, count=phones) if phones <= MOST_PUPILS else ""
