"""Personer: accounts by function, their roles and links; for administrators, and for leaders their own party's."""

from components import feedback, live, people, screens, session
from data.rules import access
from data.vocabulary import Verb


@live.follows(key="people")
def accounts() -> None:
    """The accounts that the person keeps, and for administrators the screens on the wall."""
    me = session.current()
    feedback.show()
    if not access.keeps_people(me.viewer):  # lost the right while the page was open
        feedback.redraw()
    people.exercise_offer(me)
    people.kept(me)
    if me.may(Verb.ADMINISTER):
        screens.paired(me)


accounts()
