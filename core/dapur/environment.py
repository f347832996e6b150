"""Where this installation keeps things, from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """data: folder of the embedded server. app_url and owner_url are "" where the embedded server is used."""

    port: int
    host: str
    data: Path
    app_url: str
    owner_url: str
    https: bool
    pool_size: int

    @property
    def embedded(self) -> bool:
        """Whether Dapur runs its own PostgreSQL."""
        return not self.app_url


def public_address() -> str:
    """Where people reach this installation, without a slash at the end: what QR codes and mails lead to (DAPUR_ADDRESS)."""
    told = os.environ.get("DAPUR_ADDRESS", "").rstrip("/")
    return told or f"http://127.0.0.1:{os.environ.get('DAPUR_PORT', '8765')}"


class EnvironmentMistake(Exception):
    """A variable makes no sense; the sentence says which and what to do."""


def read_environment() -> Environment:
    """The environment's variables, checked. Raises EnvironmentMistake."""
    port = os.environ.get("DAPUR_PORT", "8765")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise EnvironmentMistake(f"DAPUR_PORT is {port!r}. Set it to a number from 1 to 65535.")
    app_url = os.environ.get("DATABASE_URL", "")
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if bool(app_url) != bool(owner_url):
        raise EnvironmentMistake(
            "Set both DATABASE_URL (the application's role) and DATABASE_OWNER_URL (migrations), or neither."
        )
    host = os.environ.get("DAPUR_HOST", "127.0.0.1")
    https = os.environ.get("DAPUR_HTTPS") == "1"
    if host not in ("127.0.0.1", "localhost", "::1") and not https and os.environ.get("DAPUR_ALLOW_HTTP") != "1":
        raise EnvironmentMistake(
            "Over plain http only this machine is served. Set DAPUR_HTTPS=1 behind a proxy with https, or DAPUR_ALLOW_HTTP=1 if you know why."
        )
    data = Path(os.environ.get("DAPUR_DATA") or Path.cwd() / ".data").absolute()
    return Environment(int(port), host, data, app_url, owner_url, https, int(os.environ.get("DAPUR_POOL", "8")))
