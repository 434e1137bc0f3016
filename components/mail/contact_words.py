"""The words of a mail that asks somebody of the call list whether their contact details are still right (R17).

No name and no number stands in it: the page behind its link shows them, to whoever has the link.
"""

from components.mail.words import title
from components.texts import t
from data.plan import StandingPlan
from data.rules.contacts import LINK_LASTS
from data.vocabulary import Verb


def contact_words(plan: StandingPlan, role: str, stand_in: int | None, link: str) -> tuple[str, list[str]]:
    """Subject and paragraphs in the language that is spoken; `link` is the address of the page that confirms."""
    group = plan.terms["group"].definite if "group" in plan.terms else plan.title
    stands = (
        t("You stand on the call list of {group} in {area} as: {role}.", group=group, area=plan.area.name,
          role=title(plan, role))
        if stand_in is None
        else t("You stand on the call list of {group} in {area} as stand-in for: {role}.", group=group,
               area=plan.area.name, role=title(plan, role))
    )  # fmt: skip
    return t("Are your contact details still right? · {area}", area=plan.area.short), [
        stands,
        t("Look at what stands there about you, and confirm it with one press if it is right:") + f"\n{link}",
        t("The link works for {n} days, and asks for no password.", n=LINK_LASTS.days),
        t("If something is wrong, do not press. Tell {who} what is to be changed.", who=who_is_told(plan, role)),
        t("Nobody reads answers to this mail."),
    ]


def who_is_told(plan: StandingPlan, role: str) -> str:
    """By function, whom this role tells what is to be changed: who coordinates, whom everybody of the group knows.

    The coordinator tells whoever administers the plan file.
    """
    if role != plan.coordinator.code:
        return plan.coordinator.title
    return t(" or ").join([one.title for one in plan.roles_with(Verb.ADMINISTER)] or [plan.coordinator.title])
