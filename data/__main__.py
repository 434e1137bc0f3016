"""`python -m data <command>`: what the person who runs an installation does from a command line.

Says what it did in Danish and ends with 0 (done), 1 (refused, or something is broken) or 2 (not understood). No
secret is printed but the one-time link of an installation without accounts.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from data import commands, doctor, exercise, queries
from data import plan as plan_files
from data.errors import NotAllowed, Refusal, RuleBroken
from data.places.importing import MapRefused
from data.places.importing import block_command as block_import
from data.places.importing import command as map_import
from data.rules import archive_proof
from data.rules.access import Viewer
from data.rules.usable_plans import require_usable
from data.settings import settings
from data.storage import Head, Store, Verdict, archive_files, log, verify
from data.storage.archive_files import FileRefused
from data.storage.backup import backup, expire, restore
from data.storage.connect import connect
from data.storage.copies import copies_of, shape_of
from data.storage.manifest import CopyRefused, newest
from data.vocabulary import Verb

OPERATOR: Final = Viewer(person=None, role="system", grants=frozenset({Verb.REDACT, Verb.ADMINISTER}))
"""Whoever has the machine's command line."""
WELCOME: Final = "/velkommen?noegle="

BROKEN: Final[Mapping[str, str]] = {
    "line-missing": "Linje {line} mangler i loggen.",
    "chain-broken": "Linje {line} hænger ikke sammen med linjen før.",
    "line-changed": "Linje {line} er ændret, efter at den blev skrevet.",
    "line-unreadable": "Linje {line} kan ikke læses: Den er ændret, efter at den blev skrevet.",
    "other-than-kept-head": "Linje {line} er en anden end den, der er gemt uden for databasen.",
    "text-changed": "Tekst nr. {text}, som hører til linje {line}, er ændret eller fjernet, uden at loggen siger det.",
    "tail-cut-off": "Linje {line} mangler: Loggen er kortere end det hoved, der er gemt uden for databasen.",
    "text-without-line": "Tekst nr. {text} hører ikke til nogen linje i loggen.",
    "stub-changed": "Linje {line} hører til en slettet hændelse og er ændret, efter at den blev slettet.",
    "stub-without-line": "Linje {line} er tømt, uden at nogen linje i loggen siger, at dens hændelse er slettet.",
    "stubs-differ": "Linje {line} siger, at en hændelse er slettet, men det er andre linjer end dem, der er tømt.",
    "texts-differ": "Linje {line} siger, at en hændelse er slettet, men det er andre tekster end dem, der er fjernet.",
}
ARCHIVE_BROKEN: Final[Mapping[str, str]] = {
    "no-manifest": "manifest.json mangler.",
    "bad-manifest": "manifest.json kan ikke læses.",
    "other-manifest": "manifest.json er en anden end den, der er angivet.",
    "file-missing": "Filen {file} mangler.",
    "file-changed": "Filen {file} er ændret, efter at arkivet blev lavet.",
    "file-added": "Filen {file} står ikke i manifestet: Den er lagt til, efter at arkivet blev lavet.",
    "log-unreadable": "Logfilen {file} kan ikke læses.",
    "lines-missing": "Logfilen {file} har ikke de linjer, som manifestet siger: Den er kortere eller længere.",
    "lines-out-of-order": "Linjerne i {file} står ikke i rækkefølge.",
    "line-unreadable": "Linje {line} kan ikke læses: Den er ændret, efter at den blev skrevet.",
    "line-changed": "Linje {line} er ændret, efter at den blev skrevet.",
    "chain-broken": "Linje {line} hænger ikke sammen med linjen før.",
    "left-out-of-all": "Noget er udeladt af linje {line}, selv om arkivet er hele hændelsen.",
    "text-missing": "Tekst nr. {text}, som hører til linje {line}, mangler.",
    "text-changed": "Tekst nr. {text}, som hører til linje {line}, er ændret eller fjernet, uden at loggen siger det.",
    "text-without-line": "Tekst nr. {text} hører ikke til nogen linje i logfilen.",
}
"""What does not hold in an archive that was filed."""
REFUSED: Final[Mapping[str, str]] = {
    "no-archive": "Filen {file} findes ikke.",
    "not-an-archive": "Filen {file} er ikke et arkiv, der kan læses (en ZIP-fil).",
    "archive-too-large": "Filen {file} fylder for meget, når den pakkes ud, til at være et arkiv.",
    "file-twice": "{file} står to gange i arkivet: Det kan ikke afgøres, hvilken der gælder.",
    "no-database": "Der er ingen database endnu. Kør først: python -m data migrate",
    "no-file": "Filen {file} findes ikke.",
    "file-exists": "Filen {file} findes allerede. En sikkerhedskopi skriver aldrig oven i en anden fil.",
    "no-manifest": "Filen {file} mangler. En sikkerhedskopi bruges kun sammen med sit manifest.",
    "bad-manifest": "Manifestet {file} kan ikke læses.",
    "digest-differs": "{file} er ikke den fil, som manifestet beskriver: Den er ændret eller ikke hel.",
    "other-database": "{file} er en kopi af en anden slags database ({database}).",
    "other-head": "Loggen i {file} ender ikke, hvor manifestet siger.",
    "unknown-shape": "{file} er lavet af en nyere udgave af programmet (form {shape}). Opgradér programmet først.",
    "other-shape": "{file} har en ældre form ({shape}) end databasen. Gendan den i en tom database.",
    "damaged": "{file} er beskadiget og kan ikke læses som database.",
    "tool-missing": "Programmet {tool} findes ikke på maskinen. Installér PostgreSQL’s klientprogrammer og prøv igen.",
    "tool-failed": "{tool} kunne ikke gøre arbejdet færdigt: {said}",
    "has-accounts": "Der er allerede en konto. Lav et nyt link til den fra siden om konti.",
    "account-disabled": "Kontoen er lukket.",
    "guest-account": "Det er en gæsts konto: Inviter gæsten igen fra hændelsen.",
    "already-redacted": "Teksten er fjernet i forvejen.",
    "unknown": "Der er ingen tekst med det nummer.",
    "plan-exists": "Filen {file} findes allerede, og der skrives aldrig oven i en fil. Vælg et andet navn med --out.",
    "plan-unwritten": "Filen {file} kan ikke skrives. Se efter, om mappen findes, og om du må skrive i den.",
    "no-plan": "Der er ingen beredskabsplan i brug. Kør først: python -m data load-plan",
}


