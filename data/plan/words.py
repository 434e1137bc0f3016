"""The Danish words of a plan file and what they stand for.

The people of the municipality write the left-hand word; the product knows the right-hand one.
"""

from collections.abc import Mapping
from typing import Final

from data.vocabulary import PartKind, PartyKind, Route, Verb

YES_NO: Final[Mapping[str, bool]] = {"ja": True, "nej": False}

PARTY_KINDS: Final[Mapping[str, PartyKind]] = {
    "politi": PartyKind.POLICE,
    "kommune": PartyKind.MUNICIPALITY,
    "boligorganisation": PartyKind.HOUSING,
    "helhedsplan": PartyKind.MASTER_PLAN,
    "redningsberedskab": PartyKind.FIRE_SERVICE,
    "anden": PartyKind.OTHER,
}

ROUTES: Final[Mapping[str, Route]] = {
    "projektchef": Route.PROJECT_CHIEF,
    "råd": Route.COUNCIL,
}

PARTS: Final[Mapping[str, PartKind]] = {
    "situation": PartKind.SITUATION,
    "formål": PartKind.PURPOSE,
    "indsatser": PartKind.ACTIONS,
    "kommunikation": PartKind.COMMUNICATION,
    "sluttidspunkt": PartKind.END_TIME,
}

VERBS: Final[Mapping[str, Verb]] = {
    "læse": Verb.READ,
    "læse meldinger": Verb.READ_REPORTS,
    "se kontakter": Verb.SEE_CONTACTS,
    "melde": Verb.REPORT,
    "markere læst": Verb.MARK_READ,
    "vurdere": Verb.ASSESS,
    "aktivere": Verb.ACTIVATE,
    "afvise": Verb.REJECT,
    "afblæse": Verb.CALL_OFF,
    "afbryde øvelse": Verb.BREAK_EXERCISE,
    "afslutte orientering": Verb.CLOSE_INFORMED,
    "lægge hændelser sammen": Verb.MERGE,
    "skille hændelser ad": Verb.UNMERGE,
    "give oplysning": Verb.TELL_FACT,
    "vurdere oplysning": Verb.JUDGE_FACT,
    "foreslå indsats": Verb.PROPOSE_ACTION,
    "beskrive indsats": Verb.DESCRIBE_ACTION,
    "påtage indsats": Verb.ACCEPT_ACTION,
    "afslå indsats": Verb.DECLINE_ACTION,
    "opdatere indsats": Verb.UPDATE_PROGRESS,
    "aflyse indsats": Verb.CANCEL_ACTION,
    "overdrage indsats": Verb.HAND_OVER,
    "genåbne indsats": Verb.REOPEN_ACTION,
    "tage hændelse med": Verb.COVER_INCIDENT,
    "skrive handlingsplan": Verb.WRITE_PLAN,
    "svare på bistand": Verb.ANSWER_SUPPORT,
    "sætte i kraft": Verb.PUT_IN_FORCE,
    "forlænge": Verb.EXTEND,
    "give førsteindtryk": Verb.GIVE_IMPRESSION,
    "lukke": Verb.CLOSE,
    "genåbne": Verb.REOPEN,
    "fjerne tekst": Verb.REDACT,
    "administrere": Verb.ADMINISTER,
}

FOLLOWS_ADMINISTER: Final = frozenset(
    {
        Verb.OPEN_ACCOUNT,
        Verb.CHOOSE_PASSWORD,
        Verb.GRANT_ROLE,
        Verb.END_ROLE,
        Verb.INVITE_AGAIN,
        Verb.DISABLE_ACCOUNT,
        Verb.CHOOSE_LANGUAGE,
        Verb.LOAD_PLAN,
        Verb.CHOOSE_LANGUAGE,
    }
)
"""Log words of the house itself: nobody grants them one by one in a plan file."""

TERMS: Final[Mapping[str, str]] = {
    "gruppe": "group",
    "råd": "council",
    "helhedsplan": "master_plan",
    "stabsenhed": "staff_unit",
    "styregruppe": "steering_group",
    "bestyrelse": "board",
}
"""Word list entries of the file -> the names sentences ask for."""
