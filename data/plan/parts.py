"""The parts a plan file is made of, each frozen; the Danish key of the file is the alias.

Sources: domain.md 4.1 and the plan lines named at each part.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from data.plan import words
from data.plan.dates import parse_date
from data.plan.phones import parse_phone
from data.plan.shape import (
    CODE,
    Becomes,
    Count,
    Day,
    EMail,
    Grant,
    Kind,
    Minute,
    Part,
    Phone,
    Shape,
    Short,
    Shows,
    Text,
    Topic,
    Way,
    Where,
    YesNo,
    listed,
)
from data.vocabulary import Mandate, Verb

Codes = Annotated[tuple[Text, ...], listed(tuple)]


class MapFiles(Shape):
    """GeoJSON files, beside the plan file or in data/places."""

    zones: Text = Field(alias="zoner")
    outline: Text = Field(alias="omrids")
    blocks: Text | None = Field(None, alias="blokke")
    places: Text | None = Field(None, alias="steder")
    municipality: Text | None = Field(None, alias="kommune")
    ground: Text | None = Field(None, alias="grundkort")
    """Outlines, streets and names, made by `import-map`."""

    def named(self) -> dict[str, str]:
        """Danish key -> file name, for those that are given."""
        return {
            field.alias or name: getattr(self, name)
            for name, field in type(self).model_fields.items()
            if getattr(self, name)
        }


class Area(Shape):
    """The housing area. `centre` is (latitude, longitude) in WGS 84, `near_metres` the reach of a block."""

    name: Text = Field(alias="navn")
    short: Text = Field(alias="kort_navn")
    municipality: Text = Field(alias="kommune")
    centre: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] = Field(
        alias="midtpunkt"
    )
    near_metres: Count = Field(alias="blok_inden_for_meter")
    map: MapFiles = Field(alias="kort")


class Party(Shape):
    """An organisation at the table; `covered_115` is no unless the file says yes. Source: plan lines 25, 73 (R47)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn")
    short: Short = Field(alias="kort_navn")
    kind: Kind = Field(alias="art")
    covered_115: YesNo = Field(False, alias="omfattet_115")
    permanent: YesNo = Field(False, alias="fast_medlem")
    symbol: Annotated[str, Field(min_length=1, max_length=2)] = Field(alias="symbol")
    valid_from: Day | None = Field(None, alias="gælder_fra")
    valid_to: Day | None = Field(None, alias="gælder_til")
    note: str = Field("", alias="note")

    def valid_on(self, day: date) -> bool:
        """Whether the organisation exists and takes part on that day (domain.md 2.7)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Role(Shape):
    """A function, never a person; `grants` are its verbs. Source: plan lines 25, 45, 49, 59 (R14, R18, R24, R30)."""

    code: str = Field(alias=CODE)
    title: Text = Field(alias="titel")
    short: Text = Field(alias="kort_titel")
    party: Text | None = Field(None, alias="part")
    level_management: YesNo = Field(False, alias="ledelse")
    permanent: YesNo = Field(False, alias="fast_medlem")
    coordinator: YesNo = Field(False, alias="tovholder")
    drafter: YesNo = Field(False, alias="udarbejder_handlingsplan")
    receives: Way | None = Field(None, alias="modtager_meldinger_til")
    grants: Annotated[frozenset[Grant], listed(frozenset)] = Field(alias="må")

    def may(self, verb: Verb) -> bool:
        """Whether the file grants the verb; conditions such as "own party" stand in data/rules/access.py."""
        return verb in self.grants


class Forum(Shape):
    """An ordinary forum of co-operation. Source: plan lines 27, 51, 69 (R16, R25, R26, R45)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn")
    definite: Text = Field(alias="bestemt_form")
    receives_handover: YesNo = Field(False, alias="modtager_overdragelser")
    must_be_informed: YesNo = Field(False, alias="skal_orienteres")
    inform_every_hours: Count | None = Field(None, alias="orienteres_hver_timer")
    rhythm: str = Field("", alias="rytme")
    every_months: Count | None = Field(None, alias="måneder_imellem_møder")
    meetings: tuple[Day, ...] = Field((), alias="møder")
    role: Text | None = Field(None, alias="rolle")
    contact_roles: Codes = Field((), alias="kontaktroller")

    @property
    def answering(self) -> tuple[str, ...]:
        """Codes of the roles that answer for the forum: who confirms what is handed over to it (R45)."""
        return self.contact_roles or ((self.role,) if self.role else ())


