"""The forms about matters that are not acute: raise one, bind it to a meeting, note its outcome (R27, R28)."""

import streamlit as st

from components import fora_words, incident_map, times
from components.fora_forms import OFFERED, decoded, meeting_field
from components.plain import bare, plain, quote
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import MatterRow
from data.rules import fora


def new(me: Me, pin: Pin) -> None:
    """In one's own words."""
    sheet = Sheet(me, pin)
    forum, _ = decoded(me, sheet)
    with sheet.form():
        st.markdown(f"**{plain(me.plan.fora[forum].name)}**")
        what = sheet.text("what", t("What is it about?"), lines=3)
        pressed = sheet.save_button(t("Raise the matter"))
    if pressed:
        sheet.send(t("The matter is raised."), commands.raise_matter, forum=forum, what=what)


def of_report(me: Me, pin: Pin) -> None:
    """A report that was judged not acute, in the words it came with."""
    row = still_there(queries.incident(me.store, me.viewer, pin.id)).row
    council = still_there(fora.council(me.plan))
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(incident_map.name(me, row))}**")
        st.markdown(quote(row.what))
        st.caption(t("These words stand on the agenda of {forum}, and are read by everybody who reads it.",
                     forum=plain(council.definite)))  # fmt: skip
        pressed = sheet.save_button(t("Raise the matter"))
    if pressed:
        sheet.send(t("The matter is raised."), commands.raise_matter, forum=council.code, incident=pin.id)


def bind(me: Me, pin: Pin) -> None:
    """One meeting, and who is invited to the dialogue: the housing organisations, unless somebody else is chosen."""
    row = _matter(me, pin)
    view = still_there(next((v for v in queries.forum_views(me.store, me.viewer) if v.code == row.forum), None))
    today = times.local(me.now).date()
    coming = [one for one in view.dates if one.day >= today and not one.cancelled]
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        _about(row)
        day = meeting_field(sheet, t("At which meeting?"), coming[:OFFERED], row.meeting.day if row.meeting else None)
        here = [code for code, party in me.plan.parties.items() if party.valid_on(day or today)]
        usual = row.invited or tuple(party.code for party in fora.invited_by_default(me.plan, today))
        invited = sheet.several(
            "invited", t("Who is invited?"), here, usual, lambda code: me.plan.parties[code].name
        )  # fmt: skip
        st.caption(t("It is noted who is invited, and when. Nothing is sent from here: tell them."))
        pressed = sheet.save_button(t("Put it on the agenda"))
    if pressed and day is None:
        sheet.refuse(RuleBroken("choose-day", field="day"))
    elif pressed:
        sheet.send(
            t("The matter is on the agenda."), commands.bind_matter, seen=pin.seen, day=day, invited=invited,
            latest=lambda: _stored(me, pin),
        )  # fmt: skip


def settle(me: Me, pin: Pin) -> None:
    """What came of it."""
    row = _matter(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _about(row)
        outcome = sheet.text("outcome", t("What came of it?"), lines=3)
        pressed = sheet.save_button(t("Save the outcome"))
    if pressed:
        sheet.send(
            t("The outcome is noted."), commands.settle_matter, seen=pin.seen, outcome=outcome,
            latest=lambda: _stored(me, pin),
        )  # fmt: skip


def _matter(me: Me, pin: Pin) -> MatterRow:
    return still_there(queries.matter(me.store, me.viewer, pin.id))


def _about(row: MatterRow) -> None:
    number = t("Matter {n}", n=row.number)
    st.markdown(f"**{number}**  \n{quote(row.what)}")


def _stored(me: Me, pin: Pin) -> Latest:
    row = _matter(me, pin)
    outcome = bare(row.outcome) if row.outcome.id else "–"
    return Latest(
        row.version, [(t("Meeting"), fora_words.invited(row, me.plan)), (t("Outcome"), outcome)],
        {"outcome": outcome} if row.outcome.id else {},
    )  # fmt: skip
