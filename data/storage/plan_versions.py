"""The standing plans that were ever in use, read back as plans: the newest, or the one an incident began under."""

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import plan as plan_files
from data.entities import StandingPlanVersion
from data.errors import NotAllowed
from data.settings import settings


def plan_version(session: Session, version: int | None = None) -> tuple[int, plan_files.StandingPlan]:
    """The plan in use, or the version with this id, and its id. Raises NotAllowed("no-plan") before the first load."""
    found = select(StandingPlanVersion).order_by(StandingPlanVersion.id.desc()).limit(1)
    row = session.scalar(found) if version is None else session.get(StandingPlanVersion, version)
    if row is None:
        raise NotAllowed("no-plan")
    return row.id, _parsed(row.digest, row.source)


@cache
def _parsed(digest: str, source: str) -> plan_files.StandingPlan:
    del digest  # the key; the file's own folder is where its map files are looked for first
    return plan_files.parse(source, settings().plan.resolve().parent)
