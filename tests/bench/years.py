"""Ten years of incidents, made by commands on a clock that is moved: what the pages that look back are measured on.

Fifty incidents a year over all categories and quarters, every tenth an exercise. Most are played from the report to the
closing; some are reported twice, put off, only told to the boards, called off, or taken up again. Some are short and
some are long, and the mean number of lines is asked for: what fills a long one is what fills it in life, parties that
tell what they do, what becomes known, calls and notices. The same numbers make the same years.

Making them takes long, so they are kept in the machine's temporary folder, under a name that says what made them; a run
that was broken off goes on after its last whole year.
"""

import gc
import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import event, func, select

from data import commands, storage
from data import plan as plan_files
from data.entities import Action, ActionPlan, Incident, Lesson, LogLine, Meeting
from data.places import Places
from data.rules.access import Viewer
from data.storage import Seen, Store
from data.storage import store as product
from data.vocabulary import (
    ActionStatus,
    Answer,
    CallResult,
    Certainty,
    Channel,
    LessonPlace,
    LessonState,
    PartKind,
    PartState,
    Response,
    Risk,
    Route,
    SeatKind,
    Source,
)
from tests import builders as b
from tests.conftest import SHIPPED, Clock

FIRST: Final = datetime(2017, 1, 2, 18, 0, tzinfo=UTC)
EVENINGS: Final = 48
"""A year; two of them are reported twice, which makes fifty incidents."""
INCIDENTS: Final = 50
LENGTHS: Final = (0.2, 1.0, 0.4, 1.5, 0.6, 0.8, 2.5, 0.8, 1.0, 1.2)
"""How long each of ten incidents in a row is beside the mean; together they are ten."""
CHIEF, COUNCIL, POLICE, STAFF = "projektchef", "lokalraad-kommune", "lokalraad-politi", "stabsenhed"
OWNERS: Final = ("aab", "aab", POLICE, COUNCIL, "boligselskab", STAFF)
"""Roles whose parties get the actions of an incident."""
RARE: Final = "fakkeltog"
"""Said once a year and nowhere else: what somebody searches for."""
HAPPENED: Final = (
    "Brand i tre containere", "Stenkast mod en bus", "Opgør mellem to grupper unge ved legepladsen",
    "Ruder knust ved centret", "Fyrværkeri mod en opgang", "Knallerter sat i brand ved garagerne",
    "Utryghed efter rygter om et opgør",
)  # fmt: skip
DONE: Final = (
    "Runden er gået, der er ro på stierne", "To patruljer går i området", "Der er talt med de unge ved torvet",
    "Opgangene er set efter, intet nyt", "Containerne er hentet", "Lyset på stien virker igen",
    "Beboere har spurgt til røgen og fået svar", "Klubben holder åbent til midnat",
)  # fmt: skip
KNOWN: Final = (
    "Flere er på vej hertil fra nabobyen", "En opgangsdør er ødelagt", "Der er ro på pladsen", "Branden er slukket",
    "Der kastes ikke længere sten", "En gruppe på omkring tyve står ved centret",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A year or several, on a disk: where, when they end, and how much they hold."""

    file: Path
    years: int
    incidents: int
    lines: int

    @property
    def now(self) -> datetime:
        """The evening after the last of the years, on which they are looked back at."""
        return end_of(self.years)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """A store on a copy of them, with the product's own settings, on that evening, while something goes on."""
        with tempfile.TemporaryDirectory(prefix="beredskab-years-") as folder:
            copy = Path(folder) / "years.sqlite"
            shutil.copyfile(self.file, copy)
            store = Store.open(f"sqlite:///{copy}", Clock(self.now))
            try:
                tonight(store)
                yield store
            finally:
                store.close()


def end_of(years: int) -> datetime:
    """When so many years have passed."""
    return FIRST + timedelta(days=365 * years)


def made(years: int, lines: int, *, tell: Callable[[str], None] = print) -> dict[int, Kept]:
    """One year and so many years with `lines` an incident on average, made now or before."""
    folder = Path(tempfile.gettempdir()) / f"beredskab-years-{_made_by()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    files = {year: folder / f"{lines}-{year}.sqlite" for year in range(1, years + 1)}
    last = max((year for year, file in files.items() if file.exists()), default=0)
    for year in range(last + 1, years + 1):
        tell(f"  making year {year} of {years}: {INCIDENTS} incidents with {lines} lines each on average ...")
        _grow(folder, files, year, lines)
        if year > 2:
            files[year - 1].unlink(missing_ok=True)
    return {year: _kept(files[year], year) for year in sorted({1, years})}


@cache
def _made_by() -> str:
    """A digest of what decides how they look: this file and the shape of the database."""
    shape = sorted((Path(storage.__file__).parent / "migrations" / "versions").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in (Path(__file__), *shape))).hexdigest()[:12]


