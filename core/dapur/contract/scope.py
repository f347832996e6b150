"""Who acts, for which company, through which door: what every write and read carries."""

from dataclasses import dataclass, field
from typing import Literal

Door = Literal["page", "graphql", "cli", "import", "job", "setup"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The right to act in one company. Made by the people room, never by a handler.

    `permissions` are those of the actor's roles here (narrowed by an API token's scopes);
    `plugins` are the ones switched on; `rows` narrows a permission to rows: permission -> scope name.
    """

    company: int
    user: int
    door: Door
    permissions: frozenset[str]
    plugins: frozenset[str]
    language: str = "id"
    zone: str = "Asia/Jakarta"
    request: str = ""
    token: int | None = None
    rows: dict[str, str] = field(default_factory=dict, hash=False)

    def may(self, permission: str) -> bool:
        """Whether the actor holds this permission ("public" needs none)."""
        return permission == "public" or permission in self.permissions
