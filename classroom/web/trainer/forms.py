"""What is asked in the workshop."""

from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length

from classroom.actions.authoring.saving import LONGEST_TITLE
from classroom.i18n import language_names
from classroom.languages import Language

LONGEST_NAME, LONGEST_REMARK = 60, 300


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
    base = IntegerField(validators=[InputRequired()])


class RemarkForm(Form):
    """What changed in a publication, or why it goes."""

    number = IntegerField(default=0)
    says = StringField(filters=[_tidy], validators=[Length(max=LONGEST_REMARK)])
