"""How each party stands to an edition of the plan: the marks, what is new in it, and a party's own answer (R23, R31).

A party's reservation (`Stance.RESERVES`) stands with its words beside the mark. That a mandate is awaited (6.10) is
another thing and has other words: whoever agreed could not commit the party yet.
"""

from collections.abc import Sequence

import streamlit as st

from components import feedback, look, mandates, plan_view, sheet, times
from components.plain import plain, quote, words
from components.session import Me
from components.texts import mark, t
from data import commands, queries
from data.queries import AgreementView, EditionRow, PlanView, StanceRow
from data.rules.agreement import Changes
from data.vocabulary import PlanState, Stance, Verb

ANSWERS = (PlanState.AGREED, PlanState.IN_FORCE)
"""States in which a party takes a stance."""


def agreed(me: Me, plan: PlanView, view: AgreementView | None) -> None:
    """The newest edition, what was new in it, and every party's mark; which mandates are awaited.

    A later end time asks nobody about the rest: the marks of the edition that it goes on from stand below its own.
    """
    if not plan.editions:
        return
    newest = plan.editions[-1]
    st.markdown(_told(me, newest))
    if newest.reason.id:
        st.markdown(quote(newest.reason))
    elif view and (new := renewed(view)):
        st.caption(new)
    marks(me, plan, newest)
    base = next((edition for edition in reversed(plan.editions[:-1]) if not edition.reason.id), None)
    if newest.reason.id and base and base.stances:
        st.caption(t("What the plan holds was agreed in edition {n}:", n=base.number))
        marks(me, plan, base)
    mandates.of_plan(me, plan)


def renewed(view: AgreementView) -> str:
    """What the newest edition changed of the one before: what the parties are asked about; empty for the first."""
    if not view.renewed:
        return ""
    return t("New since edition {n}: {what}", n=view.edition - 1, what=what_changed(view.renewed, view))


def _told(me: Me, edition: EditionRow) -> str:
    """An edition in one line: agreed, extended or opened again; when, at which meeting, until when."""
    if edition.reopens:
        told = mark("Edition {n}: opened again {time} by {who}, until {end}")
    elif edition.reason.id:
        told = mark("Edition {n}: extended {time} by {who} to {end}")
    elif edition.ends_at:
        told = mark("**Edition {n} agreed** at the meeting {meeting}, until {end}")
    else:
        told = mark("**Edition {n} agreed** at the meeting {meeting}, no end time yet")
    return t(
        told, n=edition.number, time=times.when(edition.at, me.now), who=plain(feedback.role_title(me, edition.role)),
        meeting=times.day_and_clock(edition.meeting_at, me.now) if edition.meeting_at else "–",
        end=times.day_and_clock(edition.ends_at, me.now) if edition.ends_at else "–",
    )  # fmt: skip


def asked(me: Me, plan: PlanView, edition: EditionRow | None, *more: str) -> list[str]:
    """The parties whose mark counts: the fixed ones, those that have answered, and `more`, in the plan file's order."""
    file = me.plan_of(plan.standing_plan_id)
    others = {*more, *(edition.stances if edition else ())}
    return [code for code, party in file.parties.items() if party.permanent or code in others]


def marks(me: Me, plan: PlanView, edition: EditionRow) -> None:
    """Who agrees, who has a reservation and in which words, who was not represented, who has not answered."""
    told: dict[Stance | None, list[str]] = {}
    for code in asked(me, plan, edition):
        row = edition.stances.get(code)
        told.setdefault(row.stance if row else None, []).append(code)
    lines = []
    for stance in (Stance.AGREES, Stance.RESERVES, Stance.NOT_REPRESENTED, None):
        how = look.STANCE[stance] if stance else look.NO_STANCE
        named = [_named(me, edition, code) for code in told.get(stance, ())]
        if stance is Stance.RESERVES:
            lines += [f":{how.colour}[{how.icon} **{how.label}**] {one}" for one in named]
        elif named:
            lines.append(f":{how.colour}[{how.icon} {how.label}] {', '.join(named)}")
    if lines:
        st.markdown("  \n".join(lines))


def _named(me: Me, edition: EditionRow, code: str) -> str:
    """A party, safe for Markdown: its reservation in its own words, or that its mandate is awaited."""
    name, row = plain(feedback.party_name(me, code)), edition.stances.get(code)
    if row and row.stance is Stance.RESERVES:
        return f"{name}: “{words(row.note)}”"
    return t("{party} (mandate awaits confirmation)", party=name) if row and row.reserved else name


def earlier(me: Me, plan: PlanView) -> None:
    """Every edition before the newest, with its marks as they were."""
    if len(plan.editions) < 2:
        return
    with st.expander(t("Earlier editions"), icon=":material/history:", key=f"editions-{plan.id}"):
        for edition in reversed(plan.editions[:-1]):
            who, when = plain(feedback.role_title(me, edition.role)), times.when(edition.at, me.now)
            st.markdown(_told(me, edition))
            st.caption(t("Noted {time} by {who}", time=when, who=who))
            if edition.reason.id:
                st.markdown(quote(edition.reason))
            marks(me, plan, edition)


# -- a party's own answer


