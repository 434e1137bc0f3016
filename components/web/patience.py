"""What a page asks for is carried out and told before its next message is looked at.

Streamlit (1.67) loses work without a word when two requests of one page come close together:

- It stops a running script as soon as the browser asks for another run of the whole page. A click the script had not
  come to yet is gone: on a phone, by tapping Save while another field still waits to be sent; anywhere, by going to
  the next page right after Save.
- It begins the next run in a new script runner when the last one has just ended, and drops what the last one had drawn
  and not yet handed over. On a busy machine half a redraw never reaches the browser.
- Until the first run of a connection has drawn a button, it does not know what a click on it should do.

So a message waits until the run before it has finished. Broken connections wait, too.
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
START_OTHER: Final = 1.0
"""The same for what is no click: a part of a page that is gone is asked for by timers and redraws now and then."""
LONGEST: Final = 15.0
"""Seconds a run may take until the next message passes anyway."""


class Patience:
    """Follows one Streamlit websocket: `heard` and `said` see its messages, `wait` returns when the next may pass."""

    def __init__(self) -> None:
        self._begun = False
        self._waiting = False
        self._start = START
        self._started = asyncio.Event()
        self._finished = asyncio.Event()

    async def wait(self) -> None:
        """Wait while what was asked for is being carried out."""
        if self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._started.wait(), self._start)
                await asyncio.wait_for(self._finished.wait(), LONGEST)
            self._waiting = False

    def heard(self, message: Message) -> None:
        """A message of the browser goes to Streamlit."""
        asked = _asked(message.get("bytes") or b"")
        if asked:
            clicked = not self._begun or any(widget.trigger_value for widget in asked.widget_states.widgets)
            self._start = START if clicked else START_OTHER
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
