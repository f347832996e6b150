"""Retention classes: how long documents of a kind are kept, from which event on, and what becomes of them."""

from typing import Annotated, Literal

from pydantic import Field

from dapur.contract import Choice, Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import CODE, NAME, Saved, save_row

START_EVENTS = (
    Choice("document_date", _("Date of the document")),
    Choice("end_of_fiscal_year", _("End of its fiscal year")),
    Choice("end_of_contract", _("End of the contract")),
    Choice("end_of_employment", _("End of the employment")),
)
OUTCOMES = (Choice("destroy", _("Destroyed")), Choice("permanent", _("Kept for ever")))
StartEvent = Literal["document_date", "end_of_fiscal_year", "end_of_contract", "end_of_employment"]


class SaveRetentionClass(Form):
    """A class. Without `id` a new one is made. Years count one after the other; the document goes from the day after."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    start_event: Annotated[StartEvent, Shown(_("Kept from"), choices=START_EVENTS)] = "document_date"
    active_years: Annotated[int, Field(ge=0, le=100), Shown(_("Active years"))] = 2
    inactive_years: Annotated[int | None, Field(ge=0, le=100), Shown(_("Inactive years"))] = None
    outcome: Annotated[Literal["destroy", "permanent"], Shown(_("Then"), choices=OUTCOMES)] = "permanent"
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.save_retention_class",
    title=_("Save retention class"),
    permission="administration.document.dispose",
    audit_verb=_("saved the retention class"),
    conflicts={"retention_class_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another."))},
)
async def save_retention_class(work: Work, form: SaveRetentionClass) -> Saved:
    """Add or change a retention class. Documents of the class follow it at once; those that are destroyed stay so."""
    if form.outcome == "destroy" and form.inactive_years is None:
        sentence = _("Say how many inactive years pass before the documents are destroyed.")
        raise Refused("ADMINISTRATION_YEARS_MISSING", sentence, field="inactive_years")
    facts = form.model_dump(exclude={"id", "version"})
    return await save_row(work, "administration.retention_class", form.id, form.version, facts)
