"""Why pay differs, in words."""

from collections.abc import Mapping, Sequence

from dapur.contract import Words, _
from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader

REASONS: dict[str, Words] = {
    "joined": _("Joined"),
    "left": _("Left"),
    "full_month": _("A full month again"),
    "raise": _("Pay changed"),
    "back_pay": _("Back pay"),
    "unpaid_leave": _("Unpaid leave"),
    "days": _("Other days of the month"),
    "year_end": _("Tax of the whole year"),
    "rate": _("Another rate of the law"),
    "first": _("First payroll"),
}
_NAMES = "select code, name_id, name_en from hr.pay_component where company_id = %s"
_TITLES = """
    select distinct on (code) code, title from hr.payslip_line
    where company_id = %s and run_id = %s and code = any (%s) and component_id is null
"""


async def component_names(reader: Reader) -> dict[str, str]:
    """Names of components by code, in the reader's language."""
    rows = await reader.rows(_NAMES, reader.scope.company)
    return {code: english if reader.scope.language == "en" else indonesian for code, indonesian, english in rows}


async def titles_of_law(reader: Reader, run: int, codes: Sequence[str]) -> dict[str, str]:
    """Names of the law's own lines by code."""
    if not codes:
        return {}
    rows = await reader.rows(_TITLES, reader.scope.company, run, list(codes))
    return {code: translate(kept_words(title, {}), reader.scope.language) for code, title in rows}


def said(reasons: Sequence[str], names: Mapping[str, str], language: str) -> str:
    """The reasons, one after the other. What was entered by hand is named by its component."""
    return ", ".join(_one(reason, names, language) for reason in reasons)


def _one(reason: str, names: Mapping[str, str], language: str) -> str:
    kind, _colon, code = reason.partition(":")
    if kind == "entered":
        return translate(_("Entered: {name}").fill(name=names.get(code, code)), language)
    return translate(REASONS.get(kind, kind), language)
