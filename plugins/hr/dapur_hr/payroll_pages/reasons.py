"""Why pay differs, in words."""

from collections.abc import Mapping, Sequence

from dapur.contract import Words, _
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


async def component_names(reader: Reader) -> dict[str, str]:
    """Names of components by code, in the reader's language."""
    rows = await reader.rows(_NAMES, reader.scope.company)
    return {code: english if reader.scope.language == "en" else indonesian for code, indonesian, english in rows}


def said(reasons: Sequence[str], names: Mapping[str, str], language: str) -> str:
    """The reasons, one after the other. What was entered by hand is named by its component."""
    return ", ".join(_one(reason, names, language) for reason in reasons)


def _one(reason: str, names: Mapping[str, str], language: str) -> str:
    kind, _colon, code = reason.partition(":")
    if kind == "entered":
        return translate(_("Entered: {name}").fill(name=names.get(code, code)), language)
    return translate(REASONS.get(kind, kind), language)