def _grow(folder: Path, files: dict[int, Path], year: int, lines: int) -> None:
    """One year more, beside the one before; it gets its name when it is whole."""
    growing = folder / f"{lines}-growing.sqlite"
    for rest in ("", "-wal", "-shm"):  # of a run that was broken off: with an older log it would be another database
        growing.with_name(growing.name + rest).unlink(missing_ok=True)
    if year > 1:
        shutil.copyfile(files[year - 1], growing)
    with hurried(growing) as store:
        if year == 1:
            commands.load_plan(store, plan_files.load(SHIPPED))
        play(store, year, lines=lines)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    growing.rename(files[year])


def _kept(file: Path, years: int) -> Kept:
    store = Store.open(f"sqlite:///{file}")
    try:
        with store.whole() as session:
            incidents, lines = (session.scalar(select(func.count(one))) or 0 for one in (Incident.id, LogLine.seq))
    finally:
        store.close()
    return Kept(file, years, incidents, lines)


@contextmanager
def hurried(file: Path) -> Iterator[Store]:
    """A store on which commands are quick, because nothing that is made here need survive a power cut.

    It does not wait for the disk, and its sessions are not narrowed to who acts: that hides nothing from those who may
    do what they do, and costs a third of each command. A test compares what it makes with what a narrowed one makes.
    """
    store = Store.open(f"sqlite:///{file}", Clock(FIRST - timedelta(days=1)))
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    store.engine.dispose()
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        with patch.object(product, "narrow", lambda *_: None):
            yield store
    finally:
        gc.set_threshold(*before)
        store.close()


def play(store: Store, year: int, *, lines: int, evenings: int = EVENINGS) -> None:
    """Let one year happen; years are counted from 1. What a short incident does not fill, the next one fills."""
    town = Town(store)
    begun, each = store.revision(), lines * INCIDENTS / EVENINGS
    for number in range(evenings):
        day = (364 * number) // evenings
        _turn_to(store, FIRST + timedelta(days=365 * (year - 1) + day, minutes=37 * (number % 11)))
        rounds, rest = divmod(number + 1, len(LENGTHS))
        last = begun + round(each * (rounds * len(LENGTHS) + sum(LENGTHS[:rest])))
        _Evening(town, year, number, last).play()
    _turn_to(store, end_of(year))


def tonight(store: Store) -> None:
    """What goes on while people look back: one incident is active with actions of its own, one report is unread."""
    incident = b.an_active_incident(store, happened_at=store.clock())
    for _ in range(4):
        b.an_accepted_action(store, incident)
    b.an_incident(store, happened_at=store.clock())


def _turn_to(store: Store, moment: datetime) -> None:
    clock: Any = store.clock
    clock.now = max(clock.now, moment)


class Town:
    """A store, and who acts in it: the plan stays the same for all the years."""

    def __init__(self, store: Store) -> None:
        self.store, self.plan = store, store.plan()
        self.places = Places.from_plan(self.plan)
        self.hats = {role: b.hat(store, role) for role in self.plan.roles}


