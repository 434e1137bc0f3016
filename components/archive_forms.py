"""The forms about an archive: make it, decide what is left out of what is given out, note that it was received."""

import streamlit as st

from components import sheet as sheets
from components import times
from components.archive import files
from components.archive.leaving_out import TOLD
from components.plain import plain
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t, tn
from data import commands, queries
from data.errors import NotAllowed, Refusal, RuleBroken
from data.queries import Archived, ArchiveRow
from data.vocabulary import ArchiveEdition, LeftOut


def make(me: Me, pin: Pin) -> None:
    """All of it, for the case system."""
    account = _account(me, pin)
    form = Sheet(me, pin)
    with form.form(texts=False):
        _head(account)
        st.markdown(
            t("Everything of the incident becomes one file for the case system: documents, tables, log and place.")
        )
        st.caption(t("What happens afterwards (evaluation, lessons, treatment) is not in it: make a new one then."))
        pressed = form.save_button(t("Make the archive"))
    if pressed:
        _send(form, me, pin, ArchiveEdition.FULL, frozenset(), decided=False)


def access(me: Me, pin: Pin) -> None:
    """What is given out to whoever asks for access to documents: a person decides on each reason (6.25)."""
    account = _account(me, pin)
    form = Sheet(me, pin)
    with st.spinner(t("Counting what each reason would leave out …")):
        counted = form.kept("counted", lambda: dict(files.count(me, account)))
    with form.form(texts=False):
        _head(account)
        st.markdown(t("What is to be left out? Untick what is to be given out; each place is marked where it stood."))
        chosen = [why for why in LeftOut if _reason(form, why, counted.get(why, 0))]
        st.caption(
            t("Everything else is given out, corrections and what was taken back among it. "
              "A text that was removed for good is in neither edition.")
        )  # fmt: skip
        both = st.checkbox(t("Put it into the archive of the whole incident as well"), key=form.name("both"))
        decided = st.checkbox(t("I have looked at each reason and decided"), key=form.name("decided"))
        form.refusal_of("decided")
        pressed = form.save_button(t("Make the edition for access to documents"))
    if pressed:
        edition = ArchiveEdition.BOTH if both else ArchiveEdition.ACCESS
        _send(form, me, pin, edition, frozenset(chosen), decided=decided)


def _reason(form: Sheet, why: LeftOut, number: int) -> bool:
    """A reason with how much it would leave out; ticked from the start, and unticked by a person."""
    told = tn("{n} thing", "{n} things", number)
    return st.checkbox(f"{plain(t(TOLD[why]))} :gray[({told})]", value=True, key=form.name(f"why-{why}"))


def _send(
    form: Sheet, me: Me, pin: Pin, edition: ArchiveEdition, reasons: frozenset[LeftOut], *, decided: bool
) -> None:
    """Put it together, and say in the log what was made; the file itself is fetched from the page."""
    if edition is not ArchiveEdition.FULL and not decided:
        form.refuse(RuleBroken("decide-left-out", field="decided"))
    with st.spinner(t("The archive is being put together …")):
        try:
            built = files.build(me, pin.id, edition, reasons)
        except Refusal as refusal:
            form.refuse(refusal)
            return
    form.send(
        t("The archive is made. Fetch it below."), commands.make_archive, incident=pin.id,
        revision=built.account.revision, made_at=built.account.at, digest=built.digest, edition=edition,
        reasons=tuple(sorted(reasons)), left_out=built.left_out, decided=decided,
    )  # fmt: skip


def received(me: Me, pin: Pin) -> None:
    """The case system has it: its number, and when."""
    row = _row(me, pin)
    form = Sheet(me, pin)
    with form.form():
        st.markdown(t("The archive made {time}, manifest {digest}", time=times.when(row.made_at, me.now),
                      digest=f"`{row.digest[:12]}`"))  # fmt: skip
        reference = form.text(
            "reference", t("Case number"), placeholder=t("such as 26/012345"), max_chars=120,
            help=t("A number of the case system, never a name."),
        )  # fmt: skip
        at = form.when("received_at", t("Received"), me.now)
        st.caption(t("This is the first step towards deleting the incident here when its retention ends."))
        pressed = form.save_button(t("It is received"))
    if pressed:
        form.send(
            t("It is noted that the archive is received."), commands.confirm_archive, seen=pin.seen,
            reference=reference, received_at=at, latest=lambda: _latest(me, pin),
        )  # fmt: skip


def _latest(me: Me, pin: Pin) -> Latest:
    row = _row(me, pin)
    return Latest(row.version, [(t("Case number"), row.reference or "–")])


def _row(me: Me, pin: Pin) -> ArchiveRow:
    return still_there(queries.archive(me.store, me.viewer, pin.id))


def _account(me: Me, pin: Pin) -> Archived:
    """What it would be made of; the form closes for who may not make it, and while a closed item keeps it."""
    try:
        return files.read(me, pin.id)
    except (NotAllowed, RuleBroken):
        return sheets.still_there(None)


def _head(account: Archived) -> None:
    number = t("E{n}", n=account.number) if account.exercise else str(account.number)
    which, lines = t("Incident {n}", n=number), tn("{n} line", "{n} lines", len(account.lines))
    st.markdown(f"**{which}** · {lines}")
