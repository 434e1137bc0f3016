"""Historik: the log of one incident, read back in plain words."""

from components import across, archives, feedback, history, incidents, live, review, session


@live.follows(key="history")
def log() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    across.link(me)
    row = incidents.choose(me)
    if row is not None:
        review.link(me, row)
        archives.link(me, row)
        history.page(me, row)


log()
