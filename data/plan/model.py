"""The signed standing plan as data: what the product says and allows comes from here, not from code.

Frozen, and equal by digest, so that it can be a cache key. Source: domain.md 4.1, R1-R5.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from data.plan.parts import (
    ActionPlanRules,
    AgendaItem,
    Area,
    Audience,
    CatalogueEntry,
    Category,
    Contact,
    Forum,
    Inject,
    Limits,
    Notification,
    Party,
    Retention,
    Role,
    Section,
    Signature,
    StandIn,
    Statute,
    Term,
)
from data.plan.shape import Day, Shape, Text, keyed
from data.plan.words import TERMS
from data.vocabulary import PartyKind, Register, Route, RuleTopic, Verb

DIGEST, SOURCE, FOLDER = "(aftryk)", "(tekst)", "(mappe)"

Verbatim = Annotated[str, StringConstraints(strip_whitespace=False)]
Parties = Annotated[dict[str, Party], BeforeValidator(keyed)]
Roles = Annotated[dict[str, Role], BeforeValidator(keyed)]
Fora = Annotated[dict[str, Forum], BeforeValidator(keyed)]
Categories = Annotated[dict[str, Category], BeforeValidator(keyed)]
Catalogue = Annotated[dict[str, CatalogueEntry], BeforeValidator(keyed)]
Audiences = Annotated[dict[str, Audience], BeforeValidator(keyed)]
Statutes = Annotated[dict[str, Statute], BeforeValidator(keyed)]


class SignatureStatus(NamedTuple):
    """Whether every permanent party has signed, who has not, and the day of the last signature (R2, R5)."""

    complete: bool
    missing: tuple[Party, ...]
    last: date | None


class StandingPlan(Shape):
    """One version of the beredskabsplan of one area."""

    # What the loader adds; nothing in a file can set these.
    digest: str = Field(alias=DIGEST)
    text: Verbatim = Field(alias=SOURCE, repr=False)
    folder: Path | None = Field(None, alias=FOLDER, repr=False)

    title: Text = Field(alias="titel", description="planens titel")
    language: Text = Field(alias="sprog", description="planens sprog: da")
    basis: Text = Field(alias="hjemmel", description="det, planen hviler på: regulativ og paragraf (R1)")
    period: Text = Field(alias="periode", description="perioden, som planen skriver den (R3)")
    period_ends: Day | None = Field(
        None, alias="perioden_slutter", description="periodens sidste dag; så ses det, når den er udløbet"
    )
    funding_note: str = Field("", alias="om_midlerne", description="en bemærkning om midlerne og deres periode")
    revision: Text = Field(alias="udgave", description="hvilken udgave af planen det er")
    next_revision: Day | None = Field(None, alias="næste_revision", description="den dag, planen skal være set efter")
    approval: Text = Field(alias="landsbyggefondens_godkendelse", description="om den er dokumenteret, og hvor (R2)")
    approved_on: Day | None = Field(
        None, alias="godkendt_den", description="den dag, Landsbyggefonden godkendte; uden mindes der om det"
    )
    confidentiality: Text = Field(alias="tavshedslinje", description="står ved alle felter med fri tekst (R46)")

    document: tuple[Section, ...] = Field(
        (), alias="dokument", description="den underskrevne plan i dens egne ord, afsnit for afsnit (R1)"
    )
    area: Area = Field(alias="område", description="boligområdet og dets kort (R4)")
    parties: Parties = Field(alias="parter", description="organisationerne ved bordet, hver med sin kode (R14)")
    roles: Roles = Field(alias="roller", description="funktionerne, og hvad hver af dem må (R14, R18, R24, R30)")
    fora: Fora = Field(alias="fora", description="de ordinære samarbejdsfora (R16, R25, R45)")
    categories: Categories = Field(
        alias="kategorier", description="de slags hændelser, der kan meldes (R7)", min_length=1
    )
    catalogue: Catalogue = Field(
        alias="katalog", description="de typiske handlemuligheder: forslag, ikke en udtømmende liste (R54-R60)"
    )
    target_groups: dict[str, Text] = Field(
        alias="målgrupper", description="kode og navn på dem, en indsats kan rettes mod (R35)", min_length=1
    )
    audience_rows: Audiences = Field(
        alias="kommunikation", description="de rækker, en ny kommunikationsplan begynder med (R39)"
    )
    channels: tuple[Text, ...] = Field((), alias="kanaler", description="de veje, budskaber kan sendes ad (R39)")
    networks: tuple[Text, ...] = Field(
        (),
        alias="netværk",
        description="netværk, der kan aktiveres: organisationer og roller, aldrig beboere ved navn (R12)",
    )
    agenda: tuple[AgendaItem, ...] = Field(alias="dagsorden", description="hastemødets dagsorden (R20)")
    follow_up_agenda: tuple[AgendaItem, ...] = Field(
        (), alias="dagsorden_opfølgning", description="dagsordenen for de følgende møder"
    )
    action_plan: ActionPlanRules = Field(
        alias="handlingsplan", description="hvad en handlingsplan skal indeholde (R32)"
    )
    statute_rows: Statutes = Field(
        alias="regler", description="tavshedspligt, videregivelse og underretning i ord (R46-R53)"
    )
    notification: Notification = Field(alias="underretning", description="vejen for en underretning (R50-R53)")
    contacts: tuple[Contact, ...] = Field(
        (),
        alias="kontakter",
        description="arbejdskontakter til rollerne; vises kun for indloggede, aldrig på tavlen (R17)",
    )
    stand_ins: tuple[StandIn, ...] = Field(
        (), alias="stedfortrædere", description="hvem der svarer, når rollens indehaver ikke kan (R21)"
    )
    signatures: tuple[Signature, ...] = Field(
        (), alias="underskrifter", description="underskrifterne, som de står i planen (R2, R5)"
    )
    levels: tuple[Text, ...] = Field(
        (), alias="niveauer", description="navne på aktiveringsniveauer, hvis I bruger dem"
    )
    injects: tuple[Inject, ...] = Field(
        (), alias="øvelse", description="drejebogen til en ledet øvelse; uden den bruges programmets egen (6.13)"
    )
    limits: Limits = Field(alias="grænser", description="de frister og grænser, der måles efter")
    retention: Retention = Field(alias="opbevaring", description="hvor længe noget gemmes")
    word_rows: dict[str, Term] = Field(
        alias="ordliste", description="stedets egne navne i de former, en sætning bruger"
    )

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StandingPlan):
            return NotImplemented
        return (self.digest, self.folder) == (other.digest, other.folder)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The rows a communication plan starts with, in the order of the file."""
        return tuple(self.audience_rows.values())

    @property
    def residents(self) -> tuple[str, ...]:
        """Codes of the audiences that are residents; none where the file does not say."""
        return tuple(audience.code for audience in self.audiences if audience.residents)

    @property
    def statutes(self) -> tuple[Statute, ...]:
        """The statute texts in the order of the file."""
        return tuple(self.statute_rows.values())

    def statutes_about(self, topic: RuleTopic) -> tuple[Statute, ...]:
        """The statute texts on one matter. Source: plan lines 71-79 (R46-R53)."""
        return tuple(statute for statute in self.statutes if statute.topic is topic)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The signed document, each register where it stands there; what the document does not place comes last."""
        placed = {register for section in self.document for register in section.shows}
        rest = tuple(register for register in Register if register not in placed)
        # Without the document's own words (an older file) the registers are all there is.
        return (*self.document, *(Section.model_construct(heading="", paragraphs=(), shows=(one,)) for one in rest))

    @property
    def terms(self) -> dict[str, Term]:
        """The place's own names by English key: group, council, master_plan, staff_unit, steering_group, board."""
        return {TERMS[word]: term for word, term in self.word_rows.items()}

    def role(self, code: str) -> Role:
        """The role; KeyError if this plan has none of that code."""
        return self.roles[code]

    def party(self, code: str) -> Party:
        """The party; KeyError if this plan has none of that code."""
        return self.parties[code]

    def party_of(self, role_code: str | None) -> Party | None:
        """The party a role speaks for; None for the administrator and for roles of an older plan."""
        role = self.roles.get(role_code or "")
        return self.parties.get(role.party) if role and role.party else None

    def roles_with(self, verb: Verb) -> tuple[Role, ...]:
        """The roles that hold the verb, in the order of the file."""
        return tuple(role for role in self.roles.values() if role.may(verb))

    def roles_of(self, party_code: str) -> tuple[Role, ...]:
        """The roles that speak for a party."""
        return tuple(role for role in self.roles.values() if role.party == party_code)

    def roles_receiving(self, route: Route) -> tuple[Role, ...]:
        """To whom a report by that road is addressed. Source: plan line 49 (R24)."""
        return tuple(role for role in self.roles.values() if role.receives is route)

    @property
    def coordinator(self) -> Role:
        """The tovholder; the loader has seen to it that there is exactly one. Source: plan line 45 (R18)."""
        return next(role for role in self.roles.values() if role.coordinator)

    @property
    def informed_bodies(self) -> tuple[Forum, ...]:
        """The boards that the project chief informs. Source: plan line 51 (R25, R26)."""
        return tuple(forum for forum in self.fora.values() if forum.must_be_informed)

    @property
    def permanent_roles(self) -> tuple[Role, ...]:
        """The fixed members of the group. Source: plan line 25 (R14)."""
        return tuple(role for role in self.roles.values() if role.permanent)

    def parties_of_kind(self, kind: PartyKind, on: date | None = None) -> tuple[Party, ...]:
        """The parties of a kind, only those valid on the day if one is given."""
        return tuple(p for p in self.parties.values() if p.kind is kind and (on is None or p.valid_on(on)))

    def suggested_parties(self, category_code: str, on: date) -> tuple[Party, ...]:
        """Whom to consider inviting: the party of that day, not the dissolved one. Source: plan line 47 (R22)."""
        category = self.categories.get(category_code)
        named = (self.parties[code] for code in category.suggested_parties) if category else ()
        return tuple(party for party in named if party.valid_on(on))

    def contact_of(self, role_code: str) -> Contact | None:
        """The holder's contact card, if the file has one. Source: plan lines 29-41 (R17)."""
        return next((contact for contact in self.contacts if contact.role == role_code), None)

    def stand_ins_of(self, role_code: str) -> tuple[StandIn, ...]:
        """Stand-ins of a role in the order they are tried (domain.md 1.4)."""
        return tuple(stand_in for stand_in in self.stand_ins if stand_in.role == role_code)

    def signature_status(self) -> SignatureStatus:
        """Who of the permanent parties has not signed. Source: plan lines 5, 90-138 (R2, R5)."""
        signed = {signature.party for signature in self.signatures}
        missing = tuple(p for p in self.parties.values() if p.permanent and p.code not in signed)
        return SignatureStatus(not missing, missing, max((s.signed for s in self.signatures), default=None))
