"""Historik: the log of one incident, read back in plain words."""

from components import feedback, history, incidents, live, review, session


@live.follows(key="history")
def log() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    row = incidents.choose(me)
    if row is not None:
        review.link(me, row)
        history.page(me, row)


log()
