"""What the sign-in page says of providers: a button each, and one sentence when it did not work.

One sentence for everybody whom an address does not let in, so that nobody learns which addresses have an account.
"""

from enum import StrEnum

from components.texts import t
from components.web import language, page
from components.web.address import HOME
from components.web.oidc.installed import DOOR, known, own, problems


class Trouble(StrEnum):
    """Why somebody who tried a provider stands at the door again; it stands in the address."""

    DOWN = "udbyder-nede"
    BROKEN_OFF = "udbyder-afbrudt"
    AGAIN = "udbyder-igen"
    UNTRUE = "udbyder-utro"
    NOT_HERE = "udbyder-ikke-her"
    BUSY = "udbyder-vent"


def sentence(why: str, key: str) -> str:
    """What is said of it; "" for what is none of these, or of a provider that there is none of."""
    if key not in known():
        return ""
    name = known()[key].provider.name
    said = {
        Trouble.DOWN.value: t(
            "{name} does not answer at present. Sign in with your own account here, or try again in a moment.",
            name=name,
        ),
        Trouble.BROKEN_OFF.value: t("The sign-in at {name} was not completed, so you are not signed in.", name=name),
        Trouble.AGAIN.value: t(
            "The sign-in at {name} took too long, was used already or began in another browser. Start again.", name=name
        ),
        Trouble.UNTRUE.value: t(
            "The answer from {name} could not be trusted, so nobody is signed in. Tell whoever runs the server if it "
            "happens again.",
            name=name,
        ),
        Trouble.NOT_HERE.value: t(
            "{name} gave no confirmed e-mail address that opens an account here. Ask your administrator.", name=name
        ),
        Trouble.BUSY.value: t("Too many attempts. Wait a few minutes and try again."),
    }
    return said.get(why, "")


def buttons(onward: str, why: str) -> page.Markup:
    """The ways in beside a password; whoever was refused gets to choose another account there."""
    if problems():
        wrong = t("Sign-in through other organisations is not set up right, and is off. Tell whoever runs the server.")
        return page.fill("note", {"text": wrong})
    if not known():
        return page.Markup()
    told = {"next": "" if onward == HOME else onward, "anden": "1" if why == Trouble.NOT_HERE else ""}
    links = [
        page.fill(
            "provider",
            {
                "address": own(language.at_door(f"{DOOR}/{key}", **told)),
                "text": t("Sign in with {name}", name=one.provider.name),
            },
        )
        for key, one in known().items()
    ]
    return page.fill("providers", {"buttons": page.joined(links), "or": t("Or with your own account here")})
