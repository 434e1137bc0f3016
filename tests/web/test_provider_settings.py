"""The file of providers: read strictly, readable by its owner alone, and told about without repeating a secret."""

from pathlib import Path
from typing import Any

import pytest

from data import providers
from data.settings import Settings

SECRET = "hemmelig-ABC-123"
GOOD = f"""
[nord]
name = "Nord Kommune"
issuer = "https://login.nord.example/realms/ansatte"
client_id = "beredskab"
client_secret = "{SECRET}"
domains = ["nord.example"]
"""
ENTRA = """
[entra]
name = "Nord Kommune"
issuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"
client_id = "beredskab"
domains = ["nord.example"]
trusts = "preferred_username"
because = "Kun egne medarbejdere har en konto."
tenants = ["11111111-2222-3333-4444-555555555555"]
"""


def read(text: str, **other: Any) -> providers.Providers:
    given = {"public_url": "https://beredskab.nord.example", "https": True, "oidc": text, **other}
    return providers.load(Settings(**given))


def test_several_are_read_in_their_order() -> None:
    found = read(GOOD + ENTRA)
    assert found.problems == ()
    assert [(one.key, one.secret) for one in found.found] == [("nord", SECRET), ("entra", "")]


def test_without_any_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert read("", home=tmp_path, public_url="") == providers.Providers()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "Nord Kommune"\n', "", "[nord] name mangler."), ("[nord]", "[Nord]", "små bogstaver"),
        ("client_id", "clientid", "clientid kendes ikke"), ('"beredskab"', "7", "client_id er ikke gyldig"),
        ("https://login.nord", "http://login.nord", "issuer skal være"), ("/ansatte", "/a?b=c", "issuer skal være"),
        ("https://login", "https://bruger@login", "issuer skal være"), ('["nord.example"]', "[]", "domains må ikke"),
        ('["nord.example"]', '["@nord.example"]', "domains skal være"), ("client_secret =", "client_secret", "linje"),
        ('domains = ["nord.example"]', "", "domains mangler"),
        ("domains", 'client_secret_file = "x"\ndomains', "vælg enten"),
        ("domains", 'trusts = "upn"\ndomains', "because mangler"),
        ("domains", 'trusts = "sub"\ndomains', "trusts er ikke"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_switches_all_of_them_off(before: str, after: str, said: str) -> None:
    found = read(ENTRA + GOOD.replace(before, after, 1))
    assert found.found == ()
    assert any(said in problem for problem in found.problems), found.problems
    assert SECRET not in str(found)


def test_a_word_alone_is_no_provider() -> None:
    assert read("nord = 1").problems == ("[nord] skal være en tabel med felter under sig.",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("11111111-2222-3333-4444-555555555555/v2.0", "common/v2.0", "jeres egen tenant"),
        ("11111111-2222-3333-4444-555555555555/v2.0", "organizations/v2.0", "jeres egen tenant"),
        ('tenants = ["11111111-2222-3333-4444-555555555555"]', "", "tenants mangler"),
    ],
)
def test_entra_names_one_tenant(before: str, after: str, said: str) -> None:
    assert any(said in problem for problem in read(ENTRA.replace(before, after, 1)).problems)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"public_url": ""}, "BEREDSKAB_PUBLIC_URL mangler"), ({"https": False}, "BEREDSKAB_HTTPS skal"),
        ({"public_url": "http://beredskab.nord.example"}, "begynde med https"),
    ],
)  # fmt: skip
def test_the_installation_must_have_an_address_and_tls(given: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in read(GOOD, **given).problems)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_file_that_others_may_read_or_write_is_not_used(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(mode)
    found = read("", home=tmp_path)
    assert found.found == ()
    assert "chmod 600 oidc.toml" in found.problems[0]
    file.chmod(0o600)
    assert [one.key for one in read("", home=tmp_path).found] == ["nord"]
    assert [one.key for one in read("", oidc_file=file).found] == ["nord"]


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    assert "kan ikke læses" in read("", oidc_file=tmp_path / "nej.toml").problems[0]


def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    text = GOOD.replace(f'client_secret = "{SECRET}"', f'client_secret_file = "{file}"')
    assert any("client_secret_file kan ikke læses" in problem for problem in read(text).problems)
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    assert [one.secret for one in read(text).found] == [SECRET]


def test_no_secret_is_shown_by_accident() -> None:
    assert SECRET not in repr(read(GOOD))
    assert SECRET not in repr(Settings(oidc=GOOD))  # type: ignore[arg-type]  # as the environment gives it
