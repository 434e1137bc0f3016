"""Whose word for who somebody is counts here beside a password: OpenID Connect providers, one TOML table for each.

They come from the environment (BEREDSKAB_OIDC) or from a file that only its owner may read (BEREDSKAB_OIDC_FILE, else
`oidc.toml` in the home folder). What is wrong is told in Danish, as `python -m data` speaks; no sentence repeats a
value, because it could be a secret. One fault switches all of them off and nothing else: own accounts go on.
"""

import os
import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from data.settings import Settings

FILE: Final = "oidc.toml"
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
MICROSOFT: Final = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
ANY_TENANT: Final = frozenset({"common", "organizations", "consumers"})
KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")
DOMAIN: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
SAYS: Final = {"missing": "mangler", "extra_forbidden": "kendes ikke", "too_short": "må ikke være tom"}


class Provider(BaseModel):
    """One provider, as its table says."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    key: str
    """The table's name: it stands in the redirect address and on the sign-ins."""
    name: str = Field(min_length=1, max_length=60)
    """What people call it; shown on the button."""
    issuer: str
    client_id: str = Field(min_length=1, max_length=300)
    client_secret: SecretStr = SecretStr("")
    """None: a public client, which is proven by PKCE alone."""
    client_secret_file: str = ""
    """Instead, a file that holds it, as containers and systemd hand secrets over."""
    domains: list[str] = Field(min_length=1)
    """The mail domains it may speak for: one organisation's directory must not vouch for another's people."""
    trusts: Literal["email", "preferred_username", "upn"] | None = None
    """The claim that is taken for a confirmed address although the provider never says `email_verified` (Entra ID)."""
    because: str = Field("", max_length=300)
    """Why that claim can be trusted: said by whoever decides it, kept beside the decision."""
    tenants: list[str] = Field(default_factory=list)
    """The tenant ids (`tid`) that are let in; none asks for none."""
    prompt: Literal["", "login", "select_account"] = ""
    """Whether the provider is to ask again each time, which shared machines need."""
    end_session: bool = False
    """Whether signing out here goes on to sign out there."""

    @property
    def secret(self) -> str:
        """The client's secret, "" for a public client."""
        if self.client_secret_file:
            return Path(self.client_secret_file).read_text(encoding="utf-8").strip()
        return self.client_secret.get_secret_value()


@dataclass(frozen=True)
class Providers:
    """What was found; with a problem there are none."""

    found: tuple[Provider, ...] = ()
    problems: tuple[str, ...] = ()


def load(chosen: Settings) -> Providers:
    """Read the providers of an installation, or say what is wrong with them. Asks nobody over the network."""
    try:
        text = chosen.oidc.get_secret_value() or _from_file(chosen)
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        return Providers(problems=(f"Udbyderne kan ikke læses som TOML: {_where(broken)}.",))
    except (OSError, UnicodeDecodeError) as broken:
        return Providers(problems=(f"Filen med udbydere kan ikke læses: {type(broken).__name__}.",))
    except PermissionsRefused as refused:
        return Providers(problems=(str(refused),))
    found, problems = [], list(_of_the_house(chosen)) if tables else []
    for key, table in tables.items():
        one, wrong = _one(key, table)
        problems += [f"[{key[:40]}] {line}" for line in wrong]
        found += [one] if one else []
    return Providers(problems=tuple(problems)) if problems else Providers(tuple(found))


class PermissionsRefused(Exception):
    """The file may be read or written by others than its owner."""


def _from_file(chosen: Settings) -> str:
    file = chosen.oidc_file or chosen.home / FILE
    if chosen.oidc_file is None and not file.exists():
        return ""
    mode = file.stat().st_mode
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise PermissionsRefused(f"Filen {file.name} kan læses eller ændres af andre. Kør: chmod 600 {file.name}")
    return file.read_text(encoding="utf-8")


def _where(broken: tomllib.TOMLDecodeError) -> str:
    """The place alone: the message of the reader could quote a secret."""
    at = re.search(r"line \d+", str(broken))
    return at[0].replace("line", "linje") if at else "slutningen"


def _of_the_house(chosen: Settings) -> list[str]:
    """What a redirect address needs of the installation itself."""
    if not chosen.public_url:
        return ["BEREDSKAB_PUBLIC_URL mangler: udbyderen sender folk tilbage til den adresse."]
    if not closed(chosen.public_url):
        return ["BEREDSKAB_PUBLIC_URL skal begynde med https://."]
    if chosen.public_url.startswith("https:") and not chosen.https:
        return ["BEREDSKAB_HTTPS skal være true, når BEREDSKAB_PUBLIC_URL er https."]
    return []


def closed(url: object) -> bool:
    """Whether an address is https, or of this very machine; without a user, a fragment, or what is no address."""
    if not (isinstance(url, str) and url.isascii() and url.isprintable() and " " not in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = parts.username is None and not parts.fragment
    return plain and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _one(key: str, table: Any) -> tuple[Provider | None, list[str]]:
    if not KEY.fullmatch(key):
        return None, ["navnet på tabellen må kun have små bogstaver, tal og bindestreg (højst 39)."]
    if not isinstance(table, dict):
        return None, ["skal være en tabel med felter under sig."]
    try:
        one = Provider.model_validate({**table, "key": key})
    except ValidationError as broken:
        return None, [
            f"{'.'.join(str(part) for part in error['loc'][:1])} {SAYS.get(error['type'], 'er ikke gyldig')}."
            for error in broken.errors(include_input=False, include_url=False, include_context=False)
        ]
    return one, _wrong(one)


def _wrong(one: Provider) -> list[str]:
    """What the types do not see."""
    parts, wrong = urlsplit(one.issuer), []
    if not closed(one.issuer) or parts.query:
        wrong.append("issuer skal være en https-adresse uden ? og #.")
    if bool(one.client_secret.get_secret_value()) and bool(one.client_secret_file):
        wrong.append("vælg enten client_secret eller client_secret_file.")
    if one.client_secret_file and not os.access(one.client_secret_file, os.R_OK):
        wrong.append("client_secret_file kan ikke læses.")
    if not all(DOMAIN.fullmatch(domain.lower()) for domain in one.domains):
        wrong.append("domains skal være domæner som kommunen.dk, uden @.")
    if one.trusts and not one.because.strip():
        wrong.append("because mangler: skriv, hvorfor feltet i trusts kan regnes for bekræftet.")
    if parts.hostname in MICROSOFT and parts.path.strip("/").split("/")[0].lower() in ANY_TENANT:
        wrong.append("issuer skal nævne jeres egen tenant, ikke common, organizations eller consumers.")
    if one.trusts and parts.hostname in MICROSOFT and not one.tenants:
        wrong.append("tenants mangler: nævn det tenant-id, der må komme ind.")
    return wrong
