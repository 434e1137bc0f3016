"""What concerns the house itself: the standing plan in use, and the removal of a text that should not be there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import plan as plan_files
from data.entities import Incident, LogLine, StandingPlanVersion, Text
from data.errors import NotAllowed, RuleBroken
from data.rules import access
from data.rules.access import Viewer
from data.storage import Replayed, Store, intention, log
from data.storage.purge import purge
from data.storage.reading import WHOLE
from data.vocabulary import Subject, Verb

HOUSE = Viewer(person=None, role="system")


@intention
def load_plan(store: Store, plan: plan_files.StandingPlan) -> int:
    """Take a plan file into use, unless it is in use already; returns its version's id.

    Incidents keep the version they began under. Asked within the change: several instances may start at once.
    """
    with store.changing(HOUSE) as change:
        newest = change.session.scalar(select(StandingPlanVersion).order_by(StandingPlanVersion.id.desc()).limit(1))
        if newest is not None and newest.digest == plan.digest:
            raise Replayed(newest.id)
        row = change.add(
            StandingPlanVersion(digest=plan.digest, title=plan.title, source=plan.text, loaded_at=change.now)
        )
        change.log(Verb.LOAD_PLAN, Subject.STANDING_PLAN, row.id, digest=plan.digest)
    return row.id


@intention
def take_plan(
    store: Store, by: Viewer, key: str | None = None, *, plan: plan_files.StandingPlan, shown: str, replaces: int
) -> int:
    """Take a changed plan file into use from its page; returns its version's id.

    `shown` is the digest of the file whose changes the person read, `replaces` the id of the version it was compared
    with: nobody takes into use what they have not seen (6.27). The role that does it must be able to do it again.
    """
    access.require(by, Verb.ADMINISTER)
    with store.changing(by, key) as change:
        newest = change.session.scalar(select(StandingPlanVersion).order_by(StandingPlanVersion.id.desc()).limit(1))
        if newest is None or newest.id != replaces:
            raise RuleBroken("other-plan-in-use")
        if plan.digest != shown:
            raise RuleBroken("plan-file-changed")
        if newest.digest == plan.digest:
            raise RuleBroken("plan-unchanged")
        if not (role := plan.roles.get(by.role)) or not role.may(Verb.ADMINISTER):
            raise RuleBroken("plan-locks-out", role=by.role)
        row = change.add(
            StandingPlanVersion(digest=plan.digest, title=plan.title, source=plan.text, loaded_at=change.now)
        )
        change.log(Verb.LOAD_PLAN, Subject.STANDING_PLAN, row.id, digest=plan.digest)
        change.outcome = row.id
    return change.outcome


@intention
def redact(store: Store, by: Viewer, key: str | None = None, *, text: int) -> int:
    """Remove a text for good: that it was removed, when and in which role stays; the chain still verifies (6.1).

    Afterwards the bytes are gone from the database file and its write-ahead log too, see data.storage.purge.
    """
    access.require(by, Verb.REDACT)
    with store.changing(by, key) as change:
        found = change.get(Text, text)
        if found.redacted_by is not None:
            raise RuleBroken("already-redacted")
        first = log.line_of(change.session, text)
        incident = _incident_of(change.session, first)
        if by.only is not None and (incident is None or incident.id not in by.only):  # a guest of another one (R22)
            raise NotAllowed("unknown")
        line = change.log(
            Verb.REDACT, Subject.TEXT, text, incident=incident, text=text, of_line=first.seq if first else None
        )
        change.redact(found, line)
    purge(store.engine)
    return text


def _incident_of(session: Session, line: LogLine | None) -> Incident | None:
    """The incident a line belongs to, also when the one who removes may not read it: its history must tell."""
    if line is None or line.incident_id is None:
        return None
    return session.get(Incident, line.incident_id, execution_options={WHOLE: True})
