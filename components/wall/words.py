"""The board in words and figures: what stands in each place on the wall, shortened by rule so that nothing is cut.

Plain data for the page's script, the HTML file and the paper; nothing in it is markup. `mark` beside a text is what the
page compares to tell a change from an age that counts up. Functions and parties only: domain.md 5.2.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from components import look, proportions, times
from components.texts import t, tn
from components.wall import looking_back
from components.wall.drawing import Sheet
from components.wall.qr import qr
from data.places import Places
from data.plan import StandingPlan
from data.plan.dates import days_held
from data.plan.hygiene import lines as aged_lines
from data.queries.board import Board, Deadline, Lane, Running, Told
from data.queries.communication import Communicating
from data.rules.board import shortened
from data.vocabulary import PartState, Risk

Face = dict[str, Any]
HEAD: Final = 30
"""Characters beside the number in the first line: kind and quarter."""
SITUATION: Final = 104
ROW: Final = 28
"""Characters of what a row of co-ordination says; of the narrow column beside it SIDE."""
SIDE: Final = 17
STRIP: Final = 60
LANES: Final = 5
"""Rows of the matrix; of more parties those with nothing to do give way first, and the last row adds up the rest."""
ROWS: Final = 3
"""Rows for unanswered calls and deadlines together; one less where the strip at the bottom needs the room."""
TONES: Final[Mapping[Risk, str]] = {Risk.HIGH: "alarm", Risk.MEDIUM: "warn", Risk.LOW: "calm", Risk.UNKNOWN: "warn"}


class Plans:
    """The standing plans that what runs began under, and the one in use."""

    def __init__(self, now: StandingPlan, begun: Mapping[int, StandingPlan]) -> None:
        self.now, self._begun = now, begun

    def of(self, one: Running) -> StandingPlan:
        """The plan that rules what runs."""
        return self.began_under(one.standing_plan_id)

    def began_under(self, number: int) -> StandingPlan:
        """The plan by its version's id."""
        return self._begun[number]


def faces(board: Board, plans: Plans, site: str) -> list[Face]:
    """What takes turns on the wall. A closed item is alone, and nothing of anything else is in its face."""
    if board.closed_since is not None:
        return [closed(board.closed_since, board.at)]
    if not board.running:
        if (back := board.review) is not None:
            return [looking_back.face(back, plans.began_under(back.standing_plan_id))]
        return [calm(board, plans.now, site)]
    named = [name(one, plans.of(one)) for one in board.running]
    return [
        {
            **incident(one, plans.of(one), board.at, crowded=bool(strip := _strip(board, named, place))),
            "strip": strip,
            "strip_mark": f"{board.held} {board.waiting}",  # whose turn it is, is no news
            "qr": code(site + "/", t("Sign in")),
        }
        for place, one in enumerate(board.running)
    ]


def closed(since: datetime, now: datetime) -> Face:
    """The notice of a closed item and its clock."""
    return {
        "kind": "closed",
        "title": t("Closed item"),
        "text": t("Nothing is shown here until it has ended."),
        "since": t("Since {time}", time=times.clock(since)),
        "length": times.span(now - since),
    }


def calm(board: Board, plan: StandingPlan, site: str) -> Face:
    """Nothing runs: the area, the next meeting of the council, what has aged in the plan, the way to report."""
    return {
        "kind": "calm",
        "title": shortened(plan.area.short, HEAD),
        "headline": t("No active incident"),
        "rows": [*_next_meetings(plan, board), *_hygiene(plan, board), *_waiting(board)],
        "first": t("Danger to life: call 112 first."),
        "qr": code(site + "/melding", t("Report an incident")),
        "strip": "",
    }


def _next_meetings(plan: StandingPlan, board: Board) -> list[Face]:
    """When the council meets next: by the plan file, and by what is kept here (R16)."""
    today = times.local(board.at).date()
    for forum in plan.fora.values():
        if forum.every_months:
            days = days_held(forum.meetings, board.kept.meetings.get(forum.code, {}))
            day = min((day for day in days if day >= today), default=None)
            when = times.whole_day(day) if day else t("no date set")
            return [row(t("Next meeting of {forum}", forum=forum.definite), when, tone="" if day else "warn")]
    return []


