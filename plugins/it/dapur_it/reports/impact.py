"""What is hit when something fails, and how many people."""

import json
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Column, Form, Invalid, NotFound, Problem, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_it.graph import BEGINNING, impact
from dapur_it.words import COMPONENT_KINDS, HEALTH

COLUMNS = (
    Column("code", _("Code"), "code", phone=1),
    Column("name", _("Name"), "text", phone=1),
    Column("kind", _("Kind"), "status", choices=COMPONENT_KINDS, phone=2),
    Column("health", _("State"), "status", choices=HEALTH, tones={"down": "red", "degraded": "yellow"}, phone=1),
)


class WhatFails(Form):
    """Codes of what fails, with commas. `cursor`: where the next page begins; `size`: rows a page."""

    down: Annotated[
        str, StringConstraints(max_length=4000), Shown(_("What fails"), hint=_("Codes, like SAN-1, WEB-2"), width="wide")
    ] = ""
    cursor: Annotated[str, StringConstraints(max_length=200), Shown(_("Page"), kind="hidden")] = ""
    size: Annotated[int, Field(ge=1, le=5000), Shown(_("Rows a page"), kind="hidden")] = 200


async def build(reader: Reader, form: WhatFails) -> Sheet:
    """Down first, then degraded; the people who use what is down, each once."""
    failed = await _failed(reader, form.down)
    found = await impact(reader, failed, form.size + 1, after=_place(form.cursor))
    rows = [
        ReportRow(
            (hit.code, hit.name, hit.kind, health := "down" if hit.is_down else "degraded"),
            links={"code": f"it/components/{hit.id}"},
            key=f"{health}:{hit.code}",
        )
        for hit in found.page[: form.size]
    ]
    head = (
        (_("What fails"), form.down or "–"),
        (_("People who cannot work with it"), str(found.people)),
        (_("Down"), str(found.down)),
        (_("Degraded"), str(found.degraded)),
    )
    more = json.dumps(found.page[form.size - 1].place) if len(found.page) > form.size else ""
    return Sheet(_("Impact of a failure"), COLUMNS, rows, head=head, more=more)


def _place(cursor: str) -> tuple[bool, str]:
    if not cursor:
        return BEGINNING
    try:
        is_degraded, code = json.loads(cursor)
        return bool(is_degraded), str(code)
    except (ValueError, TypeError):
        text = _("This page address no longer fits. Open the report again.")
        raise Invalid([Problem("BAD_CURSOR", text, "cursor")]) from None


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
    "What is down and what is degraded when something fails, a page at a time, and how many people that hits.",
)
