"""Why not: the words for every refusal that lesson and actions know."""

from classroom.lesson.room_codes import CodeProblem
from classroom.storage.failures import Trouble
from classroom.story.format.messages import N_

REASONS = {
    "wrong_pupils": N_("The number of pupils is a number from 1 to 60."),
    "many_knock": N_("Many phones are waiting at the door. Put up a hand, and try once more in a minute."),
    "fewer_than_answered": N_("More phones than that have answered this question already."),
    "paused": N_("The lesson is paused. Go on first."),
    "close_first": N_("A vote is open. Close it first, or undo the opening."),
    "too_few_to_show": N_("Too few answers to show anything. Choose together, or vote again."),
    "nothing_revealed": N_("There is no result to follow. Choose together, or vote again."),
    "rehearsal": N_("This is a rehearsal: nothing of it is kept."),
    "forgotten": N_("It is too late to keep this lesson: it was forgotten already."),
    "ended": N_("This lesson is over."),
    "no_way_back": N_("There is nothing before this."),
    "not_paused": N_("The lesson is not paused."),
    "nothing_to_undo": N_("There is nothing to undo."),
    "too_late_to_undo": N_("Undo works for ten seconds. Use 'back' instead."),
    "nothing_to_repeat": N_("There is no vote to repeat here."),
    "voted_twice": N_(
        "The class has voted on this question twice. Follow a result, or choose another way openly."
    ),
    "nothing_to_choose": N_("There is nothing to choose here."),
    "not_a_choice": N_("This answer cannot be chosen here."),
    "already_landed": N_("The story has already come to its end."),
    "no_voices": N_("There are no more inner voices in this scene."),
    "no_cards": N_("There are no cards to sort in this scene."),
    "no_other_way": N_("Another way can be looked at while the story is told or looked back on."),
    "no_such_branch": N_("There is no such way for this class."),
    "no_way_deeper": N_("There is no other way to follow from here."),
    "not_aside": N_("The class is on its own way already."),
    "sentence_first": N_("Make this sentence first; then the class can make another one."),
    "not_started": N_("The story has not begun yet."),
    "not_asleep": N_("This lesson was not saved for another day."),
    "count_cards": N_("This vote is on paper. Count the cards and choose the letter that won."),
    "nothing_open": N_("No vote is open."),
    "vote_closed": N_("The vote is closed."),
    "help_for_a_minute": N_("Leave the help screen up for one minute."),
}
STALE = N_("Another desk was first. This is where the class is now.")
ASK_FIRST = N_("Not everybody has answered yet. Close the vote anyway?")
ASK_HALF = N_("Fewer than half have answered, so the vote would show nothing. Close it anyway?")
# The same words as in student/_shell.html, which show where a script runs.
KEPT = N_("Saving does not work for a moment. Your vote is kept; this phone keeps trying.")
TRY_AGAIN = N_("Saving did not work just now. Try it once more.")
TROUBLES = {
    Trouble.FULL: N_(
        "The disk of this computer is full, so nothing can be saved. Make room, for example by emptying the bin. "
        "Phones keep their answers; then all goes on by itself."
    ),
    Trouble.LOCKED: N_(
        "Another program is holding the file with the lesson, so nothing can be saved. Close it: it may be a backup "
        "or a second Wissel. Phones keep their answers; then all goes on by itself."
    ),
    Trouble.BROKEN: N_(
        "The file with the lesson cannot be read or written, so nothing can be saved. Is the disk still connected, "
        "and the folder in its place? Phones keep their answers; once that is mended, all goes on by itself."
    ),
}
NO_SCREEN = N_("No screen shows this code. Look once more: after five minutes it shows a new one.")
NOT_PLAYABLE = N_(
    "This story is not there any more, or cannot be played as its file is now. The shelf says why."
)
TOO_MANY_TRIES = N_("That was one wrong code too many. Wait a minute, then try once more.")
CODES = {
    CodeProblem.EMPTY: N_("Type the code that is on the wall."),
    CodeProblem.LENGTH: N_("A code has six signs. Look at the wall once more."),
    CodeProblem.SIGN: N_(
        "That sign is not in any code: there is no A, E, I, L, O, U, 0 or 1. Look at the wall once more."
    ),
    CodeProblem.UNKNOWN: N_("No lesson has this code. Look at the wall once more: there may be a new code."),
    CodeProblem.TOO_MANY: TOO_MANY_TRIES,
    CodeProblem.OVER: N_("This lesson is over. Ask for the code of today."),
}
