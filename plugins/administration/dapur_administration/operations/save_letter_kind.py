"""Kinds of letters: each says how its numbers are written and counted."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import CODE, NAME, Saved, save_row
from dapur_administration.rules.letter_numbers import Counter, Restart, missing_places, unknown_places

RESTARTS = (Choice("year", _("Every year")), Choice("month", _("Every month")), Choice("never", _("Never")))
COUNTERS = (
    Choice("unit", _("Each unit")),
    Choice("unit_kind", _("Each kind in each unit")),
    Choice("kind", _("Each kind")),
    Choice("company", _("All letters of the company together")),
)


class SaveLetterKind(Form):
    """A kind of letter. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    pattern: Annotated[
        str,
        StringConstraints(min_length=1, max_length=100),
        Shown(
            _("Pattern of the number"), hint=_("Places: {number} {unit} {kind} {org} {roman} {month} {year} {yy}"), width="wide"
        ),
    ] = "{number}/{kind}/{unit}/{roman}/{year}"
    digits: Annotated[int, Field(ge=1, le=8), Shown(_("Digits of the counter"))] = 3
    restart: Annotated[Restart, Shown(_("The counter begins again"), choices=RESTARTS)] = "year"
    counter: Annotated[Counter, Shown(_("What is counted apart"), choices=COUNTERS)] = "unit_kind"
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.save_letter_kind",
    title=_("Save kind of letter"),
    permission="administration.office.manage",
    audit_verb=_("saved the kind of letter"),
    conflicts={"letter_kind_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another."))},
)
async def save_letter_kind(work: Work, form: SaveLetterKind) -> Saved:
    """Add or change a kind of letter. Its pattern names everything that it counts apart, so that no number comes twice."""
    need_pattern(form)
    return await save_row(work, "administration.letter_kind", form.id, form.version, form.model_dump(exclude={"id", "version"}))


def need_pattern(form: SaveLetterKind) -> None:
    """Raise Refused where the pattern has a place that nothing fills, or lacks one that keeps numbers apart."""
    unknown = unknown_places(form.pattern)
    if unknown:
        sentence = _("Nothing fills {places}. Take one of the places that are named here.")
        raise Refused("ADMINISTRATION_PLACE_UNKNOWN", sentence.fill(places=_braced(unknown)), field="pattern")
    missing = missing_places(form.pattern, form.counter, form.restart)
    if missing:
        sentence = _("Without {places} in the pattern two letters would get the same number. Add it.")
        raise Refused("ADMINISTRATION_NUMBER_REPEATS", sentence.fill(places=_braced(missing)), field="pattern")


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
