"""Arkiv: one ended incident as one file for the case system, and what is given out of it."""

from components import archives, feedback, live, session


@live.follows(key="archives")
def archived() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    archives.page(me)


archived()
