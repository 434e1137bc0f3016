"""Personer: accounts by function, their roles and their links; for administrators."""

from components import feedback, live, people, screens, session
from data import queries


@live.follows(key="people")
def accounts() -> None:
    """Every account, and the screens on the wall."""
    me = session.current()
    feedback.show()
    people.exercise_offer(me)
    people.new()
    for row in queries.accounts(me.store, me.viewer):
        people.card(me, row)
    screens.paired(me)


accounts()
