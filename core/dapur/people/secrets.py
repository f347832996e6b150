"""Passwords and random tokens. Tokens are stored by hash only; passwords with Argon2id."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dapur.contract import Refused, _

MIN_LENGTH = 12
MAX_LENGTH = 256

# OWASP's second recommended setting raised to 64 MiB; >= 50 ms on two slow cores.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
# Of a random text that was thrown away, with the settings above: a sign-in of nobody is hashed like anybody's.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$Gm5OHRyQhJZBiBxdxj25lQ$5BVbXPfwCXB/U04BurutLMySEP6zS0BwRZmk1EK/dUM"

COMMON = frozenset(
    """
    password1234 passwordpassword 123456789012 1234567890123 qwertyuiop12 qwertyuiopas administrator
    administrator1 indonesia123 indonesia1234 bismillah123 bismillah1234 katasandi123 katasandi1234 rahasia12345
    sayangsayang iloveyou1234 welcome12345 letmein12345 dapurdapur12 dapurdapurdapur aaaaaaaaaaaa 111111111111
    000000000000 abcdefghijkl abc123abc123 jakarta12345 merdeka12345
    """.split()
)


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()


def hash_password(password: str) -> str:
    """Argon2id hash. Raises Refused when the password is too short, too long or a common one."""
    if len(password) < MIN_LENGTH:
        raise Refused(
            "PASSWORD_TOO_SHORT",
            _("Use at least {length} characters. A short sentence is fine.").fill(length=MIN_LENGTH),
            field="password",
        )
    if len(password) > MAX_LENGTH:
        raise Refused("PASSWORD_TOO_LONG", _("Use at most {length} characters.").fill(length=MAX_LENGTH), field="password")
    if password.lower() in COMMON or len(set(password)) < 4:
        raise Refused(
            "PASSWORD_TOO_COMMON", _("This password is easy to guess. Take a sentence that only you know."), field="password"
        )
    return _HASHER.hash(password)


def password_is(stored: str | None, password: str) -> bool:
    """Whether the password fits. Takes the same time when there is no such user."""
    try:
        _HASHER.verify(stored or _NOBODY, password[:MAX_LENGTH])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
