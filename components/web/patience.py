"""A click is carried out before the next message of the same page is looked at.

Streamlit (1.67) stops a running script as soon as the browser asks for another run of the whole page. A click the
script had not come to yet is then lost without a word: on a phone, by tapping Save while another field still waits to
be sent; anywhere, by going to the next page right after Save. So what follows a click waits until the run it started
has finished. Broken connections wait, too: the click before them is still carried out. The first run of a connection
is waited for likewise: until it has drawn a button, Streamlit does not know what a click on it should do.
"""

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

START: Final = 3.0
"""Seconds in which the run of a click begins, or it never will (its part of the page is gone)."""
LONGEST: Final = 15.0
"""Seconds a run may take until the next message passes anyway."""


class Patience:
    """Follows one Streamlit websocket: `heard` and `said` see its messages, `wait` returns when the next may pass."""

    def __init__(self) -> None:
        self._begun = False
        self._waiting = False
        self._started = asyncio.Event()
        self._finished = asyncio.Event()

    async def wait(self) -> None:
        """Wait while a click is being carried out."""
        if self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._started.wait(), START)
                await asyncio.wait_for(self._finished.wait(), LONGEST)
            self._waiting = False

    def heard(self, message: Message) -> None:
        """A message of the browser goes to Streamlit."""
        asked = _asked(message.get("bytes") or b"")
        if asked and (not self._begun or any(widget.trigger_value for widget in asked.widget_states.widgets)):
            self._begun = self._waiting = True
            self._started.clear()
            self._finished.clear()

    def said(self, message: Message) -> None:
        """A message of Streamlit goes to the browser."""
        if not self._waiting:
            return
        spoken = ForwardMsg()
        spoken.ParseFromString(message.get("bytes") or b"")
        kind = spoken.WhichOneof("type")
        early = spoken.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "new_session":
            self._started.set()
        elif kind == "script_finished" and self._started.is_set() and not early:
            self._finished.set()


def _asked(sent: bytes) -> ClientState | None:
    """The run that the browser asks for, if it asks for one."""
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except Exception:  # not ours to judge: Streamlit closes the connection
        return None
    return message.rerun_script if message.WhichOneof("type") == "rerun_script" else None