def sentence(refusal: Refusal) -> str:
    """The Danish sentence of a refusal."""
    verdict = refusal.details.get("verdict")
    if isinstance(verdict, Verdict):
        return f"Loggen i {refusal.details['file']} er ikke hel. {broken(verdict)}"
    return REFUSED.get(refusal.code, "Det kan ikke lade sig gøre ({code}).").format(
        code=refusal.code, **refusal.details
    )


def broken(verdict: Verdict) -> str:
    """The Danish sentence of the first broken line."""
    code, _, text = verdict.why.partition(":")
    return BROKEN[code].format(line=verdict.broken, text=text)


def say(line: str) -> None:
    print(line)


def complain(line: str) -> int:
    """Tell why not, on the other stream. The exit code of a refusal."""
    print(line, file=sys.stderr)
    return 1


def backups() -> Path:
    """The folder of the copies."""
    return settings().home / "backups"


def existing() -> Engine:
    """The database as it is, not migrated. Raises CopyRefused "no-database"."""
    engine = connect(settings().url)
    if not copies_of(engine).exists() or not shape_of(engine):
        engine.dispose()
        raise CopyRefused("no-database")
    return engine


def start(_: argparse.Namespace) -> int:
    store = Store.open(settings().url)
    try:
        if not _loads_plan(store, settings().plan):
            try:
                complain(f"Den plan, der er i brug, gælder fortsat: {store.plan().title}")
            except NotAllowed:
                return complain("Der er ingen plan i brug. Ret filen, og start igen.")
        _invite(store, f"http://127.0.0.1:{os.environ.get('PORT') or '8501'}")
    finally:
        store.close()
    return 0


def make_demo(_: argparse.Namespace) -> int:
    store = Store.open(settings().url)
    try:
        if not _loads_plan(store, settings().plan):
            return 1
        try:
            exercise.demo(store)
        except RuleBroken:
            say("Øvelsen er indlæst i forvejen.")
        else:
            say("En øvelse med konti efter funktion er indlæst.")
    finally:
        store.close()
    return 0


def _loads_plan(store: Store, file: Path) -> bool:
    """Take a plan file into use, or tell what is wrong with it."""
    plan = _read_plan(file)
    if plan is None:
        return False
    before = store.revision()
    commands.load_plan(store, plan)
    if store.revision() != before:
        say(f"Planen er taget i brug: {plan.title}")
    return True


def _read_plan(file: Path) -> plan_files.StandingPlan | None:
    """The plan of a file that can be used, or None after its problems have been told."""
    text = ""
    try:
        plan = plan_files.load(file)
        text = plan.text
        require_usable(plan)
    except plan_files.PlanRefused as refusal:
        _tell_problems(file, refusal, text)
        return None
    return plan


