"""What an installation works with: the plan in use and its maps, what has aged in it, and who can sign in."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from data import plan as plan_files
from data import providers, queries
from data.doctor.finding import Finding, Opened, fault, fine, warning
from data.doctor.network import HERE
from data.errors import NotAllowed
from data.places import Places
from data.plan import PlanRefused, StandingPlan
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import Verb

LOOKING: Final = Viewer(person=None, role="system", grants=frozenset({Verb.ADMINISTER}))
"""Whoever has the machine's command line."""


def plan_in_use(store: Store) -> tuple[StandingPlan | None, Finding]:
    """The plan that is in use, or why there is none."""
    try:
        found = store.plan()
    except NotAllowed:
        return None, fault("no-plan")
    except PlanRefused as refused:
        return None, fault("plan-unreadable", problem=refused.problems[0])
    return found, fine("plan", title=found.title)


def plan_file(inside: Opened) -> Iterator[Finding]:
    """The file of the settings beside the plan in use."""
    file = inside.house.settings.plan
    try:
        written = plan_files.load(file)
    except PlanRefused as refused:
        missing = not file.exists()
        yield fault("plan-file-missing" if missing else "plan-file-wrong", file=file, problem=refused.problems[0])
        return
    if inside.plan is not None and written.digest != inside.plan.digest:
        yield warning("plan-file-differs", file=file)


def maps(inside: Opened) -> Iterator[Finding]:
    """The map files that the plan in use names."""
    if inside.plan is None:
        return
    try:
        Places.from_plan(inside.plan)
    except PlanRefused as refused:
        yield fault("maps-wrong", problem=refused.problems[0])
    else:
        yield fine("maps", count=len(inside.plan.area.map.named()))


def aged(inside: Opened) -> Iterator[Finding]:
    """What has aged in the plan: a line for each way, as on its page."""
    if inside.plan is None:
        return
    for line in plan_files.lines(inside.plan, day_of(inside.house.now), queries.kept(inside.store)):
        yield warning(f"aged-{line.aged.value}", count=len(line.codes), since=line.since or "ukendt dag")


def accounts(inside: Opened) -> Iterator[Finding]:
    """Whether somebody can sign in, and whether somebody administers."""
    if inside.plan is None:
        return
    plan = inside.plan
    rows = [row for row in queries.accounts(inside.store, LOOKING) if not row.disabled and row.guest is None]
    elsewhere = bool(providers.load(inside.house.settings).found)
    ready = [row for row in rows if row.has_password or row.demo or (elsewhere and row.email and row.email_vouched)]
    leading = [row for row in ready if any(_administers(plan, hat.role) for hat in row.roles)]
    used = max((row.last_used for row in rows if row.last_used), default=None)
    if not rows:
        yield fault("no-accounts")
    elif not leading:
        yield fault("no-administrator", accounts=len(rows))
    elif len(leading) == 1:
        yield warning("one-administrator")
    else:
        yield fine("accounts", count=len(ready), leading=len(leading), used=day_of(used) if used else "aldrig")
    if any(row.demo for row in rows) and _open_to_others(inside):
        yield fault("demo-accounts")


def _administers(plan: StandingPlan, role: str) -> bool:
    return role in plan.roles and plan.roles[role].may(Verb.ADMINISTER)


def _open_to_others(inside: Opened) -> bool:
    chosen = inside.house.settings
    return chosen.https or urlsplit(chosen.public_url).hostname not in {*HERE, None}
