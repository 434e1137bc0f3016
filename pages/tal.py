"""Tal på tværs: what many incidents have in common; opened from the history and the review."""

from components import across, feedback, live, session


@live.follows(key="numbers")
def numbers() -> None:
    """The period, the kind and the row that the address names."""
    me = session.current()
    feedback.show()
    across.page(me)


numbers()
