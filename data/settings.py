"""Settings of an installation, read once from the environment (BEREDSKAB_...)."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = Path(__file__).parent


class Settings(BaseSettings):
    """One installation's settings; the defaults serve a first start on one's own machine."""

    model_config = SettingsConfigDict(env_prefix="BEREDSKAB_", frozen=True)

    home: Path = HERE / "local"
    """Folder of the runtime files: SQLite file, backups, key, head of the log."""
    database_url: str = ""
    """SQLAlchemy URL; empty means the SQLite file in `home`. PostgreSQL: postgresql+psycopg://..."""
    plan: Path = HERE / "plan" / "vejleaaparken.yaml"
    """The standing plan that is loaded at start."""
    https: bool = False
    """Served through TLS: cookies become Secure and take the __Host- prefix."""
    idle_minutes: int = 120
    """A sign-in ends after so many minutes without use."""
    absolute_hours: int = 12
    """A sign-in ends after so many hours whatever happens."""
    screen_inches: Annotated[float, Field(ge=50, le=120)] = 55
    """Diagonal of the room's screen: type sizes on the board follow from it (domain.md 5.1)."""
    screen_light: Literal["day", "light", "dark"] = "day"
    """The board light, dark, or light by day and dark by night."""
    screen_folder: Path | None = None
    """A folder that gets the board as one HTML file every minute; none is written without it."""
    backup_days: Annotated[int, Field(ge=1)] | None = None
    """Days after which a backup is deleted, at the next one that is made; none expires without it."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Level of the operations log (not the audit trail): DEBUG, INFO, WARNING or ERROR."""

    smtp_host: str = ""
    """Mail server that summonses go through; empty means that no mail is sent, and the text is there to copy."""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    """How the way to the mail server is closed: not at all, after the greeting, or from the first byte."""
    smtp_user: str = ""
    """Empty means that the mail server asks for no sign-in."""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = Field("", pattern=r"^([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)?$")
    """The address that mails come from; a mail server alone cannot send."""
    public_url: str = Field("", pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+/?)?$")
    """Where people reach the product (https://...), for the links in mails; empty means mails without a link."""

    oidc_file: Path | None = None
    """Sign-in providers as TOML, readable by its owner alone; without it `oidc.toml` in `home`, if it is there."""
    oidc: SecretStr = SecretStr("")
    """The same text in the environment itself, instead of a file."""

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> "Settings":
        if self.smtp_host and not self.mail_from:
            raise ValueError("BEREDSKAB_SMTP_HOST needs BEREDSKAB_MAIL_FROM: the address that mails come from")
        return self

    @property
    def sends_mail(self) -> bool:
        """Whether this installation sends mails at all."""
        return bool(self.smtp_host)

    @property
    def sends_links(self) -> bool:
        """Whether a mail can go that carries a link to this house: there is a mail server, and its own address."""
        return self.sends_mail and bool(self.public_url)

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'beredskab.sqlite'}"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
