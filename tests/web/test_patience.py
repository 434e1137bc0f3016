"""What a page asks for is finished before its next message is looked at (components/web/patience.py)."""

import asyncio

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.web.patience import Patience


def _asks(*, part: str = "", click: str = "") -> Message:
    message = BackMsg()
    message.rerun_script.fragment_id = part
    if click:
        message.rerun_script.widget_states.widgets.add(id=click, trigger_value=True)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def _begins() -> Message:
    message = ForwardMsg()
    message.new_session.name = "app"
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def _ends(how: int) -> Message:
    message = ForwardMsg()
    message.script_finished = how  # type: ignore[assignment]  # the stub knows the enumeration by name only
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


async def _waits(patience: Patience) -> bool:
    """Whether the next message has to wait at this moment."""
    try:
        await asyncio.wait_for(patience.wait(), 0.05)
    except TimeoutError:
        return True
    return False


@pytest.mark.parametrize(
    "asked", [_asks(), _asks(part="live-overview"), _asks(click="save"), _asks(part="form", click="save")]
)
def test_the_next_message_waits_until_the_run_has_ended(asked: Message) -> None:
    async def course() -> None:
        patience = Patience()
        assert not await _waits(patience)
        for _ in range(2):
            patience.heard(asked)
            for said in (_begins(), _ends(ForwardMsg.FINISHED_EARLY_FOR_RERUN), _begins()):
                patience.said(said)
                assert await _waits(patience), "a run that gives way to the next one has not ended"
            patience.said(_ends(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
            assert not await _waits(patience)

    asyncio.run(course())


def test_a_part_that_is_gone_holds_nobody_up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    async def course() -> None:
        patience = Patience()
        patience.heard(_asks())
        patience.said(_begins())
        patience.said(_ends(ForwardMsg.FINISHED_SUCCESSFULLY))
        patience.heard(_asks(part="gone"))
        await patience.wait()
        assert not await _waits(patience)

    monkeypatch.setattr("components.web.patience.START_OTHER", 0.01)
    asyncio.run(course())


def test_what_asks_for_no_run_holds_nobody_up() -> None:
    async def course() -> None:
        patience = Patience()
        for message in (b"", b"\xff\xff", BackMsg(stop_script=True).SerializeToString()):
            patience.heard({"type": "websocket.receive", "bytes": message})
            assert not await _waits(patience)

    asyncio.run(course())
