"""A form that pins what it shows (domain.md 6.6; house rule "a form pins what it shows").

Opening a form pins the thing's id, the version shown and the submission's key in the address, so that a live redraw
never moves them and a restart of the server finds them again. Only save or cancel clears the pin. A late save shows
both texts, who and when, and the person chooses.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import drafts, feedback, hints, privacy_answers, times
from components.plain import plain
from components.session import Me
from components.texts import t
from data.errors import Refusal, RuleBroken, Stale
from data.rules.times import moment
from data.storage import Seen
from data.storage.overruling import Words, overruling
from data.vocabulary import NotAPerson

PARAM: Final = "formular"
HOUR: Final = "which-hour"
ASKS: Final = frozenset({HOUR, "time-ahead", "time-long-ago", "far-ahead"})
"""Refusals that are answered by a question in the form."""
Field = tuple[str, str]
"""(label, text) of something that can clash."""
T = TypeVar("T")


@dataclass(frozen=True)
class Pin:
    """An open form: which, on what thing, in the version that was shown, and the key of its submission."""

    what: str
    id: int
    version: int
    key: str

    def __str__(self) -> str:
        return f"{self.what}.{self.id}.{self.version}.{self.key}"

    @property
    def seen(self) -> Seen:
        """What the person looks at."""
        return Seen(self.id, self.version)


def opened() -> Pin | None:
    """The form that is open in this tab; None for none, and for an address that is no pin."""
    what, _, rest = st.query_params.get(PARAM, "").partition(".")
    number, _, rest = rest.partition(".")
    version, _, key = rest.partition(".")
    if not (what.isidentifier() and number.isascii() and number.isdigit() and version.isascii() and version.isdigit()):
        return None
    if not (8 <= len(key) <= 40 and key.isascii() and key.replace("-", "").replace("_", "").isalnum()):
        return None
    if len(number) > 9 or len(version) > 9:
        return None
    return Pin(what, int(number), int(version), key)


def open_form(what: str, number: int, version: int) -> None:
    """Pin a form and mint its key; for on_click."""
    st.query_params[PARAM] = str(Pin(what, number, version, secrets.token_urlsafe(9)))


def open_button(label: str, what: str, number: int, version: int, *, where: str = "", **look: Any) -> None:
    """A button that opens a form; `where` tells two buttons for the same form on one page apart."""
    if st.button(label, key=f"open-{what}-{number}{where}", on_click=open_form, args=(what, number, version), **look):
        feedback.redraw()


def close_form() -> None:
    """Forget the pin and what was typed."""
    pin = opened()
    st.query_params.pop(PARAM, None)
    if pin is not None:
        for name in [n for n in st.session_state if isinstance(n, str) and n.endswith(f"-{pin.key}")]:
            del st.session_state[name]


def still_there(found: T | None) -> T:
    """What a form is about; when there is none that the person may read, the form closes, says so, and the run ends."""
    if found is None:
        close_form()
        feedback.tell(t("What the form was about is not there any more, or your role may not read it."), done=False)
        feedback.redraw()
        raise AssertionError("redrawn")
    return found


@dataclass(frozen=True)
class Latest:
    """What is stored now: its version and its texts as (label, text)."""

    version: int
    fields: Sequence[Field]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Form field -> text stored now, for those that can be written together."""


