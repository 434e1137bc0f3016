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

    zones: Text = Field(
        alias="zoner", description="GeoJSON-fil med kvartererne: flader (Polygon), hver med egenskaben navn"
    )
    outline: Text = Field(alias="omrids", description="GeoJSON-fil med områdets omrids: en flade (Polygon)")
    blocks: Text | None = Field(
        None,
        alias="blokke",
        description="GeoJSON-fil med blokkene: punkter med egenskaben adresse, som import-map kan lave (docs/map.md); "
        "uden den findes kun kvarterer",
    )
    places: Text | None = Field(
        None,
        alias="steder",
        description="GeoJSON-fil med skoler, institutioner, stationen: punkter med egenskaberne navn og type",
    )
    municipality: Text | None = Field(
        None, alias="kommune", description="GeoJSON-fil med kommunens grænse, en flade, som tegnes bag området"
    )
    ground: Text | None = Field(
        None,
        alias="grundkort",
        description="GeoJSON-fil med omrids af bygninger, gader og navne, som import-map har lavet (docs/map.md)",
    )

    def named(self) -> dict[str, str]:
        """Danish key -> file name, for those that are given."""
        return {
            field.alias or name: getattr(self, name)
            for name, field in type(self).model_fields.items()
            if getattr(self, name)
        }


class Area(Shape):
    """The housing area. `centre` is (latitude, longitude) in WGS 84, `near_metres` the reach of a block."""

    name: Text = Field(alias="navn", description="områdets fulde navn, som planen skriver det (R4)")
    short: Text = Field(alias="kort_navn", description="navnet i overskrifter og på tavlen")
    municipality: Text = Field(alias="kommune", description="kommunens navn uden ordet kommune")
    centre: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] = Field(
        alias="midtpunkt",
        description="[breddegrad, længdegrad] med punktum, for eksempel [56.2, 11.3]; her begynder kortet",
    )
    near_metres: Count = Field(
        alias="blok_inden_for_meter",
        description="så tæt på en blok bliver et tryk på kortet til blokken, ellers til kvarteret; aldrig finere",
    )
    map: MapFiles = Field(alias="kort", description="navnene på kortfilerne, som ligger ved siden af planfilen")


class Party(Shape):
    """An organisation at the table; `covered_115` is no unless the file says yes. Source: plan lines 25, 73 (R47)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn", description="organisationens fulde navn (R14)")
    short: Short = Field(alias="kort_navn", description="navnet i tabeller og på tavlen")
    kind: Kind = Field(alias="art", description="hvilken slags organisation det er")
    covered_115: YesNo = Field(
        False,
        alias="omfattet_115",
        description="må være med, når politi og kommune taler om enkeltpersoner (R47); kun ja, hvor loven siger det",
    )
    permanent: YesNo = Field(
        False, alias="fast_medlem", description="sidder altid i beredskabet og skal underskrive planen (R2, R14)"
    )
    symbol: Annotated[str, Field(min_length=1, max_length=2)] = Field(
        alias="symbol", description="et eller to tegn til kort og tavle; hver part sit eget"
    )
    valid_from: Day | None = Field(
        None, alias="gælder_fra", description="første dag, hvis organisationen er kommet til undervejs"
    )
    valid_to: Day | None = Field(
        None,
        alias="gælder_til",
        description="sidste dag, hvis organisationen er ophørt; den foreslås så ikke mere (R22)",
    )
    note: str = Field("", alias="note", description="en bemærkning til dem, der læser planen")

    def valid_on(self, day: date) -> bool:
        """Whether the organisation exists and takes part on that day (domain.md 2.7)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Role(Shape):
    """A function, never a person; `grants` are its verbs. Source: plan lines 25, 45, 49, 59 (R14, R18, R24, R30)."""

    code: str = Field(alias=CODE)
    title: Text = Field(alias="titel", description="rollens titel: en funktion, aldrig et menneske")
    short: Text = Field(alias="kort_titel", description="titlen i tabeller og på knapper")
    party: Text | None = Field(
        None,
        alias="part",
        description="koden for den part, rollen taler for; kun en rolle, der administrerer, kan være uden",
    )
    level_management: YesNo = Field(
        False, alias="ledelse", description="er ledelsesrepræsentant og kan binde sin part (R14, R21)"
    )
    permanent: YesNo = Field(
        False, alias="fast_medlem", description="er fast medlem af beredskabet og står på ringelisten (R14, R19)"
    )
    coordinator: YesNo = Field(
        False, alias="tovholder", description="er tovholder for beredskabet: netop én rolle (R18)"
    )
    drafter: YesNo = Field(False, alias="udarbejder_handlingsplan", description="skriver handlingsplanen (R30)")
    receives: Way | None = Field(
        None,
        alias="modtager_meldinger_til",
        description="den af de to veje, meldinger kommer ad til denne rolle; hver vej skal have mindst én (R24)",
    )
    grants: Annotated[frozenset[Grant], listed(frozenset)] = Field(
        alias="må", description="alt det, rollen må; ordene står samlet nederst på denne side"
    )

    def may(self, verb: Verb) -> bool:
        """Whether the file grants the verb; conditions such as "own party" stand in data/rules/access.py."""
        return verb in self.grants


