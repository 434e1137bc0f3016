"""Fora: when the ordinary fora meet, and what each has before it then."""

from components import feedback, fora, live, session


@live.follows(key="fora")
def shown() -> None:
    """The forum that the address names; else the council."""
    me = session.current()
    feedback.show()
    fora.page(me)


shown()
