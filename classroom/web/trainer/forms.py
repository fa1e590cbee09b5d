"""What is asked in the workshop."""

from flask import request
from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from classroom.actions.authoring.saving import LONGEST_TITLE
from classroom.i18n import language_names
from classroom.languages import Language

LONGEST_NAME, LONGEST_REMARK = 60, 300
HIGHEST = 2**31 - 1  # of the numbers that a database holds


def _tidy(said: str | None) -> str:
    return " ".join((said or "").split())


class NewStoryForm(Form):
    """How a story is called, and in which language it begins."""

    title = StringField(filters=[_tidy], validators=[DataRequired(), Length(max=LONGEST_TITLE)])
    language = StringField(validators=[AnyOf([*language_names()])])

    @property
    def spoken(self) -> Language:
        return Language(self.language.data or "")


class SourceForm(Form):
    """The whole text of a story, and the revision that it was made out of."""

    text = TextAreaField()
    base = IntegerField(validators=[InputRequired(), NumberRange(1, HIGHEST)])


class PublishForm(Form):
    """The revision that goes on the shelf, and what changed in it."""

    number = IntegerField(default=0, validators=[NumberRange(0, HIGHEST)])
    says = StringField(filters=[_tidy], validators=[Length(max=LONGEST_REMARK)])


class WithdrawForm(Form):
    """The publication that goes off the shelf, and why."""

    number = IntegerField(default=0, validators=[NumberRange(0, HIGHEST)])
    why = StringField(filters=[_tidy], validators=[DataRequired(), Length(max=LONGEST_REMARK)])


def number_sent(name: str) -> int:
    """Give a number that was sent, 0 where there is none that can be anything's."""
    sent = request.form.get(name, 0, type=int)
    return sent if 0 < sent <= HIGHEST else 0
