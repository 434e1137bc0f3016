"""Many at once: numbers without gaps, one activation, and nobody's change lost (6.6, 6.16)."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from data import commands
from data.entities import Action, ActionPlan, Activation, Incident, LogLine
from data.errors import AlreadyHappened, Stale
from data.plan import StandingPlan
from data.storage import Store, verify
from data.vocabulary import ActionStatus, PartKind
from tests import builders as b
from tests.conftest import Databases


def at_once(*tasks: Callable[[], int]) -> list[Future[int]]:
    """Start all of them at the same moment, and wait."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], int]) -> int:
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [pool.submit(run, task) for task in tasks]


def test_eight_at_once_get_numbers_without_gaps(store: Store) -> None:
    hat, report = b.hat(store, "aab"), b.a_report(store)

    def save(thread: int) -> Callable[[], int]:
        def several() -> int:
            for turn in range(4):
                commands.report(store, hat, f"{thread}-{turn}", **report)
            return 0

        return several

    for done in at_once(*(save(thread) for thread in range(8))):
        assert done.exception() is None
    with store.whole() as session:
        assert list(session.scalars(select(LogLine.seq).order_by(LogLine.seq))) == list(range(1, 34))
        assert sorted(session.scalars(select(Incident.number))) == list(range(1, 33))
        assert verify(session).whole


def test_of_two_who_activate_at_once_one_is_told_who_was_first(store: Store) -> None:
    incident = b.an_assessed_incident(store)
    before = store.revision()
    done = at_once(
        lambda: commands.activate(store, b.hat(store, "projektchef"), incident=incident),
        lambda: commands.activate(store, b.hat(store, "lokalraad-politi"), incident=incident),
    )
    refusals = [task.exception() for task in done if task.exception()]
    assert len(refusals) == 1
    assert isinstance(refusals[0], AlreadyHappened)
    assert store.revision() == before + 1
    with store.whole() as session:
        activation = session.scalars(select(Activation)).one()
        assert session.scalar(select(func.count(ActionPlan.id))) == 1
    assert refusals[0].details == {"role": activation.role, "at": activation.at}


def test_of_two_who_change_the_same_action_one_is_told(store: Store) -> None:
    action = b.an_accepted_action(store)
    shown, before = b.seen(store, Action, action), store.revision()

    def tell(status: ActionStatus) -> Callable[[], int]:
        return lambda: commands.update_progress(
            store, b.hat(store, "aab"), seen=shown, status=status, seen_by="Porten er låst."
        )

    done = at_once(tell(ActionStatus.IN_PROGRESS), tell(ActionStatus.DONE))
    assert [type(task.exception()) for task in done if task.exception()] == [Stale]
    assert store.revision() == before + 1


def test_of_two_who_write_the_same_part_one_is_told(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    before = store.revision()

    def write(who: str) -> Callable[[], int]:
        return lambda: b.a_part(store, plan, kind=PartKind.PURPOSE, text=f"Ro i området, siger {who}.")

    done = at_once(write("den ene"), write("den anden"))
    assert [type(task.exception()) for task in done if task.exception()] == [Stale]
    assert store.revision() == before + 1


def test_the_same_submission_sent_eight_times_at_once_is_one_change(store: Store) -> None:
    hat, report, before = b.hat(store, "aab"), b.a_report(store), store.revision()
    done = at_once(*(lambda: commands.report(store, hat, "samme", **report) for _ in range(8)))
    assert {task.result() for task in done} == {1}
    assert store.revision() == before + 1


def test_two_that_start_at_once_take_the_plan_into_use_once(databases: Databases, plan: StandingPlan) -> None:
    url = databases.fresh("bare")
    one, two = (Store.open(url) for _ in range(2))
    done = at_once(lambda: commands.load_plan(one, plan), lambda: commands.load_plan(two, plan))
    assert [task.result() for task in done] == [1, 1]
    assert one.revision() == 1
    one.close()
    two.close()
    databases.drop(url)


def test_proving_while_others_save_finds_nothing_wrong(store: Store) -> None:
    hat, report = b.hat(store, "aab"), b.a_report(store)
    removing = b.hat(store, "projektchef")

    def save() -> int:
        for number in range(12):
            commands.report(store, hat, **report)
            if number % 4 == 0:
                commands.redact(store, removing, text=number + 1)
        return 0

    def prove() -> int:
        for _ in range(8):
            with store.whole() as session:
                assert verify(session).whole
        return 0

    for done in at_once(save, prove):
        assert done.exception() is None
