"""Pages of offices, kinds and templates of letters."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, Query, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur_administration.operations.save_letter_kind import SaveLetterKind, save_letter_kind
from dapur_administration.operations.save_letter_template import SaveLetterTemplate, save_letter_template
from dapur_administration.operations.save_office import SaveOffice, save_office
from dapur_administration.queries.offices import LETTER_KINDS, LETTER_TEMPLATES, OFFICES

GROUP = _("Set-up")
VIEWS = (View("open", _("In use"), {"status": "open"}), View("all", _("All")))


def first_values(query: Query, form: Any) -> Any:
    """The fields of a form from the row of the query with the address's id."""

    async def values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
        row = await reader.one(query, int(parameters["id"]))
        return {name: row[name] for name in form.model_fields if name in row}

    return values


async def _new_office(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"zone": reader.company.zone}


PAGES: tuple[Page, ...] = (
    ListPage(
        "letter-kinds",
        LETTER_KINDS,
        _("Kinds of letters"),
        Menu(_("Kinds of letters"), 80, "list-numbers", GROUP),
        views=VIEWS,
        new="letter-kinds/new",
        new_title=_("New kind of letter"),
        empty=_("No kinds of letters yet. Add the first one with its numbers."),
    ),
    FormPage("letter-kinds/new", save_letter_kind, _("New kind of letter"), "administration/letter-kinds/{id}"),
    FormPage(
        "letter-kinds/{id}/edit",
        save_letter_kind,
        _("Change kind of letter"),
        "administration/letter-kinds/{id}",
        initial=first_values(LETTER_KINDS, SaveLetterKind),
    ),
    RecordPage(
        "letter-kinds/{id}",
        LETTER_KINDS,
        "name",
        "letter-kinds",
        facts=("code", "name_id", "name_en", "pattern", "digits", "restart", "counter"),
        edit="letter-kinds/{id}/edit",
        history="administration.letter_kind",
    ),
    ListPage(
        "letter-templates",
        LETTER_TEMPLATES,
        _("Templates of letters"),
        Menu(_("Templates of letters"), 82, "template", GROUP),
        views=VIEWS,
        new="letter-templates/new",
        new_title=_("New template"),
        empty=_("No templates yet. Write the first text with places to fill."),
    ),
    FormPage("letter-templates/new", save_letter_template, _("New template"), "administration/letter-templates/{id}"),
    FormPage(
        "letter-templates/{id}/edit",
        save_letter_template,
        _("Change template"),
        "administration/letter-templates/{id}",
        initial=first_values(LETTER_TEMPLATES, SaveLetterTemplate),
    ),
    RecordPage(
        "letter-templates/{id}",
        LETTER_TEMPLATES,
        "name",
        "letter-templates",
        facts=("code", "language", "subject", "body"),
        edit="letter-templates/{id}/edit",
        history="administration.letter_template",
    ),
    ListPage(
        "offices",
        OFFICES,
        _("Offices"),
        Menu(_("Offices"), 84, "building", GROUP),
        views=VIEWS,
        new="offices/new",
        new_title=_("New office"),
        empty=_("No offices yet. Add the first one with its address and time zone."),
    ),
    FormPage("offices/new", save_office, _("New office"), "administration/offices/{id}", initial=_new_office),
    FormPage(
        "offices/{id}/edit",
        save_office,
        _("Change office"),
        "administration/offices/{id}",
        initial=first_values(OFFICES, SaveOffice),
    ),
    RecordPage(
        "offices/{id}",
        OFFICES,
        "name",
        "offices",
        facts=("code", "address", "zone"),
        edit="offices/{id}/edit",
        history="administration.office",
    ),
)