class Category(Shape):
    """A kind of incident. Source: plan line 13 (R7); what is suggested with it: line 47 (R22)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn")
    needs_text: YesNo = Field(False, alias="kræver_tekst")
    suggested_parties: Codes = Field((), alias="foreslå_inviteret")
    suggested_entries: Codes = Field((), alias="foreslå_indsatser")


class CatalogueEntry(Shape):
    """A typical action: a suggestion, not a duty. Source: plan lines 81-88 (R54-R60)."""

    code: str = Field(alias=CODE)
    text: Text = Field(alias="tekst")
    wording: str = Field("", alias="planens_ord")
    party: Text | None = Field(None, alias="part")
    asks_which: Kind | None = Field(None, alias="spørg_hvilken")
    person_related: YesNo = Field(False, alias="personrelateret")
    deadline_hours: Count | None = Field(None, alias="frist_timer")
    networks: YesNo = Field(False, alias="netværk")
    """It activates networks of the plan file. Source: plan lines 20, 83, 88 (R12, R60)."""

    @model_validator(mode="after")
    def _nobodys_network(self) -> "CatalogueEntry":
        if self.networks and self.person_related:
            raise ValueError(
                "En personrelateret indsats aktiverer ikke netværk. Fjern ‘netværk’ eller ‘personrelateret’."
            )
        return self

    @model_validator(mode="after")
    def _one_owner(self) -> "CatalogueEntry":
        if (self.party is None) == (self.asks_which is None):
            raise ValueError("Skriv enten ‘part’ eller ‘spørg_hvilken’ og ikke begge.")
        return self


class Audience(Shape):
    """A row every communication plan starts with. Source: plan lines 21, 67 (R13, R39)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn")
    internal: YesNo = Field(False, alias="intern")
    mandatory: YesNo = Field(False, alias="fast_række")
    residents: YesNo = Field(False, alias="beboere")
    """They are residents: the first message to them is a moment of the review (T7, domain.md 5.4)."""


class AgendaItem(Shape):
    """A point of the meeting's agenda; `closed` is the item of line 73 and is only timed (R48, domain.md 3.3).

    `room` is where its result is entered, `minutes` how long it is meant to take.
    """

    text: Text = Field(alias="punkt")
    output: str = Field("", alias="resultat")
    minutes: Count | None = Field(None, alias="minutter")
    room: Where | None = Field(None, alias="rum")
    closed: YesNo = Field(False, alias="lukket")


class Statute(Shape):
    """A statute text with the day it was valid and what was not verified. Source: plan lines 71-79 (R46-R53)."""

    code: str = Field(alias=CODE)
    title: Text = Field(alias="titel")
    text: Text = Field(alias="tekst")
    in_force_as_of: Day = Field(alias="gældende_pr")
    note: str = Field("", alias="forbehold")
    source: str = Field("", alias="kilde")
    topic: Topic | None = Field(None, alias="emne")
    applies_to: Annotated[tuple[Kind, ...], listed(tuple)] = Field((), alias="gælder_for")


class Paragraph(Shape):
    """A paragraph of the signed document in its own words: its line there, and whether it is a point of a list."""

    line: Count = Field(alias="linje")
    text: Text = Field(alias="tekst")
    point: YesNo = Field(False, alias="punkt")


class Section(Shape):
    """A part of the signed document as people read it, and the register that stands there as data (R1).

    Names and numbers of people have no place in its text: they stand in the registers, which ask who is looking.
    """

    heading: str = Field("", alias="overskrift")
    paragraphs: tuple[Paragraph, ...] = Field((), alias="afsnit")
    shows: Annotated[tuple[Shows, ...], listed(tuple)] = Field((), alias="viser")

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if not self.paragraphs and not self.shows:
            raise ValueError("Et stykke af dokumentet skal have ‘afsnit’ eller ‘viser’.")
        return self


class Contact(Shape):
    """A work contact as the document gives it; shown to signed-in members only. Source: plan lines 29-41 (R17)."""

    role: Text = Field(alias="rolle")
    name: Text = Field(alias="navn")
    function: Text = Field(alias="funktion")
    organisation: Text = Field(alias="organisation")
    phone_as_written: Phone = Field(alias="telefon")
    email: EMail = Field(alias="e_post")
    confirmed: Day = Field(alias="senest_bekræftet")

    @property
    def phone(self) -> str:
        """The number in E.164."""
        return parse_phone(self.phone_as_written)