class _Evening:
    """One incident from its report to its end, up to about that line of the log."""

    def __init__(self, town: Town, year: int, number: int, last: int) -> None:
        self.town, self.store, self.hats, self.number, self.last = town, town.store, town.hats, number, last
        self.random = random.Random(f"{year}-{number}")  # noqa: S311  the same years each time, no secret
        self.exercise = number % 10 == 7
        self.step = min(4.0, 5 * 24 * 60 / max(1, last - self.store.revision()))
        """Minutes between two lines that fill, so that the next incident begins after this one."""

    def play(self) -> None:
        """What becomes of it depends on its number alone, so that every year holds some of each kind."""
        match self.number % 25:
            case 4:
                self._put_off()
            case 9:
                self._only_informed()
            case 13:
                self._called_off()
            case 18:
                self._whole(twice=True)
            case 21:
                self._whole(again=True)
            case _:
                self._whole()

    # -- how it begins

    def _reported(self) -> int:
        plan, blocks = self.town.plan, self.town.places.blocks
        begun = self.store.clock()
        self._later(self.random.randint(2, 40))
        what = f"{self.random.choice(HAPPENED)}, {self.random.randint(2, 30)} til stede"
        incident = commands.report(
            self.store, self.hats[self.random.choice(("aab", "boligselskab", POLICE))], what=what,
            category=list(plan.categories)[self.number % len(plan.categories)],
            place=self.town.places.at_block(blocks[(self.number * 7 + self.random.randint(0, 6)) % len(blocks)].id),
            happened_at=begun, route=self.random.choice(list(Route)), exercise=self.exercise,
        )  # fmt: skip
        self._later(self.random.randint(2, 15))
        return incident

    def _assessed(self, incident: int, response: Response = Response.BOTH) -> None:
        commands.assess(
            self.store, self.hats[COUNCIL], seen=b.seen(self.store, Incident, incident), acute=Answer.YES,
            unrest=Answer.YES, response=response, risk=self.random.choice((Risk.LOW, Risk.MEDIUM, Risk.HIGH)),
            sentence="Kan føre til uro eller utryghed i området.",
        )  # fmt: skip
        self._later(self.random.randint(1, 20))

    def _activated(self, incident: int, response: Response = Response.BOTH) -> None:
        self._assessed(incident, response)
        commands.activate(self.store, self.hats[COUNCIL], incident=incident)

    # -- what becomes of it

    def _put_off(self) -> None:
        """Not acute: a matter for the council."""
        incident = self._reported()
        seen = b.seen(self.store, Incident, incident)
        commands.reject(self.store, self.hats[COUNCIL], seen=seen, non_acute=True, reason="Gammelt, og der er ro nu.")

    def _only_informed(self) -> None:
        incident = self._reported()
        self._activated(incident, Response.INFORM)
        while self.store.revision() < self.last:
            self._known(incident)
        b.inform_all(self.store, incident)
        seen = b.seen(self.store, Incident, incident)
        commands.close_informed(self.store, self.hats[CHIEF], seen=seen, reason="Bestyrelserne er orienteret.")

    def _called_off(self) -> None:
        incident = self._reported()
        self._activated(incident)
        self._call_in(incident)
        seen = b.seen(self.store, Incident, incident)
        commands.call_off(self.store, self.hats[CHIEF], seen=seen, reason="Falsk alarm.")

    def _whole(self, *, twice: bool = False, again: bool = False) -> None:
        """Met about, agreed, carried out, closed; reported twice, or taken up again after it was closed."""
        incident = self._reported()
        if twice:
            other = self._reported()
            seen = b.seen(self.store, Incident, other)
            commands.merge(self.store, self.hats[COUNCIL], seen=seen, into=incident)
        self._activated(incident)
        self._call_in(incident)
        plan = b.plan_of(self.store, incident)
        actions = self._meet(incident, plan)
        self._speak(plan)
        self._fill(incident, plan, actions)
        self._end(incident, plan, actions)
        if again:
            seen = b.seen(self.store, ActionPlan, plan)
            until = b.ahead(self.store, hours=20)
            commands.reopen(self.store, self.hats[CHIEF], seen=seen, ends_at=until, reason="Der er uro igen.")
            self._close(incident, plan)
        if self.number % 3:
            self._later(600)
            commands.mark_evaluated(self.store, self.hats[CHIEF], seen=b.seen(self.store, Incident, incident))
            self._learn(incident)

    def _learn(self, incident: int) -> None:
        """Evaluated, and learnt from; the council deals with every second one."""
        store, staff = self.store, self.hats[COUNCIL]
        commands.evaluate(
            store, staff, incident=incident, goal="Ro i området inden weekenden.", worked="Vi var samlet på en time.",
            worse="Stedfortræderen manglede mandat.",
        )  # fmt: skip
        place = list(LessonPlace)[self.number % len(LessonPlace)]
        lesson = commands.add_lesson(
            store, staff, incident=incident, sentence="Stedfortrædere skal have skriftligt mandat.", owner=CHIEF,
            due=b.in_days(store, 90), place=place,
        )  # fmt: skip
        if self.number % 2:
            self._later(24 * 60)
            seen = b.seen(store, Lesson, lesson)
            commands.follow_up_lesson(store, staff, seen=seen, state=LessonState.DONE, note="Det er skrevet ind.")
            commands.treat_incident(
                store, staff, incident=incident, forum="lokalraad", day=b.in_days(store, 0),
                decision="Taget til efterretning.",
            )  # fmt: skip

    def _call_in(self, incident: int) -> None:
        for role in self.town.plan.permanent_roles:
            self._later(1)
            result = CallResult.REACHED if self.random.random() < 0.8 else CallResult.NOT_REACHED
            commands.record_call(self.store, self.hats[COUNCIL], incident=incident, role=role.code, result=result)

    def _meet(self, incident: int, plan: int) -> list[tuple[int, Viewer]]:
        """The meeting, at which the actions are proposed, taken and agreed; each action with whoever has it."""
        store, meeting = self.store, b.a_called_meeting(self.store, incident)
        self._later(self.random.randint(20, 70))
        commands.start_meeting(store, self.hats[CHIEF], seen=b.seen(store, Meeting, meeting))
        for role in (POLICE, COUNCIL, CHIEF):
            b.a_seat(store, meeting, role)
        b.a_seat(store, meeting, "aab", kind=SeatKind.STAND_IN if self.number % 2 else SeatKind.MEMBER)
        b.a_part(store, plan)
        actions = [self._taken(incident, role) for role in self.random.sample(OWNERS, self.random.randint(3, 5))]
        self._later(20)
        item = b.a_closed_item(store, meeting)
        self._later(self.random.randint(5, 25))
        commands.end_closed_item(store, self.hats[POLICE], item=item)
        b.a_decision(store, meeting, takers=("politi",))
        b.agree(store, plan, ends_at=b.ahead(store, hours=47))
        b.inform(store, incident, "styregruppe")
        b.end_meeting(store, meeting)
        return actions

    def _taken(self, incident: int, role: str) -> tuple[int, Viewer]:
        by = self.hats[role]
        due = b.ahead(self.store, hours=self.random.randint(2, 40))
        what = self.random.choice(
            ("Øget opsyn i området", "Synlig patruljering", "Pladsen ryddes", "Klubben holder åbent")
        )
        action = b.an_action(self.store, incident, what=what, entry=None, party=by.party, deadline=due)
        commands.accept_action(self.store, by, seen=b.seen(self.store, Action, action))
        self._later(2)
        commands.update_progress(
            self.store, by, seen=b.seen(self.store, Action, action), status=ActionStatus.IN_PROGRESS
        )  # fmt: skip
        return action, by

    def _speak(self, plan: int) -> None:
        self._later(10)
        b.a_sent_message(self.store, plan)
        b.a_message(self.store, plan, audiences=("omverdenen",))
        b.a_speaker(self.store, plan)
        b.answer_support(self.store, plan)

    # -- what fills a long one

    def _fill(self, incident: int, plan: int, actions: list[tuple[int, Viewer]]) -> None:
        """Each is one line; the end takes about a dozen."""
        for number in range(self.last - self.store.revision() - 12):
            self._later(self.step)
            match number % 20:
                case 3 | 8 | 13:
                    self._known(incident)
                case 10:
                    role = self.random.choice(self.town.plan.permanent_roles).code
                    commands.record_call(
                        self.store, self.hats[CHIEF], incident=incident, role=role, result=CallResult.REACHED
                    )
                case 16:
                    b.inform(self.store, incident, "styregruppe")
                case 19:
                    self._rewritten(plan, number // 20)
                case _:
                    action, by = self.random.choice(actions)
                    note = f"{self.random.choice(DONE)}, runde {number}"
                    commands.update_progress(
                        self.store, by, seen=Seen(action, 0), status=ActionStatus.IN_PROGRESS, note=note
                    )

    def _known(self, incident: int) -> None:
        self._later(1)
        commands.tell_fact(
            self.store, self.hats[self.random.choice((POLICE, "aab", COUNCIL))], incident=incident,
            what=f"{self.random.choice(KNOWN)}, set {self.random.randint(1, 9)} gange",
            source=self.random.choice((Source.OWN_STAFF, Source.OBSERVED, Source.SOCIAL_MEDIA)),
            certainty=self.random.choice((Certainty.CONFIRMED, Certainty.UNCONFIRMED, Certainty.RUMOUR)),
            happened_at=self.store.clock() - timedelta(minutes=1),
        )  # fmt: skip

    def _rewritten(self, plan: int, revision: int) -> None:
        """The situation was written at the meeting, which was its first revision."""
        commands.write_part(
            self.store, self.hats[STAFF], plan=plan, kind=PartKind.SITUATION, revision=revision + 1,
            state=PartState.FILLED, text=f"{self.random.choice(KNOWN)}. {revision + 2}. gang skrevet.",
            proportions=b.proportions(self.store, low=revision % 30, high=30),
        )  # fmt: skip

    # -- how it ends

    def _end(self, incident: int, plan: int, actions: list[tuple[int, Viewer]]) -> None:
        store = self.store
        for position, (action, by) in enumerate(actions):
            self._later(15)
            seen = b.seen(store, Action, action)
            match position:
                case 0 if self.number % 4 == 1:
                    commands.cancel_action(store, by, seen=seen, note="Der er ro igen.")
                case 1 if self.number % 3 == 1:
                    commands.hand_over(
                        store, by, seen=seen, forum="lokalraad", due=b.in_days(store, 60),
                        note="Varer længere end den akutte fase.",
                    )  # fmt: skip
                case _:
                    commands.update_progress(
                        store, by, seen=seen, status=ActionStatus.DONE, seen_by="Der er ro, og pladsen er ryddet."
                    )
        if self.number == 3:  # once a year
            b.inform(store, incident, "styregruppe", content=f"Et {RARE} er aflyst.", channel=Channel.PHONE)
        b.an_impression(store, plan)
        b.an_impression(store, plan, POLICE)
        self._close(incident, plan)

    def _close(self, incident: int, plan: int) -> None:
        b.inform_all(self.store, incident)
        self._later(30)
        commands.close(self.store, self.hats[CHIEF], seen=b.seen(self.store, ActionPlan, plan))

    def _later(self, minutes: float) -> None:
        b.later(self.store, minutes=minutes)
