"""Parties for other plugins: who stands for a merged party, and all rows of one, however it was called when they were written.

Filter("party", _("Party"), "reference", lambda v: same_party(line.c.party_id, v), reference="base.parties")
party = await surviving(work, form.party)
"""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, any_, cast, func

from dapur_base.reading import Source, rows_of


def same_party(column: ColumnElement[Any], party: Any) -> ColumnElement[bool]:
    """Condition of a query: the column holds this party or one that was merged into it."""
    same = func.base.same_parties(func.core.current_company(), cast(party, BigInteger), type_=ARRAY(BigInteger))
    return column == any_(same)


async def surviving(source: Source, party: int) -> int | None:
    """The party that stands for this one now (itself unless it was merged); None where there is none."""
    rows = await rows_of(source, "select base.surviving_party(%s, %s)", source.scope.company, party)
    found: int | None = rows[0][0]
    return found
