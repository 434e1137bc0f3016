"""What the doctor says, in Danish: what is so, and what to do about it ("" for what is as it should be).

Danish although `data` sends up codes elsewhere: it is read at the command line, as data/__main__.py is.
"""

from collections.abc import Mapping
from typing import Final

DATA: Final = "python -m data"

SAID: Final[Mapping[str, tuple[str, str]]] = {
    # the machine
    "python": ("Python {version}.", ""),
    "python-old": (
        "Python {version} er for gammel.",
        "Installér Python 3.11 eller nyere, og kør: make clean && make run",
    ),
    "packages": ("De {count} pakker er dem, programmet er afprøvet med.", ""),
    "packages-missing": ("Pakker mangler: {names}.", "Kør: touch requirements.txt && make run"),
    "packages-differ": (
        "Pakker har en anden version end den afprøvede (i parentes): {names}.",
        "Kør: touch requirements.txt && make run",
    ),
    "packages-unknown": (
        "{file} mangler, så pakkernes versioner kan ikke efterprøves.",
        "Hent den fra programmets kode.",
    ),
    "setting-wrong": ("Indstillingen {name} kan ikke bruges: {said}", "Ret den; de mulige værdier står i README.md."),
    "settings-apart": ("Indstillingerne passer ikke sammen: {said}", "Ret dem; de står forklaret i README.md."),
    "setting-needs": ("{name} kan ikke stå alene.", "Sæt også {needed}; begge står forklaret i README.md."),
    "setting-unknown": ("{name} er ikke en indstilling og bruges ikke.{near}", "Ret navnet; de står i README.md."),
    "home": ("Mappen {folder} kan skrives i og er lukket for andre.", ""),
    "home-not-yet": ("Mappen {folder} findes ikke endnu.", "Den laves ved første start: make run"),
    "home-cannot": (
        "Mappen {folder} findes ikke og kan ikke laves i {above}.",
        "Lav den, og giv den til den bruger, der kører programmet; eller sæt BEREDSKAB_HOME til en anden.",
    ),
    "home-no-folder": ("{folder} er ikke en mappe.", "Sæt BEREDSKAB_HOME til en mappe."),
    "home-unwritable": (
        "Mappen {folder} kan ikke skrives i.",
        "Kør som den bruger, programmet kører som; ellers giv mappen til den (chown).",
    ),
    "home-open": ("Mappen {folder} kan læses af alle på maskinen.", "Kør: chmod 700 {folder}"),
    "home-group": ("Mappen {folder} kan læses af en gruppe.", "Er det ikke meningen, så kør: chmod 700 {folder}"),
    "disk": ("{free} ledig plads på disken.", ""),
    "disk-little": ("Kun {free} ledig plads på disken.", "Gør plads; slet ældre kopier, som findes et andet sted."),
    "disk-full": (
        "Kun {free} ledig plads på disken; der skal være {needed}.",
        "Gør plads nu: uden plads kan intet gemmes. Slet intet i mappen med databasen.",
    ),
    # the database
    "no-database": ("Der er ingen database endnu ({file}).", "Start programmet: make run"),
    "database-url": (
        "BEREDSKAB_DATABASE_URL kan ikke læses.",
        "Skriv postgresql+psycopg://bruger:adgangskode@maskine/database, eller fjern den for at bruge SQLite.",
    ),
    "database": ("Databasen ({kind}) svarer og har den nyeste form ({shape}).", ""),
    "database-silent": (
        "Databasen svarer ikke: {where}",
        "Se efter, om den kører, om navn og adgangskode passer, og om denne bruger må læse den.",
    ),
    "database-damaged": (
        "Databasen kan ikke læses, filen er beskadiget: {where}",
        f"Gendan den nyeste sikkerhedskopi: {DATA} restore FIL",
    ),
    "no-tables": ("Databasen er tom.", f"Kør: {DATA} migrate, eller start programmet."),
    "shape-older": (
        "Databasen har en ældre form ({shape}) end programmet.",
        f"Tag en sikkerhedskopi ({DATA} backup), stop serveren, og kør: {DATA} migrate",
    ),
    "shape-newer": (
        "Databasen er brugt af en nyere udgave af programmet ({shape}).",
        "Opgradér programmet: git pull && make run",
    ),
    "log": ("Loggen har {lines} linjer, og de nyeste {proven} er hele.", ""),
    "log-gap": (
        "Loggen har {lines} linjer, men den sidste er nr. {seq}: Der mangler linjer.",
        f"Kør: {DATA} verify, som siger hvilken. Rør ikke databasen, før I ved hvorfor.",
    ),
    "log-broken": (
        "Linje {line} i loggen er ikke, som den blev skrevet.",
        f"Kør: {DATA} verify, som siger hvorfor. Rør ikke databasen, før I ved det.",
    ),
    "log-shorter": (
        "Loggen er kortere end i sikkerhedskopien {file}, som når til linje {seq}.",
        f"Kør: {DATA} verify. Er databasen skiftet ud med en ældre?",
    ),
    "log-other": (
        "Linje {line} i loggen er en anden end i sikkerhedskopien {file}.",
        f"Kør: {DATA} verify. Er databasen skiftet ud med en anden?",
    ),
    "manifest-wrong": (
        "Manifestet {file} ved sikkerhedskopierne kan ikke læses.",
        "Hent det fra den anden maskine, eller fjern det.",
    ),
    "clock": ("Uret går rigtigt i forhold til databasen.", ""),
    "clock-apart": (
        "Maskinens ur er {seconds} sekunder fra databasens.",
        "Lad begge maskiner stille uret efter den samme tidstjeneste (NTP).",
    ),
    "clock-behind": (
        "Den nyeste linje i loggen er skrevet {seconds} sekunder ude i fremtiden.",
        "Uret er stillet tilbage eller har været forkert: stil det efter en tidstjeneste (NTP).",
    ),
    "copy": ("Den nyeste sikkerhedskopi er {hours} timer gammel ({file}).", ""),
    "copy-old": (
        "Den nyeste sikkerhedskopi er {days} dage gammel ({file}).",
        f"Kør: {DATA} backup, og lad det ske hver nat (docs/operations.md).",
    ),
    "no-copy": (
        "Der er ingen sikkerhedskopi i {folder}.",
        f"Kør: {DATA} backup, og lad det ske hver nat (docs/operations.md).",
    ),
    "no-pg-dump": (
        "pg_dump findes ikke, så der kan ikke tages sikkerhedskopi.",
        "Installér PostgreSQL’s klientprogrammer.",
    ),
    # what it works with
    "plan": ("Planen i brug: {title}", ""),
    "no-plan": ("Der er ingen beredskabsplan i brug.", f"Kør: {DATA} load-plan FIL"),
    "plan-unreadable": (
        "Planen i brug kan ikke læses. {problem}",
        "Læg de kortfiler tilbage, som planen nævner, ved siden af planfilen i BEREDSKAB_PLAN.",
    ),
    "plan-file-missing": ("Planfilen {file} findes ikke.", "Sæt BEREDSKAB_PLAN til jeres planfil."),
    "plan-file-wrong": ("Planfilen {file} kan ikke bruges. {problem}", f"Se alle fejl: {DATA} check-plan {{file}}"),
    "plan-file-differs": (
        "Planfilen {file} er en anden end den plan, der er i brug.",
        f"Skal den bruges, så kør: {DATA} load-plan {{file}}",
    ),
    "maps": ("Planens {count} kortfiler er der og kan læses.", ""),
    "maps-wrong": ("En kortfil kan ikke bruges. {problem}", "Læg den ved siden af planfilen igen."),
    "aged-period_ended": ("Planens periode udløb {since}.", "Aftal, hvad der gælder nu, og ret ‘periode’ i planfilen."),
    "aged-approval_not_documented": (
        "Landsbyggefondens godkendelse er ikke dokumenteret.",
        "Find den, og skriv ‘godkendt_den’ i planfilen.",
    ),
    "aged-revision_due": (
        "Planen skulle være set efter {since}.",
        "Se den efter, og ret ‘næste_revision’ i planfilen.",
    ),
    "aged-signature_missing": (
        "Faste parter, der mangler at underskrive planen: {count}.",
        "Få den underskrevet, og skriv det under ‘underskrifter’.",
    ),
    "aged-party_outdated": (
        "Parter, der er ophørt: {count}; den første {since}.",
        "Skriv deres afløser ind, næste gang planen underskrives.",
    ),
    "aged-contact_missing": ("Faste roller uden kontakt: {count}.", "Skriv dem under ‘kontakter’ i planfilen."),
    "aged-contact_unconfirmed": (
        "Kontakter, der ikke er bekræftet for nylig: {count}; den ældste {since}.",
        "Bed dem bekræfte på siden Beredskabsplan.",
    ),
    "aged-stand_in_missing": (
        "Faste roller uden stedfortræder: {count}.",
        "Aftal dem, og skriv dem under ‘stedfortrædere’ i planfilen.",
    ),
    "aged-stand_in_unconfirmed": (
        "Stedfortrædere, der ikke er bekræftet for nylig: {count}; den ældste {since}.",
        "Bed dem bekræfte på siden Beredskabsplan.",
    ),
    "aged-call_test_due": ("Ringelisten er ikke prøvet for nylig.", "Prøv den på siden Beredskabsplan."),
    "aged-exercise_due": ("Der er ikke holdt øvelse for nylig.", "Hold en: den begynder som en melding."),
    "aged-no_next_meeting": (
        "Fora uden en aftalt næste mødedag: {count}.",
        "Skriv den på siden Fora eller under ‘møder’ i planfilen.",
    ),
    "aged-statute_unchecked": (
        "Regeltekster, der ikke er set efter for nylig: {count}; den ældste {since}.",
        "Lad kommunens jurist se dem, og ret ‘gældende_pr’.",
    ),
    "accounts": ("{count} konti kan logge ind, {leading} af dem administrerer. Senest brugt: {used}.", ""),
    "no-accounts": ("Der er ingen konti endnu.", f"Vis engangslinket til den første administrator: {DATA} first-link"),
    "no-administrator": (
        "Ingen af de {accounts} konti, der kan logge ind, administrerer.",
        f"Lav et nyt link til den, der skal: {DATA} rescue BRUGERNAVN",
    ),
    "one-administrator": (
        "Kun én konto administrerer.",
        "Hav to, så den ene kan hjælpe den anden ind igen (siden Personer).",
    ),
    "demo-accounts": (
        "Øvelsens konti kan logge ind uden adgangskode, og installationen kan nås af andre.",
        "Brug en installation for sig selv til virkelige hændelser (BEREDSKAB_HOME), uden make demo.",
    ),
    # around it
    "only-here": ("Kun denne maskine kan nå serveren, så der er intet at kryptere.", ""),
    "https": ("Indstillet til TLS: folk logger ind over https.", ""),
    "https-off": (
        "Folk kommer ind på {address}, men BEREDSKAB_HTTPS er slået fra.",
        "Sæt BEREDSKAB_HTTPS=true, og genstart: ellers kan et login læses undervejs.",
    ),
    "public-plain": (
        "Folk kommer ind på {address} uden kryptering.",
        "Sæt en proxy med TLS foran (docs/nginx.conf), skriv https i BEREDSKAB_PUBLIC_URL, sæt BEREDSKAB_HTTPS=true.",
    ),
    "open-plain": (
        "Serveren lytter på {address} uden kryptering.",
        "Lad den lytte på 127.0.0.1 bag en proxy med TLS (docs/nginx.conf), og sæt BEREDSKAB_HTTPS=true.",
    ),
    "port-wrong": ("PORT={port} er ikke en port.", "Skriv et tal, for eksempel PORT=8501."),
    "port-free": ("Port {port} er ledig; serveren kører ikke.", ""),
    "served": ("Serveren svarer på port {port} og er klar.", ""),
    "not-ready": (
        "Serveren svarer på port {port}, men er ikke klar.",
        "Grunden står i serverens egen log; genstart den.",
    ),
    "port-other": (
        "Noget andet end programmet svarer på port {port}, eller det svarer ikke.",
        "Vælg en anden port, for eksempel PORT=8601, eller stop det, der bruger den.",
    ),
    "mail-none": ("Der er ingen mailserver; indkaldelser kopieres og sendes i hånden.", ""),
    "mail": ("Mailserveren {where} svarer.", ""),
    "mail-silent": (
        "Mailserveren {where} svarer ikke.",
        "Se efter BEREDSKAB_SMTP_HOST og _PORT, og om en firewall står imellem.",
    ),
    "mail-not-closed": (
        "Vejen til mailserveren {where} kan ikke krypteres ({how}).",
        "Ret BEREDSKAB_SMTP_SECURITY eller porten; en egen udsteder af certifikater nævnes i SSL_CERT_FILE.",
    ),
    "mail-sign-in": ("Mailserveren {where} afviser login.", "Ret BEREDSKAB_SMTP_USER og BEREDSKAB_SMTP_PASSWORD."),
    "mail-plain": ("Mails sendes ukrypteret til {where}.", "Sæt BEREDSKAB_SMTP_SECURITY til starttls eller tls."),
    "mail-no-link": (
        "Mails kan ikke vise vej hertil, så invitationer sendes ikke.",
        "Sæt BEREDSKAB_PUBLIC_URL til den adresse, folk kommer ind på.",
    ),
    "provider": ("Login hos {name} er sat op, og udbyderen svarer.", ""),
    "provider-wrong": (
        "Login hos andre udbydere er slået fra: {problem}",
        "Ret det (docs/oidc.md), og genstart. Programmets egne konti virker imens.",
    ),
    "provider-silent": (
        "Udbyderen {name} svarer ikke, eller den svarer for en anden.",
        "Se efter issuer i opsætningen, og om maskinen kan nå den. Programmets egne konti virker imens.",
    ),
    "look-failed": ("Det kunne ikke ses efter: {what} ({error}).", "Sig det til den, der passer programmet."),
}
