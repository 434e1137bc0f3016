"""Historik: the log of one incident, read back in plain words."""

from components import archives, feedback, history, incidents, live, review, session
from data import queries


@live.follows(key="history")
def log() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    row = incidents.choose(me)
    if row is not None:
        review.link(me, row)
        archives.link(me, row)
        history.lines(me, queries.history(me.store, me.viewer, row.id), me.plan_of(row.standing_plan_id))


log()
