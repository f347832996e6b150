"""What is hit when something fails, and how many people."""

from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Column, Form, NotFound, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_it.graph import impact, names_of, users_of
from dapur_it.words import COMPONENT_KINDS, HEALTH

COLUMNS = (
    Column("code", _("Code"), "code", phone=1),
    Column("name", _("Name"), "text", phone=1),
    Column("kind", _("Kind"), "status", choices=COMPONENT_KINDS, phone=2),
    Column("health", _("State"), "status", choices=HEALTH, tones={"down": "red", "degraded": "yellow"}, phone=1),
)


class WhatFails(Form):
    """Codes of what fails, with commas."""

    down: Annotated[
        str, StringConstraints(max_length=4000), Shown(_("What fails"), hint=_("Codes, like SAN-1, WEB-2"), width="wide")
    ] = ""


async def build(reader: Reader, form: WhatFails) -> Sheet:
    """Down first, then degraded; the people who use what is down, each once."""
    failed = await _failed(reader, form.down)
    found = await impact(reader, failed)
    names = await names_of(reader, [*found.down, *found.degraded])
    people = await users_of(reader, found.down | frozenset(failed))
    rows = [
        ReportRow((code, name, kind, health), links={"code": f"it/components/{number}"}, key=f"{health}:{code}")
        for health, group in (("down", found.down), ("degraded", found.degraded))
        for code, name, kind, number in sorted((*names[number], number) for number in group)
    ]
    told = (_("People who cannot work with it"), str(people))
    return Sheet(_("Impact of a failure"), COLUMNS, rows, head=((_("What fails"), form.down or "–"), told))


async def _failed(reader: Reader, text: str) -> list[int]:
    codes = [part.strip() for part in text.split(",") if part.strip()]
    rows = await reader.rows(
        "select id, code from it.component where company_id = %s and code = any (%s)", reader.scope.company, codes
    )
    missing = sorted(set(codes) - {code for _number, code in rows})
    if missing:
        raise NotFound(
            _("There is nothing called {codes}. Write codes of the list.").fill(codes=", ".join(missing)), field="down"
        )
    return [number for number, _code in rows]


async def initial(reader: Reader) -> dict[str, Any]:
    """Nothing fails."""
    return {"down": ""}


IMPACT = Report(
    "it.impact",
    _("Impact of a failure"),
    "it.inventory.read",
    WhatFails,
    build,
    "What is down and what is degraded when something fails, and how many people that hits.",
)