def _hygiene(plan: StandingPlan, board: Board) -> list[Face]:
    aged = len(aged_lines(plan, times.local(board.at).date(), board.kept))
    said = tn("{n} thing to look after", "{n} things to look after", aged) if aged else t("in order")
    return [row(t("The preparedness plan"), said, tone="warn" if aged else "calm")]


def _waiting(board: Board) -> list[Face]:
    return [row(t("Reports"), _reports(board.waiting), tone="warn")] if board.waiting else []


def _reports(n: int) -> str:
    return tn("{n} report waits", "{n} reports wait", n)


def row(label: str, value: str, *, tone: str = "", mark: str | None = None, key: bool = False) -> Face:
    """A label and what it says; `key` for a key figure."""
    return {"label": label, "value": value, "tone": tone, "mark": mark if mark is not None else value, "key": key}


def number(one: Running) -> str:
    """What runs, by its number."""
    numbers = "+".join(str(spot.number) for spot in one.spots[:3])
    return t("EXERCISE {n}", n=numbers) if one.exercise else t("Incident {n}", n=numbers)


def kind(one: Running, plan: StandingPlan, limit: int = HEAD) -> str:
    """Its kind and quarter; the kind gives way where it gets long."""
    where = shortened(places_of(one, plan), limit - 9)
    known = plan.categories.get(one.spots[0].category)
    said = shortened(known.name, limit - len(where) - 3) if known else ""
    return " · ".join(part for part in (said, where) if part)


def name(one: Running, plan: StandingPlan) -> str:
    """What runs, in another's line: its number and its quarter."""
    return f"{number(one)}, {places_of(one, plan)}"


def places_of(one: Running, plan: StandingPlan) -> str:
    """The quarters, never a finer place."""
    known = Places.from_plan(plan)
    names = [known.zone_name(spot.zone) for spot in one.spots if spot.zone]
    if names:
        return "/".join(dict.fromkeys(names))
    return t("outside the area") if any(spot.outside for spot in one.spots) else t("the area")


def incident(one: Running, plan: StandingPlan, now: datetime, *, crowded: bool) -> Face:
    """One plan with what it covers, or an incident that is for information only."""
    scale = proportions.involved_word(one.involved) if one.involved else ""
    return {
        "kind": "incident",
        "key": f"{one.spots[0].incident}",
        "exercise": one.exercise,
        "title": number(one),
        "what": kind(one, plan),
        "state": _state(one),
        "unowned": {"text": look.UNOWNED.label, "n": str(one.unowned)} if one.unowned else None,
        "risk": {
            "text": " · ".join(told for told in (look.RISK[one.risk].label, scale) if told),
            "tone": TONES[one.risk],
            "shape": one.risk.value,
        },
        **_situation(one, SITUATION - len(scale)),
        "matrix": _matrix(one, plan),
        "rows": _coordination(one, plan, now, ROWS - crowded),
        "told": {"head": t("Communication"), "rows": _communication(one, plan, now)},
        **_map(one, plan),
    }


def _situation(one: Running, room: int) -> Face:
    """What part 1 says; that it is missing stands out, that it is not relevant does not (R32)."""
    if said := one.situation.body:
        return {"situation": shortened(said, room), "said_tone": ""}
    if one.situation_state is PartState.NOT_RELEVANT:
        return {"situation": t("A description is not relevant."), "said_tone": "soft"}
    return {"situation": t("The situation is not described yet."), "said_tone": "" if one.informs_only else "missing"}


def _state(one: Running) -> Face:
    if one.overrun:
        return {"text": t("End time passed"), "tone": "alarm"}
    if one.meeting and one.meeting.started_at:
        return {"text": t("Meeting running"), "tone": "good"}
    if one.in_force:
        return {"text": t("Plan in force"), "tone": "good"}
    if one.agreed:
        return {"text": t("Agreed, not in force"), "tone": ""}
    said = t("For information") if one.informs_only else t("Activated {time}", time=times.clock(one.activated_at))
    return {"text": said, "tone": ""}