class Sheet:
    """The fields of one open form, each with its refusal beside it. Lives in a fragment or dialog."""

    def __init__(self, me: Me, pin: Pin) -> None:
        self.me = me
        self.pin = pin
        self._hat = self.kept("hat", lambda: me.viewer.role)
        self._mine: list[Field] = []
        self._drawn: set[str] = set()
        """Fields that have a place for a refusal: of any other one the form says it as a whole."""
        self._top = st.container()

    def name(self, field: str) -> str:
        """The widget key of a field of this form."""
        return f"{field}-{self.pin.key}"

    def kept(self, field: str, value: Callable[[], T]) -> T:
        """A value as it was when the form was opened, whatever has changed since."""
        name = self.name(f"shown-{field}")
        if name not in st.session_state:
            st.session_state[name] = value()
        found: T = st.session_state[name]
        return found

    @contextmanager
    def form(self, *, texts: bool = True) -> Iterator[None]:
        """The fields and the buttons. The no-names line stands in every form that takes text (R46)."""
        if texts:
            drafts.place(self.me, self.pin.what, self.pin.id, self.pin.key)
        with st.form(self.name("form"), border=False, enter_to_submit=False):
            if texts:
                asked = t("What may I write?")  # opens in a tab beside the form, which keeps its text
                rule = f":material/shield_person: {plain(self.me.plan.confidentiality)}"
                st.markdown(f":small[{rule} · [{asked}](/vejledning)]")
            yield
        self.clash()

    # -- fields

    def text(self, field: str, label: str, value: str = "", *, lines: int = 1, **more: Any) -> str:
        """A free text, as typed. A field name may carry `~mark`, so that another choice makes a fresh field."""
        shown = self.kept(field, lambda: value)
        key = self.name(field)
        if lines == 1:
            written = st.text_input(label, shown, key=key, **{"autocomplete": "off", **more})
        else:
            written = st.text_area(label, shown, key=key, height=26 * lines + 22, **more)
        st.session_state[self.name(f"widget-{field.partition('~')[0]}")] = key
        self._mine.append((label, written or ""))
        if lines > 1:
            hints.beside(key)
        self.refusal_of(field.partition("~")[0])
        return written or ""

    def also(self, label: str, said: str) -> None:
        """What an answer that is no text says: it stands among one's own when somebody else saved first (6.6)."""
        self._mine.append((label, said))

    def choice(
        self, field: str, label: str, options: Sequence[T], value: T | None, words: Callable[[T], str], *,
        required: bool = True,
    ) -> T | None:  # fmt: skip
        """One of a few, all visible. An answer is not taken away by pressing it once more, unless none is one, too."""
        shown = _still(self.kept(field, lambda: value), options)
        chosen: T | None = st.segmented_control(
            label, options, default=shown, format_func=words, key=self.name(field), width="stretch", wrap=True,
            required=required,
        )  # fmt: skip
        self.refusal_of(field.partition("~")[0])
        return chosen

    def one(
        self, field: str, label: str, options: Sequence[T], value: T | None, words: Callable[[T], str], *,
        required: bool = True,
    ) -> T | None:  # fmt: skip
        """One of a few with long names, all visible, wrapping where the screen ends; it stays as `choice` does."""
        shown = _still(self.kept(field, lambda: value), options)
        chosen: T | None = st.pills(
            label, options, default=shown, format_func=words, key=self.name(field), wrap=True, required=required
        )
        self.refusal_of(field)
        return chosen

    def pick(
        self, field: str, label: str, options: Sequence[T], value: T | None, words: Callable[[T], str]
    ) -> T | None:
        """One of many."""
        shown = self.kept(field, lambda: value)
        index = next((i for i, option in enumerate(options) if option == shown), None)
        chosen: T | None = st.selectbox(
            label, options, index, format_func=words, key=self.name(field), placeholder=t("Choose …")
        )
        self.refusal_of(field.partition("~")[0])
        return chosen

    def several(
        self, field: str, label: str, options: Sequence[T], value: Sequence[T], words: Callable[[T], str]
    ) -> tuple[T, ...]:
        """Several of a few; what has gone since from those that can be chosen is chosen no longer."""
        shown = [v for v in self.kept(field, lambda: list(value)) if v in options]
        chosen: list[T] = st.pills(
            label, options, selection_mode="multi", default=shown, format_func=words, key=self.name(field),
            width="stretch", wrap=True,
        )  # fmt: skip
        self.refusal_of(field.partition("~")[0])
        return tuple(chosen)

    def day(self, field: str, label: str, value: date | None) -> date | None:
        """A day without a clock, or none."""
        shown = self.kept(field, lambda: value)
        chosen = st.date_input(label, shown, key=self.name(field), format="DD.MM.YYYY")
        self.refusal_of(field.partition("~")[0])
        return chosen if isinstance(chosen, date) else None

    def when(self, field: str, label: str, value: datetime | None, *, required: bool = True) -> "Given":
        """Date and clock time as people write them; asks about the doubled hour and odd times only when it must.

        A clock time without a day is today's. A field name may carry `~mark`, as that of a text.
        """
        shown = self.kept(field, lambda: times.local(value) if value else None)
        left, right = st.columns([3, 2], wrap=False, vertical_alignment="bottom")
        with left:
            day = st.date_input(label, shown and shown.date(), key=self.name(f"{field}-day"), format="DD.MM.YYYY")
        with right:
            written = st.text_input(
                t("Time"), times.clock(shown) if shown else "", key=self.name(f"{field}-clock"),
                placeholder=t("21:40"), autocomplete="off",
            )  # fmt: skip
        name = field.partition("~")[0]
        self.refusal_of(name)
        asked: dict[bool, datetime | None] = st.session_state.get(self.name(f"asked-{name}"), {})
        later, sure_of = None, None
        with st.container():
            if True in asked:
                later = st.segmented_control(
                    t("That time occurs twice. Which one?"), [False, True], format_func=_twice,
                    key=self.name(f"{field}-twice"), width="stretch", required=True,
                )  # fmt: skip
            if odd := asked.get(False):
                sure = self.name(f"{field}-sure~{odd:%Y%m%d%H%M}")  # another time is asked about anew
                sure_of = odd if st.checkbox(t("Yes, the time is right"), key=sure) else None
        return Given(name, day if isinstance(day, date) else None, written or "", required, later, sure_of)

    # -- sending

    def save_button(self, label: str, *, other: str = "") -> str:
        """The buttons at the end of the form, `other` foremost if there is one; returns "save", "other" or ""."""
        self.refusal_of("")
        if self.name("clash") in st.session_state:  # where one has just pressed: both texts may be scrolled away
            st.error(t("Not saved: somebody saved first. Both texts stand above; choose there."),
                     icon=":material/arrow_upward:")  # fmt: skip
        with st.container(horizontal=True):
            second = bool(other) and st.form_submit_button(other, type="primary", key=self.name("other"))
            saved = st.form_submit_button(label, type="secondary" if other else "primary", key=self.name("save"))
            st.form_submit_button(t("Cancel"), key=self.name("cancel"), on_click=close_form)
        pressed = "save" if saved else "other" if second else ""
        if pressed:
            st.session_state[self.name("pressed")] = pressed
        return str(st.session_state.get(self.name("pressed"), "save")) if self.forced() else pressed

    def forced(self) -> bool:
        """Whether the answer to a refusal sends the form again, just as it was sent before."""
        return bool(st.session_state.pop(self.name("force"), False))

    def send(
        self, said: str, command: Callable[..., int], /, *, latest: Callable[[], Latest] | None = None, **kwargs: Any
    ) -> int:
        """Carry the command out with this form's key. On success the form closes and its outcome is returned.

        `latest` tells what is stored now, for the person who comes late. `Given` times become UTC here.
        """
        outcome = self.carry_out(command, latest=latest, **kwargs)
        self.done(said)
        return outcome

    def carry_out(
        self, command: Callable[..., int], /, *, latest: Callable[[], Latest] | None = None, **kwargs: Any
    ) -> int:
        """Like `send`, and the form stays open for a second command. A refusal redraws the form and ends the run."""
        st.session_state.pop(self.name("refused"), None)
        try:
            feedback.require_hat(self.me, self._hat)
            with overruling(self._cleared):
                return command(
                    self.me.store, self.me.viewer, self.pin.key, **{n: _resolved(v) for n, v in kwargs.items()}
                )
        except Stale as stale:
            if latest is None:
                self._refused(stale)
            else:
                st.session_state[self.name("clash")] = (stale.details, latest())
        except Refusal as refusal:
            self._refused(refusal)
        st.session_state[self.name("shown-hat")] = self.me.viewer.role  # told once; pressed again it is meant
        feedback.redraw_part()
        raise AssertionError("redrawn")

    def done(self, said: str) -> None:
        """Close the form, tell it, and draw the page anew."""
        close_form()
        feedback.tell(said)
        feedback.redraw()

    def refuse(self, refusal: Refusal) -> None:
        """Refuse what the form itself can tell is wrong, as a command would."""
        self._refused(refusal)
        feedback.redraw_part()

    def _refused(self, refusal: Refusal) -> None:
        st.session_state[self.name("refused")] = refusal
        field = str(refusal.details.get("field", ""))
        if refusal.code in ASKS:
            asked = st.session_state.setdefault(self.name(f"asked-{field}"), {})
            asked[refusal.code == HOUR] = refusal.details.get("at")

    def refusal_of(self, field: str) -> None:
        """The refusal of this field, right below it; "" is that of the form as a whole.

        Its place is there without one, too: what stands below keeps its own, and the button that was pressed its focus.
        """
        refusal = st.session_state.get(self.name("refused"))
        with st.container():
            if refusal is None:
                return
            at_fault = str(refusal.details.get("field", ""))
            if not field and at_fault in self._drawn:
                st.error(t("Not saved: correct what is marked above."), icon=":material/arrow_upward:")
            if field:
                self._drawn.add(field)
            if at_fault != field and (field or at_fault in self._drawn):
                return
            st.error(feedback.sentence(self.me, refusal), icon=":material/error:")
            if refusal.code == "personal-text":
                privacy_answers.draw(refusal, self.name, keep=self._keep, remove=self._remove)

    @property
    def _cleared(self) -> dict[Words, NotAPerson]:
        """What the writer said is no person, in this form; forgotten when it closes."""
        cleared: dict[Words, NotAPerson] = st.session_state.setdefault(self.name("cleared"), {})
        return cleared

    def _keep(self, refusal: Refusal, why: NotAPerson) -> None:
        """One click: it is no person; send the form again."""
        self._cleared.update(dict.fromkeys(privacy_answers.marked(refusal), why))
        st.session_state[self.name("force")] = True

    def _remove(self, refusal: Refusal) -> None:
        """The other click: take it out as the text stands now, and send the form again."""
        widget = st.session_state.get(self.name(f"widget-{refusal.details.get('field', '')}"))
        if widget is not None:
            written = str(st.session_state.get(widget) or "")
            st.session_state[widget] = privacy_answers.without(self.me, written, self._cleared)
            st.session_state[self.name("force")] = True

    def clash(self) -> None:
        """What the one who comes late sees: both texts, who and when, and the choice (6.6)."""
        name = self.name("clash")
        if name not in st.session_state:
            return
        details, latest = st.session_state[name]
        with self._top.container(border=True, key=self.name("both")):
            st.warning(feedback.sentence(self.me, Stale(**details)), icon=":material/edit_off:")
            theirs, mine = st.columns(2)
            _show_side(theirs, t("Saved now"), latest.fields)
            _show_side(mine, t("Your text (not saved)"), self._mine)
            with st.container(horizontal=True):
                st.button(t("Save mine instead"), key=self.name("mine"), on_click=self._rebase, args=(latest, True))
                st.button(t("Combine them"), key=self.name("both-texts"), on_click=self._rebase, args=(latest, False))
                if st.button(t("Keep what is saved"), key=self.name("theirs"), on_click=close_form):
                    feedback.redraw()

    def _rebase(self, latest: Latest, force: bool) -> None:
        """Look at the newest from now on; the key and what was typed stay."""
        st.query_params[PARAM] = str(Pin(self.pin.what, self.pin.id, latest.version, self.pin.key))
        if force:
            st.session_state.pop(self.name("clash"), None)
            st.session_state[self.name("force")] = True
            return
        for name, theirs in latest.texts.items():
            mine = st.session_state.get(self.name(name)) or ""
            st.session_state[self.name(name)] = _together(theirs, mine)


