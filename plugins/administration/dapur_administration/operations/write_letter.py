"""Drafts of letters: written from a template or freely. A draft takes no number."""

from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_letter_template import LANGUAGES, Language
from dapur_administration.operations.save_office import save_row
from dapur_administration.rules.places import filled

TEXT = Annotated[str, StringConstraints(max_length=200)]
LETTER = Annotated[int, Shown(_("Letter"), reference="administration.letters")]
UNKNOWN = {
    "letter_company_id_unit_id_fkey": ("unit_id", "ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit. Choose one from the list.")),
    "letter_company_id_kind_id_fkey": (
        "kind_id", "ADMINISTRATION_KIND_UNKNOWN", _("There is no such kind of letter. Choose one from the list.")
    ),
    "letter_company_id_office_id_fkey": (
        "office_id", "ADMINISTRATION_OFFICE_UNKNOWN", _("There is no such office. Choose one from the list.")
    ),
    "letter_company_id_party_id_fkey": (
        "party_id", "ADMINISTRATION_PARTY_UNKNOWN", _("There is no such party. Choose one from the list.")
    ),
}  # fmt: skip


class PlaceValue(Form):
    """What is put into a place of the template."""

    place: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Place"))]
    value: Annotated[str, StringConstraints(max_length=1000), Shown(_("Value"), width="wide")]


class WriteLetter(Form):
    """A letter. Without `id` a new draft. With a template, what is left empty comes from it."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    template_id: Annotated[
        int | None, Shown(_("Template"), reference="administration.letter_templates", hint=_("Gives kind, subject and text"))
    ] = None
    kind_id: Annotated[
        int | None,
        Shown(_("Kind of letter"), reference="administration.letter_kinds", hint=_("That of the template when left empty")),
    ] = None
    unit_id: Annotated[int, Shown(_("Unit"), reference="base.organisation_units")]
    office_id: Annotated[
        int | None,
        Shown(_("Office"), reference="administration.offices", hint=_("Its address stands above, its clock gives the day")),
    ] = None
    party_id: Annotated[int | None, Shown(_("Party"), reference="base.parties")] = None
    recipient: Annotated[TEXT, Shown(_("Recipient"), hint=_("The party's name when left empty"))] = ""
    address: Annotated[str, StringConstraints(max_length=500), Shown(_("Address"), kind="note")] = ""
    letter_date: Annotated[date | None, Shown(_("Date of the letter"), hint=_("The day of issue when left empty"))] = None
    language: Annotated[Language, Shown(_("Language of the letter"), choices=LANGUAGES)] = "id"
    subject: Annotated[TEXT, Shown(_("Subject"), width="wide")] = ""
    body: Annotated[str, StringConstraints(max_length=10_000), Shown(_("Text"), kind="note")] = ""
    signer: Annotated[TEXT, Shown(_("Signed by"))] = ""
    signer_role: Annotated[TEXT, Shown(_("Position of the signer"))] = ""
    values: Annotated[list[PlaceValue], Shown(_("Places to fill"), kind="lines")] = []
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class LetterSaved(Result):
    """The letter. number: "" while it is a draft; is_out_of_order: an earlier number bears a later date."""

    id: int
    version: int
    number: str = ""
    is_out_of_order: bool = False


@operation(
    "administration.write_letter",
    title=_("Save draft of letter"),
    permission="administration.letter.write",
    audit_verb=_("wrote the letter"),
    conflicts=UNKNOWN,
)
async def write_letter(work: Work, form: WriteLetter) -> LetterSaved:
    """Write or change a draft. Places of the template are filled as far as they are known; it takes no number yet."""
    facts = form.model_dump(exclude={"id", "version", "template_id", "values"})
    await _take_template(work, form, facts)
    await _take_party(work, form, facts)
    values = {line.place: line.value for line in form.values} | await _known(work, facts)
    for name in ("subject", "body"):
        facts[name] = filled(facts[name], values)
    _need(facts)
    saved = await save_row(work, "administration.letter", form.id, form.version, facts)
    return LetterSaved(id=saved.id, version=saved.version)


async def _take_template(work: Work, form: WriteLetter, facts: dict[str, Any]) -> None:
    if form.template_id is None:
        return
    found = await work.row(
        "select kind_id, language, subject, body from administration.letter_template where company_id = %s and id = %s",
        work.scope.company,
        form.template_id,
    )
    if found is None:
        raise NotFound(_("There is no such template. Choose one from the list."), field="template_id")
    facts["kind_id"] = facts["kind_id"] or found["kind_id"]
    if not facts["body"]:
        facts |= {"language": found["language"], "body": found["body"]}
    facts["subject"] = facts["subject"] or found["subject"]


async def _take_party(work: Work, form: WriteLetter, facts: dict[str, Any]) -> None:
    if form.party_id is None or (form.recipient and form.address):
        return
    found = await work.row(
        "select name, address from base.party where company_id = %s and id = %s", work.scope.company, form.party_id
    )
    if found is not None:
        facts["recipient"] = facts["recipient"] or found["name"]
        facts["address"] = facts["address"] or found["address"]


async def _known(work: Work, facts: dict[str, Any]) -> dict[str, str]:
    unit = await work.value(
        "select name from base.organisation_unit where company_id = %s and id = %s", work.scope.company, facts["unit_id"]
    )
    known = {"unit": unit or "", "company": work.company.name}
    return known | {name: facts[name] for name in ("recipient", "address", "signer")}


def _need(facts: dict[str, Any]) -> None:
    if facts["kind_id"] is None:
        raise Refused("ADMINISTRATION_KIND_MISSING", _("Choose the kind of letter, or a template."), field="kind_id")
    for name, sentence in (
        ("recipient", _("Write who the letter is for, or choose a party.")),
        ("subject", _("Write what the letter is about.")),
    ):
        if not facts[name]:
            raise Refused("ADMINISTRATION_LETTER_INCOMPLETE", sentence, field=name)


class WhichLetter(Form):
    """A letter."""

    id: LETTER


@operation(
    "administration.delete_letter_draft",
    title=_("Delete draft"),
    permission="administration.letter.write",
    audit_verb=_("deleted the draft"),
    danger=True,
)
async def delete_letter_draft(work: Work, form: WhichLetter) -> LetterSaved:
    """Delete a draft. It never had a number, so none is missing. An issued letter is voided instead."""
    gone = await work.row(
        "delete from administration.letter where company_id = %s and id = %s returning id, version", work.scope.company, form.id
    )
    if gone is None:
        raise NotFound(field="id")
    return LetterSaved(**gone)