def _own(me: Me, plan: PlanView) -> tuple[str, StanceRow | None] | None:
    """The person's party and its stance to the newest edition, if it is theirs to take."""
    party = me.viewer.party
    if party is None or not plan.editions or plan.state not in ANSWERS:
        return None
    if party not in me.plan_of(plan.standing_plan_id).parties:
        return None
    if not me.may(Verb.TAKE_STANCE, owner=party, coordinator=plan.coordinator):
        return None
    return party, plan.editions[-1].stances.get(party)


def _open_question(row: StanceRow | None) -> bool:
    return row is None or row.stance is Stance.NOT_REPRESENTED


def ask(me: Me, plan: PlanView, *, where: str) -> None:
    """*Enig* in one click, *forbehold* with words; once answered, the other answer stays within reach."""
    own = _own(me, plan)
    if own is None:
        return
    party, row = own
    with st.container(horizontal=True, vertical_alignment="center", key=f"stance-{plan.id}{where}"):
        if _open_question(row):
            st.markdown(f"**{_question(me, plan, party)}**", width="content")
        _answer_buttons(me, plan, party, row, where)


def _question(me: Me, plan: PlanView, party: str) -> str:
    name = plain(feedback.party_in_full(me, party))
    return t("Does {party} agree to edition {n}?", party=name, n=plan.editions[-1].number)


def _answer_buttons(me: Me, plan: PlanView, party: str, row: StanceRow | None, where: str) -> None:
    edition, open_ = plan.editions[-1].number, _open_question(row)
    if row is None or row.stance is not Stance.AGREES:
        last = row.at.timestamp() if row and row.at else 0
        how = look.STANCE[Stance.AGREES]
        st.button(
            t("We agree"), key=f"save-agrees-{plan.id}{where}", icon=how.icon,
            type="tertiary" if not open_ else "secondary" if where == "-room" else "primary",  # the meeting has a step
            on_click=feedback.attempt, args=(me, commands.take_stance, f"agrees-{plan.id}-{edition}-{party}-{last}"),
            kwargs={
                "plan": plan.id, "edition": edition, "party": party, "stance": Stance.AGREES, "said": t("Noted."),
                "then": _tell_reserved,
            },
        )  # fmt: skip
    label = t("Change the reservation …") if row and row.stance is Stance.RESERVES else t("Reservation …")
    sheet.open_button(
        label, "stance", plan.id, edition, where=where, icon=look.STANCE[Stance.RESERVES].icon,
        type="secondary" if open_ else "tertiary",
    )  # fmt: skip


def _tell_reserved(me: Me, agreement: int) -> None:
    """Say it when the answer waits for the party's confirmation: the seat at the meeting decides that too."""
    for plan in queries.plans(me.store, me.viewer):
        if agreement in plan.reserved.values():
            feedback.tell(t("Noted. Somebody of your party with a full mandate must confirm it."))


def tasks(me: Me, open_plans: Sequence[PlanView]) -> None:
    """On the overview: that the own party has not answered yet, one click from its answer."""
    place = st.container(key="stances")  # also when empty: what stands below keeps its place
    for plan in open_plans[: plan_view.FOREMOST]:
        own = _own(me, plan)
        if own is None or not _open_question(own[1]):
            continue
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"task-stance-{plan.id}"):
            view = queries.agreement(me.store, me.viewer, plan=plan.id)
            new = f"  \n{said_new}" if view and (said_new := renewed(view)) else ""
            said = f"{plan_view.name(plan)} · {_question(me, plan, own[0])}{new}"
            st.info(said, icon=look.PLAN[PlanState.AGREED].icon, width="stretch")
            _answer_buttons(me, plan, *own, "-task")
            st.page_link(
                "handlingsplan.py", label=t("See the plan"), icon=":material/assignment:",
                query_params={"plan": str(plan.id)},
            )  # fmt: skip


# -- what is new


def changed(plan: PlanView, view: AgreementView) -> None:
    """*Ændret siden udgave 2: ...*: what the parties have not agreed to yet (R31)."""
    if plan.state is PlanState.CLOSED or not view.changes:
        return
    with st.container(key="changed-since", gap="xsmall"):
        told = t("Changed since edition {n}: {what}", n=view.edition, what=what_changed(view.changes, view))
        st.markdown(f":orange[:material/published_with_changes:] {told}")
        if view.changes.added or view.changes.changed or view.changes.gone:
            st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")


def what_changed(found: Changes, view: AgreementView) -> str:
    """Parts, actions, incidents, communication and end time that have changed, in the order of the plan."""
    told = [t(look.PART[kind]) for kind in found.parts]
    for ids, one, several in (
        (found.added, mark("new action {n}"), mark("new actions {n}")),
        (found.changed, mark("action {n}"), mark("actions {n}")),
        (found.gone, mark("action {n} has gone"), mark("actions {n} have gone")),
    ):
        numbers = sorted(view.numbers[number] for number in ids if number in view.numbers)
        if numbers:
            told.append(t(one if len(numbers) == 1 else several, n=", ".join(str(n) for n in numbers)))
    if found.incidents:
        told.append(t("which incidents it covers"))
    if found.communication:
        told.append(t("audiences and who speaks"))
    if found.end_time:
        told.append(t("the end time"))
    return ", ".join(told)