def _tell_problems(file: Path, refusal: plan_files.PlanRefused, text: str = "") -> int:
    for line in plan_files.told(file.name, refusal, text):
        complain(line)
    return 1


def _invite(store: Store, where: str) -> bool:
    """Print the one-time link of the first administrator, unless there is an account already."""
    try:
        token = commands.first_link(store)
    except NotAllowed:
        return False
    say(f"Der er ingen konti endnu. Åbn dette link inden 24 timer, det virker én gang: {where}{WELCOME}{token}")
    return True


def first_link(_: argparse.Namespace) -> int:
    store = Store.open(settings().url)
    try:
        return 0 if _invite(store, "") else complain(REFUSED["has-accounts"])
    finally:
        store.close()


def rescue(given: argparse.Namespace) -> int:
    """A new link for whoever lost password, phone and codes where nobody else administers; the second step goes off."""
    store = Store(existing())
    try:
        known = {row.username: row for row in queries.accounts(store, OPERATOR)}
        found = known.get(given.username.strip().lower())
        if found is None:
            return complain(f"Der er ingen konto med brugernavnet {given.username}.")
        if found.second_factor:
            commands.drop_second_factor(store, OPERATOR, person=found.person)
            say("Login i to trin er slået fra for kontoen, og dens åbne login er afsluttet.")
        token = commands.invite_again(store, OPERATOR, person=found.person)
        say(f"Åbn dette link inden 24 timer, det virker én gang: {WELCOME}{token}")
    finally:
        store.close()
    return 0


def migrate_database(_: argparse.Namespace) -> int:
    store = Store.open(settings().url)
    say(f"Databasen har den nyeste form ({shape_of(store.engine)}).")
    store.close()
    return 0


def check_plan(given: argparse.Namespace) -> int:
    plan = _read_plan(given.file)
    if plan is None:
        return 1
    say(f"Planfilen kan bruges: {plan.title} ({len(plan.parties)} parter, {len(plan.roles)} roller)")
    return 0


def new_plan(given: argparse.Namespace) -> int:
    places = plan_files.write_template(given.out)
    say(f"Skabelonen er skrevet til {given.out}. {places} steder står der UDFYLD.")
    say(f"Udfyld dem, og se undervejs, hvad der mangler: python -m data check-plan {given.out}")
    return 0


def import_map(given: argparse.Namespace) -> int:
    """The ground or the blocks of a plan's map, from files that somebody downloaded; nothing is fetched."""
    file = given.plan or settings().plan
    run = block_import.run if given.blocks else map_import.run
    try:
        for line in run(given.files, file, given.out):
            say(line)
    except plan_files.PlanRefused as refusal:
        return _tell_problems(file, refusal)
    except MapRefused as refusal:
        complain(str(refusal))
        return complain("Intet er skrevet.")
    return 0


def load_plan(given: argparse.Namespace) -> int:
    store = Store.open(settings().url)
    try:
        if not _loads_plan(store, given.file or settings().plan):
            return complain("Intet er ændret.")
        say(f"Planen i brug er: {store.plan().title}")
    finally:
        store.close()
    return 0


DIGEST: Final = 64
"""Hexadecimal figures of a whole digest."""


def prove_archive(file: Path, expected: str | None) -> int:
    """An archive that was filed, on any machine: no database is asked."""
    if expected is not None and len(expected.strip()) != DIGEST:
        told = f"Fingeraftrykket er på {DIGEST} tegn, og det, der er angivet, er på {len(expected.strip())}:"
        return complain(f"{told} Kopiér det hele fra siden Arkiv eller fra historikken.")
    found = archive_proof.prove(archive_files.unpack(file), expected)
    for fault in found.faults:
        complain(f"  {ARCHIVE_BROKEN[fault.code].format(file=fault.file, line=fault.line, text=fault.text)}")
    if not found.whole:
        return complain(f"Arkivet {file.name} er IKKE helt: {len(found.faults)} fejl, se ovenfor.")
    said = found.manifest
    number, drill = f"{'E' if said['exercise'] else ''}{said['incident']}", " (ØVELSE)" if said["exercise"] else ""
    say(f"Arkivet er helt: hændelse {number}{drill}, {found.files} filer svarer til manifestet.")
    say(f"{found.proven} af {found.lines} linjer er regnet efter og er, som de blev skrevet.")
    say(f"{found.links} linjer hænger sammen med linjen før. De øvriges linje før hører ikke til hændelsen.")
    say(f"{found.texts} tekster svarer til loggen; {found.removed} er fjernet for altid, som loggen siger.")
    if found.left_out:
        say(f"{found.left_out} steder i logfilen er udeladt og kan kun efterprøves i hele arkivet.")
    say(f"Manifestets fingeraftryk: {found.digest}")
    if expected is None:
        say("Sammenhold det med linjen om arkivet i hændelsens historik: Ellers kan hele filen være skiftet ud.")
    return 0


