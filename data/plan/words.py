"""The Danish words of a plan file and what they stand for.

The people of the municipality write the left-hand word; the product knows the right-hand one.
"""

from collections.abc import Mapping
from typing import Final

from data.vocabulary import InjectKind, PartKind, PartyKind, Register, Room, Route, RuleTopic, Verb

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
    "leder": Route.PROJECT_CHIEF,
    "råd": Route.COUNCIL,
}
FORMER_ROUTES: Final[Mapping[str, Route]] = {"projektchef": Route.PROJECT_CHIEF}
"""A word of one plan's own that files in use still have: read, and offered to nobody."""

PARTS: Final[Mapping[str, PartKind]] = {
    "situation": PartKind.SITUATION,
    "formål": PartKind.PURPOSE,
    "indsatser": PartKind.ACTIONS,
    "kommunikation": PartKind.COMMUNICATION,
    "sluttidspunkt": PartKind.END_TIME,
}

ROOMS: Final[Mapping[str, Room]] = {
    "deltagere": Room.ATTENDANCE,
    "invitation": Room.INVITATION,
    "situation": Room.SITUATION,
    "bistand": Room.SUPPORT,
    "formål": Room.PURPOSE,
    "indsatser": Room.ACTIONS,
    "kommunikation": Room.COMMUNICATION,
    "sluttidspunkt": Room.END_TIME,
    "ændringer": Room.CHANGES,
    "opsummering": Room.SUMMARY,
}

REGISTERS: Final[Mapping[str, Register]] = {
    "kontakter": Register.MEMBERS,
    "katalog": Register.CATALOGUE,
    "regler": Register.RULES,
    "underskrifter": Register.SIGNATURES,
}

TOPICS: Final[Mapping[str, RuleTopic]] = {
    "tavshed": RuleTopic.CONFIDENTIALITY,
    "videregivelse": RuleTopic.DISCLOSURE,
    "almindelig pligt": RuleTopic.GENERAL_DUTY,
    "skærpet pligt": RuleTopic.SHARPENED_DUTY,
    "kvittering": RuleTopic.RECEIPT,
    "egen kanal": RuleTopic.OWN_CHANNEL,
}

INJECTS: Final[Mapping[str, InjectKind]] = {
    "melding": InjectKind.REPORT,
    "oplysning": InjectKind.FACT,
    "spørgsmål": InjectKind.QUESTION,
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
    "foreslå ændring": Verb.PROPOSE_CHANGE,
    "godkende situationsbillede": Verb.APPROVE_PICTURE,
    "svare på bistand": Verb.ANSWER_SUPPORT,
    "tage stilling": Verb.TAKE_STANCE,
    "sætte i kraft": Verb.PUT_IN_FORCE,
    "forlænge": Verb.EXTEND,
    "give førsteindtryk": Verb.GIVE_IMPRESSION,
    "lukke": Verb.CLOSE,
    "genåbne": Verb.REOPEN,
    "skrive kommunikationsplan": Verb.PLAN_AUDIENCE,
    "udpege talsperson": Verb.NAME_SPOKESPERSON,
    "skrive budskab": Verb.WRITE_MESSAGE,
    "godkende budskab": Verb.APPROVE_MESSAGE,
    "udsende budskab": Verb.SEND_MESSAGE,
    "ringe op": Verb.RECORD_CALL,
    "invitere": Verb.INVITE,
    "overdrage tovholder": Verb.CHANGE_COORDINATOR,
    "afslutte evaluering": Verb.MARK_EVALUATED,
    "indkalde": Verb.CALL_MEETING,
    "lede møde": Verb.RUN_MEETING,
    "deltage": Verb.ATTEND,
    "føre deltagere": Verb.SEAT,
    "føre beslutning": Verb.DECIDE,
    "stille spørgsmål": Verb.ASK_PARTY,
    "svare på spørgsmål": Verb.ANSWER_PARTY,
    "bekræfte forbehold": Verb.CONFIRM_RESERVATION,
    "godkende referat": Verb.APPROVE_MINUTES,
    "rette referat": Verb.CORRECT_MINUTES,
    "holde lukket punkt": Verb.HOLD_CLOSED_ITEM,
    "orientere": Verb.INFORM,
    "bekræfte overdragelse": Verb.CONFIRM_HAND_OVER,
    "føre fora": Verb.KEEP_FORA,
    "rejse henvendelse": Verb.RAISE_MATTER,
    "behandle i råd": Verb.TREAT_AT_COUNCIL,
    "evaluere": Verb.EVALUATE,
    "arkivere": Verb.ARCHIVE,
    "slette hændelse": Verb.DELETE_INCIDENT,
    "parre skærm": Verb.PAIR_SCREEN,
    "fjerne tekst": Verb.REDACT,
    "lede øvelse": Verb.LEAD_EXERCISE,
    "prøve ringelisten": Verb.TEST_CALLS,
    "passe egne konti": Verb.KEEP_PEOPLE,
    "administrere": Verb.ADMINISTER,
}

FULL_MANDATE: Final = frozenset({"fuldt", "fuldt mandat"})
"""How a file says that a stand-in may commit the organisation to anything; other words limit, none is unknown."""

FOLLOWS: Final = frozenset(
    {
        Verb.ANSWER_CHANGE,
        Verb.WRITE_PICTURE,
        Verb.AGREE,
        Verb.JOIN,
        Verb.END_INVITATION,
        Verb.CHANGE_MEETING,
        Verb.CANCEL_MEETING,
        Verb.START_MEETING,
        Verb.NEXT_ITEM,
        Verb.END_MEETING,
        Verb.LEAVE_SEAT,
        Verb.START_CLOSED_ITEM,
        Verb.END_CLOSED_ITEM,
        Verb.DEAL_WITH_HAND_OVER,
        Verb.RELEASE_INJECT,
        Verb.SET_FORUM_MEETING,
        Verb.MOVE_FORUM_MEETING,
        Verb.CANCEL_FORUM_MEETING,
        Verb.BIND_MATTER,
        Verb.SETTLE_MATTER,
        Verb.TREAT_INCIDENT,
        Verb.ADD_LESSON,
        Verb.CHANGE_LESSON,
        Verb.FOLLOW_UP_LESSON,
        Verb.CONFIRM_ARCHIVE,
        Verb.PROPOSE_DELETION,
        Verb.WITHDRAW_DELETION,
        Verb.RETIRE_NAMES,
        Verb.END_SCREEN,
        Verb.PIN_BOARD,
        Verb.DELIVER,
        Verb.OPEN_ACCOUNT,
        Verb.CHOOSE_PASSWORD,
        Verb.GRANT_ROLE,
        Verb.END_ROLE,
        Verb.INVITE_AGAIN,
        Verb.DISABLE_ACCOUNT,
        Verb.CHOOSE_LANGUAGE,
        Verb.CHOOSE_ADDRESS,
        Verb.SIGN_OUT_EVERYWHERE,
        Verb.START_SECOND_FACTOR,
        Verb.END_SECOND_FACTOR,
        Verb.CONFIRM_CONTACT,
        Verb.ASK_CONTACTS,
        Verb.LOAD_PLAN,
    }
)
"""Log words that follow another permission, and those of the house itself: no plan file grants them one by one."""

TERMS: Final[Mapping[str, str]] = {
    "gruppe": "group",
    "råd": "council",
    "helhedsplan": "master_plan",
    "stabsenhed": "staff_unit",
    "styregruppe": "steering_group",
    "bestyrelse": "board",
}
"""Word list entries of the file -> the names sentences ask for."""
