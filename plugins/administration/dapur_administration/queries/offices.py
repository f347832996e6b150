"""Offices, kinds and templates of letters."""

from sqlalchemy import and_, select

from dapur.contract import Column, Query, _
from dapur_administration.operations.save_letter_kind import COUNTERS, RESTARTS
from dapur_administration.operations.save_letter_template import LANGUAGES
from dapur_administration.queries.shared import USE, USE_TONES, use_filter, use_of
from dapur_administration.tables.letters import letter_kind, letter_template, office
from dapur_base.names import shown_name

_office_use = use_of(office.c.is_closed)
OFFICES = Query(
    "administration.offices",
    _("Offices"),
    "administration.letter.read",
    statement=lambda: select(office.c.id),
    company=office.c.company_id,
    description="Places with an address and a clock of their own.",
    columns=(
        Column("id", _("Number"), "id", office.c.id, hidden=True),
        Column("code", _("Code"), "code", office.c.code, sort=True, phone=2, link="administration/offices/{id}"),
        Column("name", _("Name"), "text", office.c.name, sort=True, phone=1, link="administration/offices/{id}"),
        Column("zone", _("Time zone"), "text", office.c.zone, phone=2),
        Column("address", _("Address"), "text", office.c.address),
        Column("status", _("Status"), "status", _office_use, choices=USE, tones=USE_TONES, phone=1),
        Column("is_closed", _("No longer used"), "flag", office.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", office.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(use_filter(_office_use),),
    search=(office.c.code, office.c.name),
)

kind_name = shown_name(letter_kind.c.name_id, letter_kind.c.name_en)
_kind_use = use_of(letter_kind.c.is_closed)
LETTER_KINDS = Query(
    "administration.letter_kinds",
    _("Kinds of letters"),
    "administration.letter.read",
    statement=lambda: select(letter_kind.c.id),
    company=letter_kind.c.company_id,
    description="Kinds of letters, and how their numbers are written and counted.",
    columns=(
        Column("id", _("Number"), "id", letter_kind.c.id, hidden=True),
        Column("code", _("Code"), "code", letter_kind.c.code, sort=True, phone=2, link="administration/letter-kinds/{id}"),
        Column("name", _("Name"), "text", kind_name, sort=True, phone=1, link="administration/letter-kinds/{id}"),
        Column("pattern", _("Pattern of the number"), "code", letter_kind.c.pattern, phone=2),
        Column("restart", _("The counter begins again"), "status", letter_kind.c.restart, choices=RESTARTS),
        Column("counter", _("What is counted apart"), "status", letter_kind.c.counter, choices=COUNTERS),
        Column("status", _("Status"), "status", _kind_use, choices=USE, tones=USE_TONES, phone=1),
        Column("digits", _("Digits of the counter"), "integer", letter_kind.c.digits, hidden=True),
        Column("name_id", _("Indonesian name"), "text", letter_kind.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", letter_kind.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", letter_kind.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", letter_kind.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(use_filter(_kind_use),),
    search=(letter_kind.c.code, letter_kind.c.name_id, letter_kind.c.name_en),
)

_template_use = use_of(letter_template.c.is_closed)
_of_kind = and_(letter_kind.c.company_id == letter_template.c.company_id, letter_kind.c.id == letter_template.c.kind_id)
LETTER_TEMPLATES = Query(
    "administration.letter_templates",
    _("Templates of letters"),
    "administration.letter.read",
    statement=lambda: select(letter_template.c.id).select_from(letter_template.join(letter_kind, _of_kind)),
    company=letter_template.c.company_id,
    description="Texts of letters with places to fill.",
    columns=(
        Column("id", _("Number"), "id", letter_template.c.id, hidden=True),
        Column(
            "name", _("Name"), "text", letter_template.c.name, sort=True, phone=1, link="administration/letter-templates/{id}"
        ),
        Column("code", _("Kind of letter"), "code", letter_kind.c.code, sort=True, phone=2),
        Column("subject", _("Subject"), "text", letter_template.c.subject, phone=2),
        Column("language", _("Language of the letter"), "status", letter_template.c.language, choices=LANGUAGES),
        Column("status", _("Status"), "status", _template_use, choices=USE, tones=USE_TONES, phone=1),
        Column("body", _("Text"), "text", letter_template.c.body, hidden=True),
        Column("kind_id", _("Kind of letter"), "id", letter_template.c.kind_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", letter_template.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", letter_template.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(use_filter(_template_use),),
    search=(letter_template.c.name, letter_template.c.subject),
)
