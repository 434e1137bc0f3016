"""The sign of life of a screen; like the last use of a sign-in no part of the log."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from data.entities import Screen
from data.storage.connect import WRITING
from data.storage.store import Store


def seen(store: Store, screen: int) -> None:
    """Remember that the screen asked for the board now."""
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        session.execute(update(Screen).where(Screen.id == screen).values(seen_at=store.clock()))
        session.commit()
