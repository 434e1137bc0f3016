"""The buttons that print a forum's agenda and put its meeting into one's calendar: made at the click (see made.py)."""

from datetime import date
from functools import partial

import streamlit as st

from components.documents import forum_agenda, made
from components.documents.buttons import ICONS
from components.documents.made import MIME, WRITERS, Format, Made
from components.documents.naming import file_name, in_a_name
from components.forum_calendar import calendar_file
from components.session import Me
from components.texts import speaking, t
from data import queries
from data.errors import NotAllowed
from data.queries import ForumAgenda, Review
from data.rules.access import Viewer
from data.rules.fora import ForumDate
from data.settings import settings
from data.storage import Store
from data.vocabulary import Language


def offer(me: Me, agenda: ForumAgenda) -> None:
    """The agenda in both formats; and the meeting as a calendar file, once its day is set."""
    day = agenda.meeting.day if agenda.meeting else None
    _papers(me, agenda.view.code, day, tuple(Format))


def of_later(me: Me, one: ForumDate) -> None:
    """The same for a meeting after the next one, shorter."""
    _papers(me, one.forum, one.day, (Format.PDF,))


def _papers(me: Me, code: str, day: date | None, formats: tuple[Format, ...]) -> None:
    sign_in, which, forum = me.signed_in.sign_in, f"{code}-{day}", me.plan.fora[code].name
    with speaking(Language.DANISH):
        name = file_name(forum_agenda.word(forum, day), me.now, exercise=False)
    for one in formats:
        st.download_button(
            t("Agenda ({format})", format=one.upper()), partial(_now, me.store, sign_in, code, one, day),
            file_name=f"{name}.{one}", mime=MIME[one], on_click="ignore", type="tertiary", icon=ICONS[one],
            key=f"file-agenda-{which}-{one}",
        )  # fmt: skip
    if day is not None:
        st.download_button(
            t("Download for the calendar"), partial(_calendar, me.store, sign_in, code, day), mime="text/calendar",
            file_name=f"moede-{in_a_name(forum)}-{day}.ics", on_click="ignore", type="tertiary",
            icon=":material/calendar_add_on:", key=f"ics-{which}",
        )  # fmt: skip


def _now(store: Store, sign_in: str, code: str, one: Format, day: date | None) -> bytes:
    """Runs beside the script when the button is pressed: it asks who is signed in by itself."""
    return agenda_file(store, made.reader(store, sign_in), code, one, day).content


def _calendar(store: Store, sign_in: str, code: str, day: date) -> bytes:
    account = _account(store, made.reader(store, sign_in), code, day)
    assert account.meeting is not None
    with speaking(Language.DANISH):
        return calendar_file(
            store.plan(account.standing_plan_id), account.meeting, now=account.at, site=settings().public_url
        )  # fmt: skip


def agenda_file(store: Store, viewer: Viewer, code: str, format: Format, day: date | None = None) -> Made:
    """The agenda of the forum's next meeting, or of that day's. Raises NotAllowed for whoever does not read the fora.

    Also for a day on which the forum does not meet (any more): it may have been moved since the button was drawn.
    """
    account = _account(store, viewer, code, day)
    reviews = {one.about.id: _review(store, viewer, one.about.id) for one in account.reviews}
    sheet = forum_agenda.sheet(account, {number: one for number, one in reviews.items() if one}, store.plan)
    return Made(f"{forum_agenda.name(account, store.plan(account.standing_plan_id))}.{format}", WRITERS[format](sheet))


def _account(store: Store, viewer: Viewer, code: str, day: date | None) -> ForumAgenda:
    account = queries.forum_agenda(store, viewer, code, day)
    if account is None:
        raise NotAllowed("unknown")
    return account


def _review(store: Store, viewer: Viewer, number: int) -> Review | None:
    """What the log leaves open; kept back while a closed item runs about the plan, as its documents are (6.2)."""
    found = queries.review(store, viewer, number)
    plan = found.folded.scope.plan if found else None
    return None if plan is not None and made.is_closed_to(store, viewer, plan) else found