class StandIn(Shape):
    """Who answers for a role when its holder cannot. Source: plan line 47 (R21)."""

    role: Text = Field(alias="rolle")
    name: Text = Field(alias="navn")
    function: Text = Field(alias="funktion")
    phone_as_written: Phone = Field(alias="telefon")
    email: EMail | None = Field(None, alias="e_post")
    mandate_as_written: str = Field("", alias="mandat")
    valid_from: Day | None = Field(None, alias="gælder_fra")
    valid_to: Day | None = Field(None, alias="gælder_til")
    confirmed: Day = Field(alias="senest_bekræftet")

    @property
    def phone(self) -> str:
        """The number in E.164."""
        return parse_phone(self.phone_as_written)

    @property
    def mandate(self) -> Mandate:
        """Full where the file says so, unknown where it says nothing, else limited to what it says."""
        said = self.mandate_as_written.lower()
        return Mandate.FULL if said in words.FULL_MANDATE else Mandate.LIMITED if said else Mandate.UNKNOWN

    def valid_on(self, day: date) -> bool:
        """Whether this is a stand-in on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Signature(Shape):
    """A signature as the document shows it. Source: plan lines 90-138 (R2, R5)."""

    party: Text = Field(alias="part")
    on_behalf: str = Field("", alias="ved")
    signatory: Text = Field(alias="underskriver")
    as_written: Text = Field(alias="dato_som_skrevet")

    @model_validator(mode="after")
    def _readable(self) -> "Signature":
        try:
            parse_date(self.as_written)
        except ValueError:
            raise ValueError(
                f"Datoen ‘{self.as_written}’ kan ikke læses. Skriv for eksempel 31 AUG 2017, 4/9 2017 eller 1/9-2017."
            ) from None
        return self

    @property
    def signed(self) -> date:
        """The date in the calendar."""
        return parse_date(self.as_written)


class Term(Shape):
    """A name of the place in the forms a sentence needs: Råd, Rådet, Rådets."""

    base: Text = Field(alias="grundform")
    definite: Text = Field(alias="bestemt")
    genitive: Text = Field(alias="ejefald")


class Inject(Shape):
    """Something that an exercise's leader lets happen at a set minute, and what handles it well (6.13).

    `to` is the role that is told; a question is put to that role's party. Without a category a report is of the first.
    """

    minute: Minute = Field(alias="minut")
    kind: Becomes = Field(alias="art")
    text: Annotated[str, Field(min_length=1, max_length=600)] = Field(alias="tekst")
    """As long as a report may be."""
    to: Text = Field(alias="til")
    good: Text = Field(alias="godt")
    category: Text | None = Field(None, alias="kategori")
    rumour: YesNo = Field(False, alias="rygte")


class Limits(Shape):
    """The plan's own limits; the document sets none, so an empty one is never measured against (domain.md 0.9)."""

    unread_minutes: Count | None = Field(None, alias="ulæst_melding_minutter")
    duplicate_metres: Count = Field(alias="dublet_meter")
    duplicate_hours: Count = Field(alias="dublet_timer")
    short_horizon_days: Count = Field(alias="kort_horisont_dage")
    silence_minutes: Count | None = Field(None, alias="tavshed_minutter")
    contact_months: Count = Field(alias="kontakt_måneder")
    statute_months: Count = Field(alias="regeltekst_måneder")
    situation_characters: Count = Field(alias="situation_tegn")
    call_test_months: Count | None = Field(None, alias="ringeprøve_måneder")
    exercise_months: Count | None = Field(None, alias="øvelse_måneder")


class Retention(Shape):
    """How long things are kept (domain.md 2.8); nothing general stands in law."""

    years_after_closing: Count = Field(alias="år_efter_lukning")
    functions_after_months: Count | None = Field(None, alias="navne_til_funktion_måneder")
    exercises_until_evaluated: YesNo = Field(alias="øvelser_kun_til_evaluering")
    note: str = Field("", alias="note")
    breach: str = Field("", alias="ved_brud")
    """Whom to tell of a breach of personal data, in the municipality's own words."""


class Notification(Shape):
    """The way of an underretning, which never passes through here. Source: plan lines 75-79 (R50-R53)."""

    channel: Text = Field(alias="vej")
    phone_as_written: Phone | None = Field(None, alias="telefon")
    link: str = Field("", alias="adresse")
    receipt_days: Annotated[int, Field(ge=1, le=60)] = Field(alias="kvittering_hverdage")
    saturday_counts: YesNo = Field(False, alias="lørdag_er_hverdag")

    @property
    def phone(self) -> str:
        """The number in E.164; "" without one."""
        return parse_phone(self.phone_as_written) if self.phone_as_written else ""


class ActionPlanRules(Shape):
    """Which parts a handlingsplan must have before it is put in force. Source: plan lines 59-69 (R32, R43)."""

    mandatory: Annotated[tuple[Part, ...], listed(tuple)] = Field((), alias="obligatoriske_dele")
    affected_group: Text | None = Field(None, alias="direkte_berørte")
    """The target group of those directly affected, residents and staff. Source: plan line 18 (R10)."""
