"""The forms about the parts of a handlingsplan: written, proposed, taken over, declined, compared (R30, R32-R35)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from components import difference, feedback, look, part_view, plan_view, presence, proportions, sheet, times
from components.plain import bare
from components.session import Me
from components.sheet import Field, Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.queries import PartRow, PlanView, ProposalRow
from data.rules.parts import WRITTEN
from data.storage import Seen
from data.vocabulary import PartKind, PartState

Answers = dict[str, Any]


def _plan(me: Me, number: int) -> PlanView:
    return still_there(queries.plan(me.store, me.viewer, number))


def part(kind: PartKind, me: Me, pin: Pin) -> None:
    """One of the five parts: filled in with its answers, or not relevant with a reason (R32-R35)."""
    view = _plan(me, pin.id)
    found = view.parts[kind]
    states = [PartState.FILLED, PartState.NOT_RELEVANT] if kind in WRITTEN else [PartState.NOT_RELEVANT]
    form = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[kind])}** · {plan_view.name(view)}")
    presence.writing_here(me, pin.id, kind, where="-form")
    with form.form():
        start = found.state if found.state in states else states[0]
        state = form.choice("state", t("This part is"), states, start, lambda s: look.PART_STATE[s].label)
        text = form.text("text", _label(kind), bare(found.text), lines=7, placeholder=_hint(kind))
        _soft_limit(me, view, kind, text)
        answers = _fields(me, form, view, found)
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Saved."), commands.write_part, plan=pin.id, kind=kind, revision=pin.version, state=state or states[0],
            text=text, latest=lambda: _now(me, pin.id, kind), **answers,
        )  # fmt: skip


def _soft_limit(me: Me, view: PlanView, kind: PartKind, text: str) -> None:
    """*Kort og præcist*: a hint, never a refusal (R33)."""
    limit = me.plan_of(view.standing_plan_id).limits.situation_characters
    if kind is not PartKind.SITUATION:
        return
    hint = t("Short and precise: more than {n} characters are hard to read in the room.", n=limit)
    st.caption(f":orange[:material/short_text: {hint}]" if len(text) > limit else hint)


def _fields(me: Me, form: Sheet, view: PlanView, found: PartRow) -> Answers:
    """What a part asks beside its text; it counts when the part is filled in."""
    draw = FIELDS.get(found.kind)
    return draw(me, form, view, found) if draw else {}


def _situation(me: Me, form: Sheet, _view: PlanView, found: PartRow) -> Answers:
    return {"proportions": proportions.fields(me, form, found)}


def _purpose(me: Me, form: Sheet, view: PlanView, found: PartRow) -> Answers:
    groups = me.plan_of(view.standing_plan_id).target_groups
    chosen = form.several("target_groups", _for_whom(), list(groups), found.target_groups, groups.__getitem__)
    form.also(_for_whom(), ", ".join(groups[code] for code in chosen))
    return {"target_groups": chosen}


FIELDS: Final[Mapping[PartKind, Callable[[Me, Sheet, PlanView, PartRow], Answers]]] = {
    PartKind.SITUATION: _situation,
    PartKind.PURPOSE: _purpose,
}


def _for_whom() -> str:
    return t("Which target groups? (at least one)")


def _label(kind: PartKind) -> str:
    return t("The text, or why it is not relevant") if kind in WRITTEN else t("Why?")


def _hint(kind: PartKind) -> str:
    return {
        PartKind.SITUATION: t("What happened, where, what is going on now, and what is not known"),
        PartKind.PURPOSE: t("What is to be achieved"),
        PartKind.COMMUNICATION: t("Who must be told, the key messages, who informs whom, who speaks to the press"),
    }.get(kind, "")


def _now(me: Me, plan: int, kind: PartKind) -> Latest:
    """What is stored now, with every answer, for whoever comes late (6.6)."""
    found = queries.part(me.store, me.viewer, plan, kind)
    fields: list[Field] = [(_label(kind), bare(found.text))]
    texts = {"text": bare(found.text)}
    if kind is PartKind.SITUATION:
        fields += proportions.told(me, found)
        texts["risk_reason"] = bare(found.risk_reason)
    if kind is PartKind.PURPOSE:
        groups = me.plan_of(_plan(me, plan).standing_plan_id).target_groups
        fields.append((_for_whom(), ", ".join(groups.get(code, code) for code in found.target_groups)))
    return Latest(found.revision, fields, texts)


def propose(kind: PartKind, me: Me, pin: Pin) -> None:
    """Other words for a part that one does not write: they begin as what stands there now (R30)."""
    view = _plan(me, pin.id)
    found = view.parts[kind]
    start = bare(found.text) if found.state is PartState.FILLED else ""
    form = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[kind])}** · {plan_view.name(view)}")
    st.caption(t("Whoever writes the plan sees your proposal beside the text, and takes it over or says why not."))
    presence.writing_here(me, pin.id, kind, where="-form")
    with form.form():
        text = form.text("text", t("How should it read?"), start, lines=7, placeholder=_hint(kind))
        reason = form.text("reason", t("Why? (optional)"), lines=2)
        pressed = form.save_button(t("Propose it"))
    if pressed:
        form.send(
            t("Proposed. You see the answer here."), commands.propose_change, plan=pin.id, kind=kind,
            revision=pin.version, text=text, reason=reason,
        )  # fmt: skip


def _proposal(me: Me, pin: Pin) -> tuple[PlanView, ProposalRow]:
    plan, found = still_there(queries.proposal(me.store, me.viewer, pin.id))
    return _plan(me, plan), found


def take(me: Me, pin: Pin) -> None:
    """Take a change over into a part that has moved on, or that lacks its answers: the writer sees both."""
    view, asked = _proposal(me, pin)
    found = view.parts[asked.kind]
    form = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[asked.kind])}** · {plan_view.name(view)}")
    part_view.proposed(me, found, asked)
    with form.form():
        text = form.text("text", t("How should it read?"), bare(asked.text), lines=7)
        answers = _fields(me, form, view, found)
        pressed = form.save_button(t("Take it over"))
    if pressed:
        form.send(
            t("Taken over."), commands.take_change, seen=Seen(asked.id, asked.version), revision=pin.version,
            text=text, latest=lambda: _now(me, view.id, asked.kind), **answers,
        )  # fmt: skip


def decline(me: Me, pin: Pin) -> None:
    """A word why; the proposer reads it under the part."""
    view, asked = _proposal(me, pin)
    form = Sheet(me, pin)
    part_view.proposed(me, view.parts[asked.kind], asked)
    with form.form():
        reason = form.text("reason", t("Why not?"))
        pressed = form.save_button(t("Decline"))
    if pressed:
        form.send(
            t("Declined. Whoever proposed it sees why."), commands.decline_change, seen=Seen(asked.id, asked.version),
            reason=reason,
        )  # fmt: skip


def versions(kind: PartKind, me: Me, pin: Pin) -> None:
    """Every revision of a part, any two of them compared, and what became of proposed changes."""
    view = _plan(me, pin.id)
    rows = {row.revision: row for row in queries.revisions(me.store, me.viewer, pin.id, kind)}
    form = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[kind])}** · {plan_view.name(view)}")
    if rows:
        newest = form.kept("newest", lambda: max(rows))
        older, newer = st.columns(2)
        with older:
            before = form.pick("before", t("Compare"), [0, *rows], max(newest - 1, 0), lambda n: _version(me, rows, n))
        with newer:
            after = form.pick("after", t("with"), list(rows), newest, lambda n: _version(me, rows, n))
        _compared(me, view, rows.get(before or 0), rows[after or newest])
    part_view.answered(me, [p for p in queries.proposals(me.store, me.viewer, plan=pin.id) if p.kind is kind])
    if st.button(t("Close"), key=form.name("close"), on_click=sheet.close_form):
        feedback.redraw()


def _version(me: Me, rows: Mapping[int, PartRow], number: int) -> str:
    found = rows.get(number)
    if found is None or found.at is None:
        return t("nothing")
    who = feedback.role_title(me, found.role)
    return t("{n} · {time} · {who}", n=number, time=times.when(found.at, me.now), who=who)


def _compared(me: Me, view: PlanView, before: PartRow | None, after: PartRow) -> None:
    """Text against text, and each answer that is another one."""
    with st.container(border=True, key="compared"):
        was = before.state if before else PartState.MISSING
        if was is not after.state:
            st.caption(f"{look.PART_STATE[was].label} → {look.PART_STATE[after.state].label}")
        st.markdown(difference.marked(bare(before.text) if before else "", bare(after.text)))
        then, now = _answers(me, view, before), _answers(me, view, after)
        for label, value in now.items():
            if then.get(label, "") != value:
                st.markdown(f"**{label}** {difference.marked(then.get(label, ''), value)}")
        st.caption(t("Struck through: only in the first. Bold: only in the second."))


def _answers(me: Me, view: PlanView, found: PartRow | None) -> dict[str, str]:
    if found is None:
        return {}
    groups = me.plan_of(view.standing_plan_id).target_groups
    told = dict(proportions.told(me, found)) if found.kind is PartKind.SITUATION else {}
    if found.kind is PartKind.PURPOSE:
        told[_for_whom()] = ", ".join(groups.get(code, code) for code in found.target_groups)
    return told


PARTS = {f"part_{kind}": partial(part, kind) for kind in PartKind}
PROPOSE = {f"propose_{kind}": partial(propose, kind) for kind in PartKind if kind in WRITTEN}
VERSIONS = {f"versions_{kind}": partial(versions, kind) for kind in PartKind}
