"""Tavle og skærme: the board, what it holds on to, and the screens on the wall."""

from components import feedback, live, screens, session

screens.from_code(session.current())


@live.follows(key="screens")
def shown() -> None:
    """The ways to the board, and the screens."""
    me = session.current()
    feedback.show()
    screens.ways(me)
    screens.held(me)
    screens.paired(me)


shown()
