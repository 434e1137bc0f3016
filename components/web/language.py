"""What a plain page is read in: the language of who is signed in, else what its address says (?sprog=en), else Danish.

No cookie remembers it: whoever comes to the same machine next is not greeted in somebody else's language. A language
chosen at the door becomes that of the account that comes in by it, where the account has chosen none.
"""

from contextlib import AbstractContextManager
from urllib.parse import urlencode

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from components.session import house
from components.texts import NAMES, language, speaking
from components.web import page
from data import commands, queries
from data.commands import Opened
from data.storage.sign_ins import name_of
from data.vocabulary import Language

PARAM = "sprog"


class Spoken:
    """The ASGI middleware that begins every request in the language of its address; the gate knows better later."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in that language."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with speaking(asked(HTTPConnection(scope)) or Language.DANISH):
            await self.app(scope, receive, send)


def asked(request: HTTPConnection) -> Language | None:
    """The language that the address names."""
    return Language.named(request.query_params.get(PARAM))


def spoken(chosen: Language | None) -> AbstractContextManager[None]:
    """Go on in a language that was asked for earlier; what is going on where none was."""
    return speaking(chosen or language())


def at_door(path: str, **query: str) -> str:
    """An address of the plain pages, in the language of this moment; what is empty is left out."""
    spoken = "" if language() is Language.DANISH else language().value
    told = urlencode({name: value for name, value in {**query, PARAM: spoken}.items() if value})
    return f"{path}?{told}" if told else path


def switch(path: str, **query: str) -> page.Markup:
    """The same page in the other language, by a link in that language."""
    links = []
    for other in (other for other in Language if other is not language()):
        with speaking(other):
            links.append(
                page.fill("language", {"address": at_door(path, **query), "code": other, "name": NAMES[other]})
            )
    return page.joined(links)


def remember(opened: Opened, chosen: Language | None) -> None:
    """Keep what was chosen at the door for an account that has chosen nothing yet."""
    store = house().store
    found = queries.signed_in(store, name_of(opened.token)) if chosen else None
    if chosen and found and found.language is None:
        viewer = queries.viewer_of(store.plan(), found.person, found.role, only=found.only)
        commands.choose_language(store, viewer, language=chosen)
