"""Guidet øvelse: the injects of an exercise, for the role that leads it."""

from components import feedback, guided, live, session


@live.follows(key="guided")
def exercise() -> None:
    """Where the exercise stands, and what comes next."""
    feedback.show()
    guided.page(session.current())


exercise()
