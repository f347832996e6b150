"""Templates: texts with places to fill."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import NAME, Saved, save_row

LANGUAGES = (Choice("id", _("Indonesian")), Choice("en", _("English")))
Language = Literal["id", "en"]
BODY = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


class SaveLetterTemplate(Form):
    """A template. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    name: Annotated[NAME, Shown(_("Name"))]
    kind_id: Annotated[int, Shown(_("Kind of letter"), reference="administration.letter_kinds")]
    language: Annotated[Language, Shown(_("Language of the letter"), choices=LANGUAGES)] = "id"
    subject: Annotated[NAME, Shown(_("Subject"), width="wide")]
    body: Annotated[
        BODY,
        Shown(
            _("Text"),
            kind="note",
            hint=_(
                "Places in curly brackets are filled: {recipient} {address} {unit} {company} {signer} {date} {number}, or your own"
            ),
        ),
    ]
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.save_letter_template",
    title=_("Save template"),
    permission="administration.office.manage",
    audit_verb=_("saved the template"),
    conflicts={
        "letter_template_name_key": ("name", "ADMINISTRATION_NAME_TAKEN", _("This name is taken. Choose another.")),
        "letter_template_company_id_kind_id_fkey": (
            "kind_id", "ADMINISTRATION_KIND_UNKNOWN", _("There is no such kind of letter. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def save_letter_template(work: Work, form: SaveLetterTemplate) -> Saved:
    """Add or change a template. Letters that were written from it stay as they are."""
    return await save_row(
        work, "administration.letter_template", form.id, form.version, form.model_dump(exclude={"id", "version"})
    )
