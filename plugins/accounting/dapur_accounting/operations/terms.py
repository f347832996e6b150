"""Payment terms: when documents are to be paid."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class TermsPart(Form):
    """A part of the total: percent, and days after the document's date or after the end of its month."""

    percent: Annotated[
        Decimal, Field(gt=0, le=100, max_digits=7, decimal_places=4), Shown(_("Percent"), kind="number", stop=True)
    ]
    days: Annotated[int, Field(ge=0, le=3650), Shown(_("Days"), kind="integer", stop=True)] = 0
    after_month_end: Annotated[bool, Shown(_("After the end of the month"))] = False


class SaveTerms(Form):
    """Terms with one part or several instalments, whose percents add up to 100. Without `id` new ones are made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code")]
    name_id: Annotated[Name, Shown(_("Indonesian name"))]
    name_en: Annotated[Name, Shown(_("English name"))]
    parts: Annotated[list[TermsPart], Field(min_length=1, max_length=60), Shown(_("Instalments"), kind="lines")]
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class TermsSaved(Result):
    """The terms."""

    id: int
    code: str
    version: int


@operation(
    "accounting.save_terms",
    title=_("Save terms"),
    permission="accounting.tax.manage",
    audit_verb=_("saved the terms"),
    conflicts={"payment_terms_code_key": ("code", "TERMS_EXIST", _("This code is taken. Choose another."))},
)
async def save_terms(work: Work, form: SaveTerms) -> TermsSaved:
    """Add or change payment terms. What is posted keeps its due days."""
    total = sum((part.percent for part in form.parts), Decimal(0))
    if total != 100:
        raise Refused(
            "TERMS_INCOMPLETE",
            _("The instalments add up to {total}%. Make it 100%.").fill(total=total.normalize()),
            field="parts",
        )
    facts = (form.code, form.name_id, form.name_en, form.is_closed)
    if form.id is None:
        row = await work.row(
            "insert into accounting.payment_terms (code, name_id, name_en, is_closed, company_id) values (%s, %s, %s, %s, %s)"
            " returning id, code, version",
            *facts,
            work.scope.company,
        )
    else:
        row = await work.row(
            "update accounting.payment_terms set code = %s, name_id = %s, name_en = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *facts,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.payment_terms", form.id or 0)
    await work.run(
        "delete from accounting.payment_terms_part where company_id = %s and terms_id = %s", work.scope.company, row["id"]
    )
    await work.run(
        "insert into accounting.payment_terms_part (company_id, terms_id, part_no, percent, days, after_month_end)"
        " select %s, %s, n, p, d, m from unnest(%s::numeric[], %s::int[], %s::boolean[]) with ordinality as u(p, d, m, n)",
        work.scope.company,
        row["id"],
        [part.percent for part in form.parts],
        [part.days for part in form.parts],
        [part.after_month_end for part in form.parts],
    )
    return TermsSaved(**row)