def _matrix(one: Running, plan: StandingPlan) -> Face:
    heads = (t("Actions"), t("Proposed"), t("Accepted"), t("Done"), t("Overdue"))
    lanes = list(one.lanes)
    if len(lanes) > LANES:
        lanes = [lane for lane in lanes if lane.proposed + lane.accepted + lane.done]
    rest = lanes[LANES - 1 :] if len(lanes) > LANES else []
    rows = [_lane(party(plan, lane.party), lane) for lane in lanes[: len(lanes) - len(rest)]]
    return {"head": list(heads), "rows": rows + ([_lane(t("{n} others", n=len(rest)), _summed(rest))] if rest else [])}


def _summed(lanes: Sequence[Lane]) -> Lane:
    return Lane(
        "", sum(one.proposed for one in lanes), sum(one.accepted for one in lanes), sum(one.done for one in lanes),
        sum(one.overdue for one in lanes),
    )  # fmt: skip


def _lane(name: str, lane: Lane) -> Face:
    numbers = (lane.proposed, lane.accepted, lane.done)
    cells = [{"text": str(n) if n else "·", "tone": "" if n else "soft"} for n in numbers]
    late = {"text": f"▲ {lane.overdue}", "tone": "alarm"} if lane.overdue else {"text": "·", "tone": "soft"}
    return {"name": name, "cells": [*cells, late]}


def party(plan: StandingPlan, code: str | None) -> str:
    """The short name of a party."""
    known = plan.parties.get(code or "")
    return known.short if known else (code or look.UNOWNED.label)


def _coordination(one: Running, plan: StandingPlan, now: datetime, room: int) -> list[Face]:
    calls = [] if one.informs_only else _calls(one)
    due = [_deadline(due, plan, now) for due in one.deadlines[: room - len(calls)]]
    return [*_meeting(one, plan, now), *_end(one, now), *calls, *due]


def _meeting(one: Running, plan: StandingPlan, now: datetime) -> list[Face]:
    head = t("Coordination")
    if one.informs_only:
        return [row(head, t("no meeting, no plan"))]
    if one.meeting is None:
        return [row(head, t("no meeting is called"), tone="" if one.in_force else "warn")]
    if one.meeting.started_at is None:
        left = one.meeting.planned_at - now
        at = times.near(one.meeting.planned_at, now)
        said = t("meeting {time}, in {left}", time=at, left=times.span(left)) if left > timedelta(0) else None
        return [row(head, said or t("meeting {time}, not opened yet", time=at), mark=at, tone="" if said else "warn")]
    agenda = plan.follow_up_agenda if one.meeting.follow_up and plan.follow_up_agenda else plan.agenda
    item = one.meeting.item
    if item is None or item >= len(agenda):
        return [row(head, t("meeting since {time}", time=times.clock(one.meeting.started_at)))]
    place = t("Item {n}/{all}", n=item + 1, all=len(agenda))
    return [row(place, shortened(agenda[item].text, ROW), tone="good")]


def _calls(one: Running) -> list[Face]:
    """Until the plan is in force, and as long as somebody is not reached; counted as on the call list."""
    made = one.calls
    all_of_them = made.reached == made.total
    if one.in_force and all_of_them:
        return []
    said = t("{n} of {total} reached", n=made.reached, total=made.total)
    return [row(t("Calls"), said, tone="" if all_of_them else "warn")]


def _end(one: Running, now: datetime) -> list[Face]:
    if one.ends_at is None:
        return [] if one.informs_only else [row(t("End time"), t("not agreed yet"))]
    at = times.near(one.ends_at, now)
    if one.overrun:
        return [row(t("END TIME PASSED"), t("at {time}", time=at), tone="alarm", key=True)]
    left = times.span(one.ends_at - now)
    return [row(t("Ends {time}", time=at), t("in {left}", left=left), mark=at, key=True)]


def _deadline(due: Deadline, plan: StandingPlan, now: datetime) -> Face:
    who = party(plan, due.party)
    said = due.what.body or _entry(due, plan)
    at = times.near(due.at, now)
    text = shortened(f"{who}: {said}", ROW)
    return row(f"▲ {at}" if due.overdue else at, text, tone="alarm" if due.overdue else "")


