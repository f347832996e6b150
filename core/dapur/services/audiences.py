"""What somebody belongs to, for what only some may know."""

from typing import Protocol


class Audiences(Protocol):
    """Offered, readable, by whoever keeps groups of people: `find_all(Audiences)` gives every one of them."""

    async def of_user(self, user: int) -> list[str]:
        """Names of the groups that a user is in today ("unit:7"); never "user:…", which everybody has of themselves."""
        ...