class Forum(Shape):
    """An ordinary forum of co-operation. Source: plan lines 27, 51, 69 (R16, R25, R26, R45)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn", description="forummets navn (R16, R45)")
    definite: Text = Field(alias="bestemt_form", description="navnet midt i en sætning, for eksempel Rådet")
    receives_handover: YesNo = Field(
        False, alias="modtager_overdragelser", description="længerevarende indsatser kan overdrages hertil (R45)"
    )
    must_be_informed: YesNo = Field(
        False, alias="skal_orienteres", description="orienteres ved aktivering og løbende (R25, R26)"
    )
    inform_every_hours: Count | None = Field(
        None, alias="orienteres_hver_timer", description="hvor ofte der skal orienteres; uden er der ingen takt"
    )
    rhythm: str = Field("", alias="rytme", description="hvor ofte det mødes, i ord: mødes hver anden måned (R16)")
    every_months: Count | None = Field(
        None, alias="måneder_imellem_møder", description="det samme som tal; så ses det, når næste møde mangler"
    )
    meetings: tuple[Day, ...] = Field(
        (), alias="møder", description="aftalte mødedage, for eksempel [2027-02-03, 2027-05-05]"
    )
    role: Text | None = Field(None, alias="rolle", description="koden for den rolle, der svarer for forummet")
    contact_roles: Codes = Field(
        (), alias="kontaktroller", description="koderne, hvis flere roller svarer for det, i stedet for ‘rolle’"
    )

    @property
    def answering(self) -> tuple[str, ...]:
        """Codes of the roles that answer for the forum: who confirms what is handed over to it (R45)."""
        return self.contact_roles or ((self.role,) if self.role else ())


class Category(Shape):
    """A kind of incident. Source: plan line 13 (R7); what is suggested with it: line 47 (R22)."""

    code: str = Field(alias=CODE)
    name: Text = Field(alias="navn", description="hvad der er sket, kort (R7)")
    needs_text: YesNo = Field(False, alias="kræver_tekst", description="den, der melder, skal skrive, hvad det er")
    suggested_parties: Codes = Field(
        (), alias="foreslå_inviteret", description="koder for parter, der foreslås inviteret (R22)"
    )
    suggested_entries: Codes = Field((), alias="foreslå_indsatser", description="koder fra kataloget, der foreslås")


class CatalogueEntry(Shape):
    """A typical action: a suggestion, not a duty. Source: plan lines 81-88 (R54-R60)."""

    code: str = Field(alias=CODE)
    text: Text = Field(alias="tekst", description="indsatsen, kort (R54-R60)")
    wording: str = Field("", alias="planens_ord", description="dokumentets egen ordlyd, hvor den er længere")
    party: Text | None = Field(
        None, alias="part", description="koden for den part, indsatsen hører til; ellers ‘spørg_hvilken’"
    )
    asks_which: Kind | None = Field(
        None, alias="spørg_hvilken", description="flere parter af den art; der spørges, hvilken"
    )
    person_related: YesNo = Field(
        False,
        alias="personrelateret",
        description="handler om enkeltpersoner: vises kun som i gang eller afsluttet, aldrig hvem eller hvor",
    )
    deadline_hours: Count | None = Field(None, alias="frist_timer", description="foreslået frist")
    networks: YesNo = Field(
        False, alias="netværk", description="aktiverer netværk; man vælger blandt planens (R12, R60)"
    )
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
    name: Text = Field(alias="navn", description="hvem der skal have besked (R39)")
    internal: YesNo = Field(False, alias="intern", description="hører til parterne selv")
    mandatory: YesNo = Field(False, alias="fast_række", description="står i enhver kommunikationsplan (R13)")
    residents: YesNo = Field(
        False, alias="beboere", description="er dem, der bor der; første budskab til dem er et tidspunkt i gennemgangen"
    )
    """They are residents: the first message to them is a moment of the review (T7, domain.md 5.4)."""


class AgendaItem(Shape):
    """A point of the meeting's agenda; `closed` is the item of line 73 and is only timed (R48, domain.md 3.3).

    `room` is where its result is entered, `minutes` how long it is meant to take.
    """

    text: Text = Field(alias="punkt", description="punktets overskrift")
    output: str = Field("", alias="resultat", description="hvad der skal komme ud af det")
    minutes: Count | None = Field(None, alias="minutter", description="hvor længe det er tænkt at vare")
    room: Where | None = Field(None, alias="rum", description="hvor punktets resultat skrives")
    closed: YesNo = Field(
        False, alias="lukket", description="det lukkede punkt: kun tidspunkterne gemmes, aldrig et ord (R48)"
    )


class Statute(Shape):
    """A statute text with the day it was valid and what was not verified. Source: plan lines 71-79 (R46-R53)."""

    code: str = Field(alias=CODE)
    title: Text = Field(alias="titel", description="reglens navn og paragraf (R46-R53)")
    text: Text = Field(alias="tekst", description="hvad den siger")
    in_force_as_of: Day = Field(alias="gældende_pr", description="den dag, teksten sidst er set efter")
    note: str = Field("", alias="forbehold", description="det, der ikke er efterprøvet; så kalder siden den ikke lov")
    source: str = Field("", alias="kilde", description="hvor teksten er fra")
    topic: Topic | None = Field(None, alias="emne", description="hvad den handler om; så findes den, hvor den bruges")
    applies_to: Annotated[tuple[Kind, ...], listed(tuple)] = Field(
        (), alias="gælder_for", description="arter af parter; står der intet, gælder den alle"
    )


class Paragraph(Shape):
    """A paragraph of the signed document in its own words: its line there, and whether it is a point of a list."""

    line: Count = Field(alias="linje", description="linjens nummer i det underskrevne dokument; stigende")
    text: Text = Field(alias="tekst", description="afsnittets egne ord")
    point: YesNo = Field(False, alias="punkt", description="afsnittet står med streg foran")


class Section(Shape):
    """A part of the signed document as people read it, and the register that stands there as data (R1).

    Names and numbers of people have no place in its text: they stand in the registers, which ask who is looking.
    """

    heading: str = Field("", alias="overskrift", description="overskriften; må være tom")
    paragraphs: tuple[Paragraph, ...] = Field((), alias="afsnit", description="afsnittene i dokumentets rækkefølge")
    shows: Annotated[tuple[Shows, ...], listed(tuple)] = Field(
        (), alias="viser", description="det, der står som data her i filen, vises på dette sted"
    )

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if not self.paragraphs and not self.shows:
            raise ValueError("Et stykke af dokumentet skal have ‘afsnit’ eller ‘viser’.")
        return self


class Contact(Shape):
    """A work contact as the document gives it; shown to signed-in members only. Source: plan lines 29-41 (R17)."""

    role: Text = Field(alias="rolle", description="koden for rollen; én kontakt til hver (R17)")
    name: Text = Field(alias="navn", description="for- og efternavn")
    function: Text = Field(alias="funktion", description="stillingen")
    organisation: Text = Field(alias="organisation", description="hvor kontakten er ansat")
    phone_as_written: Phone = Field(alias="telefon", description="arbejdsnummeret, der ringes til")
    email: EMail = Field(alias="e_post", description="arbejdsadressen, indkaldelsen sendes til")
    confirmed: Day = Field(alias="senest_bekræftet", description="den dag, oplysningen sidst er bekræftet")

    @property
    def phone(self) -> str:
        """The number in E.164."""
        return parse_phone(self.phone_as_written)


class StandIn(Shape):
    """Who answers for a role when its holder cannot. Source: plan line 47 (R21)."""

    role: Text = Field(
        alias="rolle", description="koden for den rolle, der stedfortrædes for; flere prøves i filens rækkefølge (R21)"
    )
    name: Text = Field(alias="navn", description="for- og efternavn")
    function: Text = Field(alias="funktion", description="stillingen")
    phone_as_written: Phone = Field(alias="telefon", description="arbejdsnummeret")
    email: EMail | None = Field(None, alias="e_post", description="arbejdsadressen")
    mandate_as_written: str = Field(
        "", alias="mandat", description="fuldt mandat, eller hvad det er begrænset til; tomt betyder ukendt"
    )
    valid_from: Day | None = Field(None, alias="gælder_fra", description="første dag som stedfortræder")
    valid_to: Day | None = Field(None, alias="gælder_til", description="sidste dag som stedfortræder")
    confirmed: Day = Field(alias="senest_bekræftet", description="den dag, oplysningen sidst er bekræftet")

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

    party: Text = Field(alias="part", description="koden for den part, der har underskrevet (R2)")
    on_behalf: str = Field("", alias="ved", description="‘v/ …’, hvis der står noget på papiret")
    signatory: Text = Field(alias="underskriver", description="hvem der har underskrevet")
    as_written: Text = Field(
        alias="dato_som_skrevet",
        description="datoen, som den står på papiret: 31 AUG 2027, 4/9 2027 eller 1/9-2027 (R5)",
    )

    @model_validator(mode="after")
    def _readable(self) -> "Signature":
        try:
            parse_date(self.as_written)
        except ValueError:
            raise ValueError(
                f"Datoen ‘{self.as_written}’ kan ikke læses. Skriv for eksempel 31 AUG 2027, 4/9 2027 eller 1/9-2027."
            ) from None
        return self

    @property
    def signed(self) -> date:
        """The date in the calendar."""
        return parse_date(self.as_written)


class Term(Shape):
    """A name of the place in the forms a sentence needs: Råd, Rådet, Rådets."""

    base: Text = Field(alias="grundform", description="Råd")
    definite: Text = Field(alias="bestemt", description="Rådet")
    genitive: Text = Field(alias="ejefald", description="Rådets")


class Inject(Shape):
    """Something that an exercise's leader lets happen at a set minute, and what handles it well (6.13).

    `to` is the role that is told; a question is put to that role's party. Without a category a report is of the first.
    """

    minute: Minute = Field(alias="minut", description="så mange minutter efter øvelsens begyndelse; stigende")
    kind: Becomes = Field(
        alias="art", description="hvad det bliver til: den første er en melding; et spørgsmål stilles til rollens part"
    )
    text: Annotated[str, Field(min_length=1, max_length=600)] = Field(
        alias="tekst", description="hvad der sker, med øvelsens ord"
    )
    """As long as a report may be."""
    to: Text = Field(alias="til", description="koden for den rolle, der får det")
    good: Text = Field(alias="godt", description="hvad der viser, at det er taget godt")
    category: Text | None = Field(
        None, alias="kategori", description="koden for meldingens kategori; ellers den første"
    )
    rumour: YesNo = Field(False, alias="rygte", description="oplysningen er et rygte")


class Limits(Shape):
    """The plan's own limits; the document sets none, so an empty one is never measured against (domain.md 0.9)."""

    unread_minutes: Count | None = Field(
        None, alias="ulæst_melding_minutter", description="derefter mindes næste modtager om en melding, ingen har læst"
    )
    duplicate_metres: Count = Field(alias="dublet_meter", description="to meldinger så tæt på hinanden …")
    duplicate_hours: Count = Field(alias="dublet_timer", description="… og inden for så lang tid kan være den samme")
    short_horizon_days: Count = Field(
        alias="kort_horisont_dage", description="indsatser med længere frist foreslås overdraget til et forum (R44)"
    )
    silence_minutes: Count | None = Field(
        None, alias="tavshed_minutter", description="efter så længe uden nyt fra en part vises det"
    )
    contact_months: Count = Field(alias="kontakt_måneder", description="efter så længe skal en kontakt bekræftes igen")
    statute_months: Count = Field(alias="regeltekst_måneder", description="efter så længe skal en regeltekst ses efter")
    situation_characters: Count = Field(
        alias="situation_tegn", description="længere beskrivelser af situationen giver et vink (R33)"
    )
    call_test_months: Count | None = Field(
        None, alias="ringeprøve_måneder", description="så ofte prøves ringelisten; uden mindes ingen om det"
    )
    exercise_months: Count | None = Field(
        None, alias="øvelse_måneder", description="så ofte holdes en øvelse; uden mindes ingen om det"
    )


