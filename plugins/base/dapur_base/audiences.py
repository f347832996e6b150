"""The units that somebody belongs to, for what only some may know."""

from dataclasses import dataclass

from dapur.contract import Service
from dapur.queries.reader import Reader
from dapur.services.audiences import Audiences


@dataclass(frozen=True)
class UnitAudiences:
    """Reads the assignments of today."""

    reader: Reader

    async def of_user(self, user: int) -> list[str]:
        """The unit where somebody is assigned, and those above it: "unit:7"."""
        rows = await self.reader.rows("select base.units_of(%s, %s, %s)", self.reader.scope.company, user, self.reader.today)
        return [f"unit:{number}" for (number,) in rows]


AUDIENCES = Service(Audiences, UnitAudiences, readable=True)
