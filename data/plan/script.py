"""The script of a guided exercise: the plan file's own, else one that every town has, made of its kinds and parties.

Its words are in Danish, as all that people write in an exercise: released, they stand in it as somebody's words. They
name no place and no person, and fit whatever happens. Source: domain.md 6.13, plan lines 13-21, 57-69.
"""

from collections.abc import Iterator

from data.plan.model import StandingPlan
from data.plan.parts import Inject, Role
from data.vocabulary import InjectKind, PartyKind, Route, Verb


def script_of(plan: StandingPlan) -> tuple[Inject, ...]:
    """The injects in the order of their minutes; the first is the report that an exercise begins with."""
    return plan.injects or tuple(_usual(plan))


def _usual(plan: StandingPlan) -> Iterator[Inject]:
    kinds = [code for code, one in plan.categories.items() if not one.needs_text] or list(plan.categories)
    first, second = kinds[0], kinds[1 % len(kinds)]
    chief, council = plan.coordinator, plan.roles_receiving(Route.COUNCIL)[0]
    housing, town = _speaker(plan, PartyKind.HOUSING), _speaker(plan, PartyKind.MUNICIPALITY)
    group = plan.terms["group"].definite if "group" in plan.terms else "gruppen"
    yield _inject(
        0, InjectKind.REPORT, f"{plan.categories[first].name}: flere beboere har set det, og flere er på vej derhen.",
        chief, f"Meldingen er set og vurderet inden fem minutter, og {group} er aktiveret, hvis den er akut.",
        category=first,
    )  # fmt: skip
    yield _inject(
        8, InjectKind.FACT, "En medarbejder på stedet er ramt, men ikke alvorligt.",
        housing, "Oplysningen er vurderet. På mødet er der svaret på bistand, og en part har påtaget sig den.",
    )  # fmt: skip
    yield _inject(
        15, InjectKind.FACT, "På sociale medier står der, at mange er på vej til området.",
        council, "Rygtet er bekræftet eller afvist med en begrundelse, og ingen har sendt det videre som sikkert.",
        rumour=True,
    )  # fmt: skip
    yield _inject(
        22, InjectKind.QUESTION, "Beboere spørger, hvor de kan henvende sig i aften. Hvad svarer I?",
        housing, "Parten har svaret inden ti minutter, og svaret står i et godkendt budskab til beboerne.",
    )  # fmt: skip
    yield _inject(
        30, InjectKind.REPORT, f"{plan.categories[second].name} samme sted: det er begyndt igen.",
        council, "Meldingen er set. Den er lagt sammen med den første eller vurderet for sig.", category=second,
    )  # fmt: skip
    yield _inject(
        38, InjectKind.FACT, "En journalist ringer og vil vide, hvad der er sket.",
        chief, "Der er én talsperson, og alle andre henviser dertil. Oplysningen er vurderet.",
    )  # fmt: skip
    yield _inject(
        45, InjectKind.QUESTION, "Kan I have folk i området de næste dage, og til hvornår?",
        town, "Parten har svaret, og indsatsen står i planen med ansvarlig og frist.",
    )  # fmt: skip
    yield _inject(
        52, InjectKind.FACT, "Der er roligt nu, og folk er gået hjem.",
        chief, "Oplysningen er vurderet. Sluttidspunktet er taget op: luk, forlæng, eller overdrag det, der varer ved.",
    )  # fmt: skip


def _inject(
    minute: int, kind: InjectKind, text: str, to: Role, good: str, *, category: str | None = None, rumour: bool = False,
) -> Inject:  # fmt: skip
    return Inject.model_construct(
        minute=minute, kind=kind, text=text, to=to.code, good=good, category=category, rumour=rumour
    )


def _speaker(plan: StandingPlan, kind: PartyKind) -> Role:
    """Who speaks for the first fixed party of the kind; the coordinator where there is none."""
    roles = [role for party in plan.parties_of_kind(kind) if party.permanent for role in plan.roles_of(party.code)]
    return next((role for role in roles if role.may(Verb.ANSWER_PARTY)), plan.coordinator)