def prove(given: argparse.Namespace) -> int:
    if given.file is not None:
        return prove_archive(given.file, given.digest)
    kept, where = given.head, "det angivne hoved"
    if kept is None and (manifest := newest(backups())):
        kept, where = manifest.head, f"manifestet til {manifest.file}"
    engine = existing()
    with Session(engine) as session:
        verdict = verify(session, kept)
    engine.dispose()
    if not verdict.whole:
        return complain(f"Loggen er IKKE hel. {broken(verdict)}")
    say(f"Loggen er hel: {verdict.lines} linjer. Hoved: {verdict.head}")
    if kept is None:
        say("Der er intet gemt hoved at sammenholde med: En afskåret ende ville ikke kunne ses. Tag en sikkerhedskopi.")
    else:
        say(f"Sammenholdt med {where} (linje {kept.seq}).")
    return 0


def print_head(_: argparse.Namespace) -> int:
    engine = existing()
    with Session(engine) as session:
        say(str(log.head(session)))
    engine.dispose()
    return 0


def make_backup(given: argparse.Namespace) -> int:
    engine = existing()
    made = backup(engine, backups(), given.file)
    engine.dispose()
    say(f"Sikkerhedskopien er taget og efterprøvet: {made.file}")
    say(f"Hoved: {made.manifest.head}")
    for name in expire(backups(), settings().backup_days, made.manifest.at):
        say(f"Slettet, fordi dens tid er udløbet: {name}")
    return 0


def put_back(given: argparse.Namespace) -> int:
    engine = connect(settings().url)
    done = restore(engine, backups(), given.file)
    store = Store(engine)
    for text in done.removed_since:
        commands.redact(store, OPERATOR, text=text)
    store.close()
    if done.before:
        say(f"Det, der var der før, er gemt som {done.before}")
    if done.restart:
        say("Databasefilen var ødelagt og er lagt til side. Kører serveren, skal den genstartes nu.")
    if done.removed_since:
        numbers = ", ".join(map(str, done.removed_since))
        say(f"Fjernet igen: tekst nr. {numbers}, som var fjernet siden kopien blev taget.")
    if not done.verdict.whole:
        return complain(f"Loggen er IKKE hel efter gendannelsen. {broken(done.verdict)}")
    say(f"Sikkerhedskopien er gendannet: {done.verdict.lines} linjer, og loggen er hel. Alle skal logge ind igen.")
    return 0


def redact(given: argparse.Namespace) -> int:
    engine = existing()
    store = Store(engine)
    about = None if given.yes else queries.removable(store, OPERATOR, given.text)
    if about is not None:
        store.close()
        say(f"Tekst nr. {given.text} er skrevet i linje {about.seq} og begynder sådan: {about.around}")
        return complain("Intet er fjernet. Er det den rigtige, så kør samme kommando igen med --ja til sidst.")
    commands.redact(store, OPERATOR, text=given.text)
    with store.whole() as session:
        verdict = verify(session)
    store.close()
    if not verdict.whole:
        return complain(f"Teksten er fjernet, men loggen er IKKE hel. {broken(verdict)}")
    say("Teksten er fjernet, og loggen er stadig hel.")
    say("Sikkerhedskopier fra før nu rummer den endnu: Slet dem, når de er afløst af nyere.")
    return 0


def see_doctor(given: argparse.Namespace) -> int:
    found = list(doctor.examine(os.environ))
    for line in doctor.tell(found, brief=given.brief):
        say(line)
    return int(doctor.ill(found))


