"""The standing plans that were ever in use, read back as plans: the newest, or the one an incident began under."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import plan as plan_files
from data.entities import StandingPlanVersion
from data.errors import NotAllowed
from data.settings import settings
from data.storage.reading import WHOLE


def plan_version(session: Session, version: int | None = None) -> tuple[int, plan_files.StandingPlan]:
    """The plan in use, or the version with this id, and its id. Raises NotAllowed("no-plan") before the first load."""
    newest = select(StandingPlanVersion.id, StandingPlanVersion.digest).order_by(StandingPlanVersion.id.desc())
    wanted = newest if version is None else newest.where(StandingPlanVersion.id == version)
    row = session.execute(wanted.limit(1).execution_options(**{WHOLE: True})).first()  # everybody may read it
    if row is None:
        raise NotAllowed("no-plan")
    if row.digest not in _PARSED:
        source = session.scalar(select(StandingPlanVersion.source).where(StandingPlanVersion.id == row.id))
        assert source is not None
        # The file's own folder is where its map files are looked for first.
        _PARSED[row.digest] = plan_files.parse(source, settings().plan.resolve().parent)
    return row.id, _PARSED[row.digest]


_PARSED: Final[dict[str, plan_files.StandingPlan]] = {}
"""Digest of a plan's source -> the plan; reading it takes a hundred times as long as looking it up."""