def _show_side(place: DeltaGenerator, title: str, fields: Sequence[Field]) -> None:
    with place:
        st.markdown(f"**{title}**")
        for label, text in fields:
            st.caption(label)
            st.text(text or "–")


def _together(theirs: str, mine: str) -> str:
    """Both texts; once, where one holds the other."""
    if theirs in mine or mine in theirs:
        return max(theirs, mine, key=len)
    return f"{theirs}\n\n{mine}"


def _still(value: T | None, options: Sequence[T]) -> T | None:
    """A value that was kept, if it can still be chosen: Streamlit refuses a default that is no option.

    What the person chose themselves, Streamlit drops when it has gone.
    """
    return value if value in options else None


def _twice(later: bool) -> str:
    return t("After the clock is put back") if later else t("Before the clock is put back")


@dataclass(frozen=True)
class Given:
    """A time as given in a form: a day and a written clock, turned into UTC when it is sent."""

    field: str
    day: date | None
    written: str
    required: bool
    later: bool | None
    sure_of: datetime | None
    """The odd moment that the person said is right."""

    @property
    def confirmed(self) -> "Confirmed":
        """Whether this very moment was said to be right."""
        return Confirmed(self)

    def moment(self) -> datetime | None:
        """UTC, or None when nothing was given and nothing is required. Raises RuleBroken with this field."""
        if not self.written.strip() and self.day is None and not self.required:
            return None
        clock = times.parse_clock(self.written)
        if clock is None:
            raise RuleBroken("not-a-clock", field=self.field)
        return moment(datetime.combine(self.day or times.today(), clock), later=self.later, field=self.field)


@dataclass(frozen=True)
class Confirmed:
    """True when it is sent if the person was asked about the time that stands there then, and said yes."""

    given: Given

    def moment(self) -> bool:
        """The answer."""
        return self.given.sure_of is not None and self.given.moment() == self.given.sure_of


@runtime_checkable
class Deferred(Protocol):
    """A value of the form that becomes what the command takes when it is sent; may raise RuleBroken then."""

    def moment(self) -> Any:
        """The value."""


def _resolved(value: Any) -> Any:
    return value.moment() if isinstance(value, Deferred) else value
