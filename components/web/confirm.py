"""The link of a mail by which somebody says, without a sign-in, that their contact details are still right (R17).

Looking changes nothing, because mail servers look first; the button confirms, once.
"""

from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components import times
from components.mail.contact_words import who_is_told
from components.mail.words import title
from components.session import house
from components.standing_plan import spaced
from components.texts import mark, t
from components.web import cookies, language, limit, page
from components.web.form import posted, turned_away
from data import commands, queries
from data.errors import NotAllowed, RuleBroken
from data.queries import ContactLink, ShownContact
from data.rules.contacts import Asking

PATH: Final = "/bekraeft"
LONGEST: Final = 200
"""Characters of a key that are looked at."""
OVER: Final = {
    Asking.EXPIRED: mark("This link is no longer valid. If you are still to be asked, a new mail comes."),
    Asking.CHANGED: mark("What stood about you has been changed since this mail was sent. You need do nothing."),
    Asking.CONFIRMED: mark("Thank you. Your contact details are confirmed, and there is nothing more to do."),
}


async def show(request: Request) -> Response:
    """The page behind the link; looking at it neither confirms nor spends anything."""
    return await _page(request, request.query_params.get("noegle", ""))


async def receive(request: Request) -> Response:
    """Confirm what was shown, and show what has become of the link."""
    form = await posted(request) or {}
    key = form.get("key", "")
    if away := turned_away(request, form, lambda: limit.may_try(request, "")):
        return await _page(request, key, *away)
    try:
        await anyio.to_thread.run_sync(_confirm, key, form.get("shown", ""))
    except NotAllowed:  # used, out of date, or never sent: the page says which
        return await _page(request, key)
    except RuleBroken:
        said = t("The contact has been changed in the plan file. Look at what stands there now.")
        return await _page(request, key, said, 400)
    return RedirectResponse(language.at_door(PATH, noegle=key), 303)


def _confirm(key: str, shown: str) -> None:
    commands.confirm_by_mail(house().store, key[:LONGEST], digest=shown)


def _look(key: str) -> ContactLink | None:
    return queries.contact_asked(house().store, key[:LONGEST]) if key else None


async def _page(request: Request, key: str, said: str = "", status: int = 200) -> Response:
    found = await anyio.to_thread.run_sync(_look, key)
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    switch = language.switch(PATH, noegle=key)
    heading = t("Your contact details")
    if found is None or found.contact is None:
        told = t(OVER[found.asking]) if found and found.asking in OVER else t("This link does nothing (any more).")
        status = 200 if found and found.asking is Asking.CONFIRMED else 403
        content = page.fill(
            "link", {"notice": page.fill("note", {"text": told}), "address": language.at_door("/log-ind"),
                     "text": t("To the sign-in page")},
        )  # fmt: skip
        return page.answer(heading, content, area=shown.title, exercise=shown.exercise, status=status, switch=switch)
    proof = cookies.form_proof(request, house().settings)
    content = await anyio.to_thread.run_sync(_form, found.contact, key, said, proof)
    answer = page.answer(heading, content, area=shown.title, exercise=shown.exercise, status=status, switch=switch)
    cookies.keep_proof(answer, proof, house().settings)
    return answer


def _form(contact: ShownContact, key: str, said: str, proof: str) -> page.Markup:
    plan = house().store.plan()
    role = title(plan, contact.role)
    stands = (
        t("You stand on the call list as: {role}. Is this still right?", role=role)
        if contact.stand_in is None
        else t("You stand on the call list as stand-in for: {role}. Is this still right?", role=role)
    )
    return page.fill(
        "confirm",
        {
            "notice": page.notice(said),
            "text": stands,
            "name": contact.name,
            "function": contact.function,
            "phone": spaced(contact.phone),
            "email": contact.email,
            "action": language.at_door(PATH),
            "proof": proof,
            "key": key,
            "shown": contact.digest,
            "button": t("Yes, they are right"),
            "help": " ".join([
                t("Last confirmed {day}", day=times.whole_day(contact.confirmed)) + ".",
                t("If something is wrong, do not press. Tell {who} what is to be changed.",
                  who=who_is_told(plan, contact.role)),
            ]),
        },
    )  # fmt: skip
