"""The words of a mail about an account, the same for sending and for the preview.

They are short: who had it sent, what it is, one link that works once, and that nobody asks for a password by mail. An
exercise says so first and last (6.13).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from components.mail.contact_words import contact_words
from components.mail.words import Words, exercise_mark, title
from components.texts import speaking, t, tn
from data.plan import StandingPlan
from data.queries import AccountLetter
from data.rules.mails import LINK_LIVES
from data.vocabulary import AccountMailKind, Language

WELCOME: Final = "/velkommen?noegle="
"""Where a password is chosen; the token follows."""
PATHS: Final[Mapping[AccountMailKind, str]] = {
    AccountMailKind.INVITATION: WELCOME,
    AccountMailKind.RESET: WELCOME,
    AccountMailKind.CONFIRM_CONTACT: "/bekraeft?noegle=",
}
"""Where the link of each kind leads; its token follows."""
Says = Callable[[StandingPlan, AccountLetter, str], tuple[str, list[str]]]
"""(plan, letter, link) -> subject and paragraphs, in the language that is spoken."""


def words_of(plan: StandingPlan, letter: AccountLetter, link: str) -> Words:
    """Subject and text in Danish. Raises KeyError for a kind that nobody has written words for."""
    with speaking(Language.DANISH):
        subject, paragraphs = SAYS[letter.kind](plan, letter, link)
        said = [*paragraphs, plan.title]
        if letter.exercise:
            subject = f"{exercise_mark()} · {subject} · {exercise_mark()}"
            said = [exercise_mark(), *said, exercise_mark()]
    return Words(" ".join(subject.split()), "\n\n".join(said) + "\n")


def link_to(site: str, kind: AccountMailKind, token: str) -> str:
    """The address that a mail of this kind carries; `site` is the public address of the product."""
    return site.rstrip("/") + PATHS[kind] + token


def _invitation(plan: StandingPlan, letter: AccountLetter, link: str) -> tuple[str, list[str]]:
    opened = t("{role} invites you to the emergency overview of {area}.", role=_sender(plan, letter),
               area=plan.area.name)  # fmt: skip
    return t("Your access to the emergency overview · {area}", area=plan.area.short), [
        opened,
        t("Your account: {display}. Username: {username}", display=letter.display, username=letter.username),
        t("Choose a password here, and you are signed in:") + f"\n{link}",
        _lives(letter.kind),
        _careful(),
    ]


def _reset(plan: StandingPlan, letter: AccountLetter, link: str) -> tuple[str, list[str]]:
    asked = (
        t("Somebody asked for a new password to your account in the emergency overview of {area}.", area=plan.area.name)
        if letter.role == "system"
        else t("{role} sends you a link to choose a new password in the emergency overview of {area}.",
               role=_sender(plan, letter), area=plan.area.name)
    )  # fmt: skip
    return t("A new password for the emergency overview · {area}", area=plan.area.short), [
        asked,
        t("Your account: {display}. Username: {username}", display=letter.display, username=letter.username),
        t("Choose a new password here:") + f"\n{link}",
        _lives(letter.kind),
        t("If you did not ask for it, do nothing: your password stays as it is."),
        _careful(),
    ]


def _contact(plan: StandingPlan, letter: AccountLetter, link: str) -> tuple[str, list[str]]:
    assert letter.recipient is not None
    return contact_words(plan, letter.recipient, letter.stand_in, link)


def _sender(plan: StandingPlan, letter: AccountLetter) -> str:
    """Who had it sent, by function."""
    return title(plan, letter.role) if letter.role in plan.roles else t("The administrator")


def _lives(kind: AccountMailKind) -> str:
    lives = LINK_LIVES[kind]
    if lives > timedelta(days=1):
        return tn("The link works once, within {n} day.", "The link works once, within {n} days.", lives.days)
    hours = int(lives.total_seconds() // 3600)
    return tn("The link works once, within {n} hour.", "The link works once, within {n} hours.", hours)


def _careful() -> str:
    return t("Nobody will ever ask you for a password by mail. Nobody reads answers to this mail.")


SAYS: Final[Mapping[AccountMailKind, Says]] = {
    AccountMailKind.INVITATION: _invitation,
    AccountMailKind.RESET: _reset,
    AccountMailKind.CONFIRM_CONTACT: _contact,
}
"""Whoever sends a further kind adds its words here."""
