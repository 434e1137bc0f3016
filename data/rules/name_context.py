"""The words beside a name: what introduces a person, what makes a place or an institution of capitalised words.

Danish words, looked up as keys (data/rules/known_words.py). How they are used: docs/privacy-stop.md.
"""

from typing import Final

from data.rules.known_words import key


def keys(listed: str) -> frozenset[str]:
    """The words of a list as they are looked up."""
    return frozenset(key(word) for word in listed.split())


CUES: Final = keys("""
    advokat advokaten afdelingsleder afdøde alias bebør bebøren bebørformand bebørformanden bedstemoren
    bestyrelsesformand betjent borgmester borgmesteren broderen bror broren brødrene chef datter datteren drengen
    driftsleder dræbte dømte efterlyste ejendomsfunktionær eleven faderen familie familien familierne faren farfar
    farmor formand formanden forurettede frk fru frøken fætteren gerningsmanden hed hedder herr herre hr hustru imam
    imamen inspektør journalist journalisten kaldes kaldet kammerat kammeraten kasserer kollega kollegæn kommissær
    kone kriminalassistent kusinen kvinden kæreste leder lejer lejeren læge lægen lærer læreren mand manden med
    medarbejderen mistænkte moderen moren morfar mormor nabøn navn navnet næstformand omkomne onklen pa pb personen
    pigen politiassistent politibetjent politikommissær præst præsten pædagog pædagogen rådgiver sagsbehandler
    sagsbehandleren sigtede skadelidte souschef spørg søn sønnen søster søsteren søstrene tanten tiltalte
    varmemester veninde veninden vennen viceinspektør vicepolitiinspektør vicepolitikommissær vicevært vidnet vpi
    vpk øgenavn øgenavnet""")
"""What stands before a person."""
KIN: Final = keys("""
    broder bror broren børn børnene datter datteren faderen familie familien far faren forældre forældrene fætter
    kone konen kusine kæreste kæresten mand manden moderen mor moren onkel søn sønnen søster søsteren tante ven
    veninde vennen venner vennerne""")
"""Relatives and friends: of somebody with a capital letter."""
OWNED: Final = keys("""
    altan bil cykel dør lejlighed opslag postkasse profil scooter telefon vindue vinduer""")
"""What somebody with a capital letter owns."""
DOES: Final = keys("""
    bor bøde faldt filmede filmer fortalte fortæller græd hedder indrømmede kastede kaster løb mener mistænkes
    nægter ringede sagde siger sigtes skubbede slog slår stak truede truer""")
"""What people do: who stands with a capital letter before it is somebody."""
PLACE: Final = keys("""
    afdeling aften alle alleen apotek arena bad bageri bakken bibliotek biblioteket bo bolig boliger boligforening
    boligforeningen boligselskab boulevard boulevarden bro brøn by bydel byen byg byggeri børnegård børnehave
    børnehaven børnehus børnehuset cafe cafeen center centeret centret cup dag daginstitution dalen distrikt
    efterskole eng engen festival fond fonden forening foreningen friskole frisør fritidshjem fritidsklub fælled
    gade gaden grill gymnasiet gymnasium gård gården hal hallen have haveforening haven haver havn havnen hjem
    hjemmet hospital hus huse huset idrætsforening institut kaj kapel kiosk kirke kirkegård kirkegården kirken klub
    klubben kollegiet kollegium kolonihave kommune kommunes kreds kredsen kvarter kvarteret købing landsby legat
    market minde moske moskeen museum mølle park parken passage pizzeria plads pladsen plan planen plejehjem
    plejehjemmet pokalen politi politis prisen privatskole realskole restaurant råd rådet skole skolen slot
    slotspark specialskole stadion station stationen sti stien stift stiftelse strand stranden stræde strædet
    supermarked sygehus teater teatret torv torve torvet tårn ungdomsklub universitet vej vejen villa vuggestue
    vuggestuen vænge vænget værested værestedet værft ældrecenter""")
"""What makes a place or an institution of the capitalised words before it, whole or as an ending."""
STREET: Final = keys("""
    alle boulevard bro gade kirke kollegium minde plads skole stadion station stræde torv vej vænge""")
"""What makes a place of a whole name also when it is written small (Ole Rømers vej)."""
OPENERS: Final = keys("""
    andelsboligforeningen bageriet bebyggelsen boligforeningen boligselskabet butikken bygningen børnehaven
    børnehuset cafe daginstitutionen ejendommen fonden frisør fritidsklubben færgen hotel institutionen kirken
    kollegiet moskeen orkanen pizzeria pladsen plejehjemmet restaurant skibet stormen supermarkedet teatret torvet
    vejen vuggestuen værtshuset""")
"""What makes a place or an institution of the capitalised words after it."""
OPENING: Final = keys("""
    afd afdeling alle and ansvarlig bag begge blandt boligforeningen boligselskabet de dem den der det efter en et
    for foran forbi foreningen fra gennem gruppen hele hos hver hvis hvor hvornår imellem inden kontakt kære med
    mellem mens mod ny nye når nær nærmest og om omkring over på samt siden som spørg stormen tak til uden under ved
    vi""")
"""What begins a sentence before a place that is called like a surname (Ved Lund)."""
SAINTS: Final = keys("""
    dronning dronningen kong kongen prins prinsesse sankt sankta sct skt""")
"""Saints, kings and queens name streets, schools and feasts."""
LABELS: Final = keys("""
    afd afdeling alternativ bilag blok bus bygning del eller fase gate gruppe hold hus kategori klasse linie linje
    lokale model niveau og opgang plan port punkt rum scenarie spor team tog trappe type vagt zone""")
"""What stands before a letter that is no initial (opgang B)."""
SHORT: Final = keys("""
    ab abc ad am as bb bc bk bt cd cv dd dj dk dvd ec eu fc fm fn gps hk id if it jf jvf kb kfum lp md mm mv nb obs ok
    os pc pm pr ps pt rip sm sms sos ss su tv ud uk us usa vip vm""")
"""What letters with a full stop after each stand for besides a name."""
PARTICLES: Final = keys("""
    abou abu al ben bin da de den der dos du el ibn la le ud ul umm uz van von""")
"""Small words inside a name."""
NO_SURNAME: Final = keys("""
    adressen ansatsen balancen bondegård bussen børsen chancen dansen eftersen forudsen grænsen herregård interessen
    islandski kassen klassen krisen krydsen kursen ligesåsen massen missionsen nordirland passagen pressen
    prinsessen processen provinsen pulsen reversen risikøn romski sansen seancen terrassen versen""")
"""Words that end like surnames."""
ENDINGS: Final = (
    *(word for word in PLACE if len(word) > 3 and word not in keys("plan planen hjem minde cup grill villa")),
    *("vej", "gade", "park", "torv", "sti"),
)
"""Endings that make a place of one word (Kongevejen)."""
