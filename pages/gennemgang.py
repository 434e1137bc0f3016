"""Gennemgang: one ended incident for the council that looks back; opened from the history and the incident."""

from components import across, feedback, live, review, session


@live.follows(key="review")
def reviewed() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    across.link(me)
    review.page(me)


reviewed()