class Retention(Shape):
    """How long things are kept (domain.md 2.8); nothing general stands in law."""

    years_after_closing: Count = Field(
        alias="år_efter_lukning", description="så længe gemmes en hændelse, efter at den er slut"
    )
    functions_after_months: Count | None = Field(
        None,
        alias="navne_til_funktion_måneder",
        description="så længe efter en kontos lukning bliver dens navn til funktionen; uden sker det ikke",
    )
    exercises_until_evaluated: YesNo = Field(
        alias="øvelser_kun_til_evaluering", description="øvelser kan slettes, når de er evalueret"
    )
    note: str = Field("", alias="note", description="hvorfor netop så længe")
    breach: str = Field(
        "", alias="ved_brud", description="hvem der får besked, hvis personoplysninger er kommet for langt"
    )
    """Whom to tell of a breach of personal data, in the municipality's own words."""


class Notification(Shape):
    """The way of an underretning, which never passes through here. Source: plan lines 75-79 (R50-R53)."""

    channel: Text = Field(
        alias="vej", description="hvor en underretning sendes hen; den sendes aldrig gennem programmet (R50)"
    )
    phone_as_written: Phone | None = Field(None, alias="telefon", description="nummeret dertil")
    link: str = Field("", alias="adresse", description="webadressen dertil")
    receipt_days: Annotated[int, Field(ge=1, le=60)] = Field(
        alias="kvittering_hverdage", description="inden så mange hverdage kommer kvitteringen (R53)"
    )
    saturday_counts: YesNo = Field(False, alias="lørdag_er_hverdag", description="om lørdag tælles som hverdag")

    @property
    def phone(self) -> str:
        """The number in E.164; "" without one."""
        return parse_phone(self.phone_as_written) if self.phone_as_written else ""


class ActionPlanRules(Shape):
    """Which parts a handlingsplan must have before it is put in force. Source: plan lines 59-69 (R32, R43)."""

    mandatory: Annotated[tuple[Part, ...], listed(tuple)] = Field(
        (), alias="obligatoriske_dele", description="dele, der skal være udfyldt, før planen kan sættes i kraft (R32)"
    )
    affected_group: Text | None = Field(
        None, alias="direkte_berørte", description="koden for den målgruppe, bistanden er til (R10)"
    )
    """The target group of those directly affected, residents and staff. Source: plan line 18 (R10)."""
