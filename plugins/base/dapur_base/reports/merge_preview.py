"""What merging two parties would do, before anybody does it."""

from typing import Annotated, Any

from dapur.contract import Column, Form, NotFound, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_base.operations.merge_parties import TAKEN_OVER


class MergePreviewInput(Form):
    """Which party would be merged into which."""

    party: Annotated[int | None, Shown(_("Merge this party"), reference="base.parties")] = None
    into: Annotated[int | None, Shown(_("Into this one, which stays"), reference="base.parties")] = None


TITLES = {
    "is_customer": _("Customer"),
    "is_supplier": _("Supplier"),
    "is_employee": _("Employee"),
    "tax_number": _("Tax number"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "address": _("Address"),
}
COLUMNS = (
    Column("what", _("What"), "text", phone=1),
    Column("merged", _("Merged party"), "text", phone=2),
    Column("stays", _("The one that stays"), "text", phone=2),
    Column("rows", _("Rows"), "integer", phone=1),
)


async def build(reader: Reader, form: MergePreviewInput) -> Sheet:
    """Facts side by side, then the tables whose rows would stand under the surviving party."""
    if form.party is None or form.into is None:
        return Sheet(_("What a merge would do"), COLUMNS, (), notes=(_("Choose the two parties."),))
    facts = {row[0]: row for row in await _facts(reader, form)}
    for number, field in ((form.party, "party"), (form.into, "into")):
        if number not in facts:
            raise NotFound(field=field)
    merged, stays = facts[form.party], facts[form.into]
    rows = [ReportRow((_("Facts that are taken over"), merged[1], stays[1], None), style="heading", key="facts")]
    for place, name in enumerate(TAKEN_OVER, 2):
        if merged[place] and not stays[place]:
            rows.append(ReportRow((TITLES[name], _shown(merged[place]), "", None), 1, key=name))
    rows.append(ReportRow((_("What is found under it from then on"), "", "", None), style="heading", key="records"))
    found = await reader.rows("select name, rows from base.rows_of_party(%s, %s)", reader.scope.company, form.party)
    rows += [ReportRow((name, "", "", count), 1, key=name) for name, count in found]
    notes = (_("Nothing is moved or changed: everything keeps the party that it was written with."),)
    return Sheet(_("What a merge would do"), COLUMNS, rows, notes=notes)


async def _facts(reader: Reader, form: MergePreviewInput) -> list[tuple[Any, ...]]:
    return await reader.rows(
        "select id, name, is_customer, is_supplier, is_employee, tax_number, email, phone, address from base.party"
        " where company_id = %s and id = any (%s)",
        reader.scope.company,
        [form.party, form.into],
    )


def _shown(value: Any) -> Any:
    return _("Yes") if value is True else value


MERGE_PREVIEW = Report(
    "base.merge_preview",
    _("What a merge would do"),
    "base.party.merge",
    MergePreviewInput,
    build,
    "What the surviving party would take over, and how many rows of which tables would stand under it.",
)
