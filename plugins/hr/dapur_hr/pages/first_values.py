"""First values of forms."""

from typing import Any

from dapur.contract import Query
from dapur.queries.reader import Reader


async def first_values(reader: Reader, query: Query, parameters: dict[str, str], form: Any) -> dict[str, Any]:
    """The fields of the form from the row of the query with the address's id."""
    row = await reader.one(query, int(parameters["id"]))
    return {name: row[name] for name in form.model_fields if name in row}


async def today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """From today on."""
    return {"first_day": reader.today, "from_day": reader.today, "day": reader.today}
