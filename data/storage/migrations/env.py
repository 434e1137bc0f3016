"""Alembic's entrance; `make migration` compares the entities with a database brought to head."""

from typing import Any, Literal

from alembic import context

from data.entities import Entity
from data.entities.mapping import Utc, Word


def plain(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Our own column types are written as plain ones, so that old migrations outlive them."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, Word):
        return "sa.String(24)"
    return False


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Entity.metadata, render_item=plain, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