def _entry(due: Deadline, plan: StandingPlan) -> str:
    """An action about individuals is told by the plan's own words, a removed one by its number."""
    entry = plan.catalogue.get(due.entry or "")
    return entry.text if entry else t("action {n}", n=due.number)


def _communication(one: Running, plan: StandingPlan, now: datetime) -> list[Face]:
    return [*_spoken(one, plan, now), *(_informed(told, plan, now) for told in one.told[:2])]


def _spoken(one: Running, plan: StandingPlan, now: datetime) -> list[Face]:
    """Who speaks to the press, or nobody, loudly (R42); and when the residents were told last (R11)."""
    known = one.communicating
    if known is None:
        return []
    rows = [_press(known, plan)]
    if known.foremost:
        label = plan.target_groups.get(known.foremost) or plan.audience_rows[known.foremost].name
        rows.append(_last(shortened(label, SIDE - 5), known.told_at, now))
    return rows


def _press(known: Communicating, plan: StandingPlan) -> Face:
    head = t("Press")
    if known.unspoken:
        return row(head, t("NOT NAMED"), tone="alarm")
    codes = list(dict.fromkeys(one.speaker for one in known.press))
    named = plan.roles[codes[0]].short if codes[0] in plan.roles else codes[0]
    more = f" +{len(codes) - 1}" if len(codes) > 1 else ""
    return row(head, shortened(named, SIDE - len(head) - len(more)) + more)


def _informed(told: Told, plan: StandingPlan, now: datetime) -> Face:
    forum = plan.fora[told.forum]
    role = plan.roles.get(forum.role or "")
    return _last(shortened(role.short if role else forum.name, SIDE - 5), told.at, now)


def _last(label: str, at: datetime | None, now: datetime) -> Face:
    """Who was told last when, or never."""
    if at is None:
        return row(label, t("▲ missing"), tone="alarm")
    return row(label, times.clock(at) if now - at < timedelta(hours=18) else times.ago(at, now))


def _map(one: Running, plan: StandingPlan) -> Face:
    sheet = Sheet(Places.from_plan(plan))
    spots = [(sheet.at((spot.lat, spot.lon)), spot.number) for spot in one.spots]
    return {
        "spots": [{"x": x, "y": y, "n": str(number)} for (x, y), number in spots],
        "zones": [spot.zone for spot in one.spots if spot.zone],
        "map": t("Map of the area with open incidents"),
    }


def _strip(board: Board, named: Sequence[str], place: int) -> str:
    """What else runs and what waits, in one line; something real comes first while an exercise is shown."""
    others = [(one, called) for one, called in zip(board.running, named, strict=True) if called is not named[place]]
    real = [called for one, called in others if not one.exercise and board.running[place].exercise]
    said = [t("{n} of {all}", n=place + 1, all=len(named))] if others else []
    said += [t("REAL: {name}", name=real[0])] if real else [t("Also: {name}", name=called) for _, called in others[:1]]
    if board.held:
        said.append(tn("held; {n} more runs", "held; {n} more run", board.hidden) if board.hidden else t("held"))
    if board.waiting:
        said.append(_reports(board.waiting))
    return shortened(" · ".join(said), STRIP)


def code(address: str, label: str) -> Face:
    """A QR code with what it is for."""
    made = qr(address)
    return {"side": made.side, "path": made.path, "label": label}


def pairing(figures: str, site: str) -> Face:
    """What a machine shows that waits: six figures, and the code that leads a telephone to the form."""
    return {
        "kind": "pairing",
        "faces": [
            {
                "kind": "pairing",
                "title": t("Make this screen the board"),
                "figures": f"{figures[:3]} {figures[3:]}",
                "steps": [
                    t("1. Scan the code, and sign in."),
                    t("2. Check the six figures."),
                    t("3. Name the room, and confirm."),
                ],
                "sign_in": t("Sign in here instead"),
                "qr": code(f"{site}/skaerme?kode={figures}", ""),
            }
        ],
    }