class Help(argparse.HelpFormatter):
    """Danish headings."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # argparse's own
        super().add_usage(usage, actions, groups, "Brug: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse, with what it says of its own accord in Danish."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, formatter_class=Help, add_help=False)
        self._positionals.title, self._optionals.title = "Oplysninger", "Tilvalg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def error(self, message: str) -> NoReturn:
        del message
        print(f"Kommandoen er ikke forstået. Skriv: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


COMMANDS: Final[Sequence[tuple[str, Callable[[argparse.Namespace], int], str]]] = (
    ("start", start, "gør databasen klar, tag planen i brug, og vis det første link, hvis der ingen konti er"),
    ("demo", make_demo, "lav en øvelse med konti efter funktion i en tom database"),
    ("doctor", see_doctor, "se efter, om installationen er i orden, og sig, hvad der skal gøres"),
    ("migrate", migrate_database, "bring databasen til den nyeste form"),
    ("new-plan", new_plan, "skriv en skabelon til en planfil for et andet område, med forklaringer"),
    ("check-plan", check_plan, "læs en planfil igennem, og vis hver fejl med linjenummer"),
    (
        "import-map",
        import_map,
        "lav blokke, omrids, gader og navne til planens kort af hentede filer (OpenStreetMap, GeoDanmark)",
    ),
    ("load-plan", load_plan, "tag en planfil i brug"),
    ("first-link", first_link, "vis engangslinket til den første administrator"),
    ("rescue", rescue, "vis et nyt engangslink til en konto, hvis adgangskode, telefon og koder er tabt"),
    ("verify", prove, "bevis, at loggen er ubrudt, eller at et arkiv er det"),
    ("head", print_head, "vis loggens hoved som nummer:hash"),
    ("backup", make_backup, "tag en sikkerhedskopi, også mens serveren kører"),
    ("restore", put_back, "gendan en sikkerhedskopi, også mens serveren kører"),
    ("redact", redact, "fjern en tekst for altid; loggen siger, at den er fjernet"),
)


def parser() -> Parser:
    """The command line."""
    made = Parser(prog="python -m data")
    chosen = made.add_subparsers(title="Kommandoer", dest="command", required=True, metavar="KOMMANDO")
    each = {name: _command(chosen, name, what, function) for name, function, what in COMMANDS}
    each["new-plan"].add_argument(
        "--out", type=Path, metavar="FIL", default=Path("beredskabsplan.yaml"), help="ellers beredskabsplan.yaml her"
    )
    each["check-plan"].add_argument("file", type=Path, metavar="FIL")
    each["import-map"].add_argument(
        "files",
        type=Path,
        metavar="FIL",
        nargs="*",
        help="gemt fra Overpass eller GeoDanmark; uden filer vises, hvordan de hentes",
    )
    each["import-map"].add_argument("--plan", type=Path, metavar="PLANFIL", help="ellers den i indstillingerne")
    each["import-map"].add_argument("--out", type=Path, metavar="MAPPE", help="ellers ved planens andre kortfiler")
    each["import-map"].add_argument(
        "--blocks", action="store_true", help="lav blokkene i stedet: et punkt og en adresse for hver (OpenStreetMap)"
    )
    each["load-plan"].add_argument("file", type=Path, metavar="FIL", nargs="?", help="ellers den i indstillingerne")
    each["verify"].add_argument("file", type=Path, metavar="FIL", nargs="?", help="et arkiv; ellers loggen i databasen")
    each["verify"].add_argument(
        "--digest", metavar="FINGERAFTRYK", help="af arkivets manifest, som historikken siger det"
    )
    each["verify"].add_argument(
        "--head", type=Head.parse, metavar="NUMMER:HASH", help="et hoved, der er gemt andetsteds"
    )
    each["backup"].add_argument("file", type=Path, metavar="FIL", nargs="?", help="ellers en ny fil i backups")
    each["restore"].add_argument("file", type=Path, metavar="FIL")
    each["rescue"].add_argument("username", metavar="BRUGERNAVN")
    each["doctor"].add_argument("--brief", action="store_true", help="vis kun det, der er galt")
    each["redact"].add_argument("text", type=int, metavar="TEKSTNUMMER")
    each["redact"].add_argument("--ja", action="store_true", dest="yes", help="fjern den; ellers vises, hvad det er")
    return made


def _command(
    chosen: "argparse._SubParsersAction[Parser]", name: str, what: str, function: Callable[[argparse.Namespace], int]
) -> Parser:
    made = chosen.add_parser(name, help=what, description=what)
    made.set_defaults(run=function)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    given = parser().parse_args(argv)
    try:
        code: int = given.run(given)
    except (CopyRefused, FileRefused, NotAllowed, RuleBroken, plan_files.TemplateRefused) as refusal:
        return complain(sentence(refusal))
    except OperationalError:
        return complain("Databasen svarer ikke.")
    except DBAPIError:
        return complain("Databasen kan ikke læses: Filen er beskadiget.")
    return code


if __name__ == "__main__":
    sys.exit(main())
