"""A company begins: its facts, its first administrator, the suggested roles, the plugins it wants."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from dapur.companies.switch_plugin import Answers, switch_on
from dapur.contract import Choice, Form, PluginInfo, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.language.zones import ZoneName
from dapur.operations.work import Work
from dapur.people.scopes import Company
from dapur.permissions.suggested import give_suggested

CURRENCIES = {"IDR": 0, "USD": 2, "EUR": 2, "SGD": 2, "MYR": 2, "JPY": 0, "AUD": 2, "CNY": 2, "GBP": 2, "THB": 2}
"""Currencies that a company may keep its books in, with their usual decimals in business (ISO 4217, rupiah without sen)."""


MONTHS = tuple(
    Choice(str(number), title)
    for number, title in enumerate(
        (
            _("January"),
            _("February"),
            _("March"),
            _("April"),
            _("May"),
            _("June"),
            _("July"),
            _("August"),
            _("September"),
            _("October"),
            _("November"),
            _("December"),
        ),
        1,
    )
)
RESERVED = frozenset(
    ("sign-in", "sign-out", "static", "invitation", "new-company", "setup", "health", "language", "graphql", "public")
)
"""First parts of the house's own addresses. (Those that begin with _ never fit the pattern of a code.)"""


def _free_code(code: str) -> str:
    if code in RESERVED:
        raise PydanticCustomError("COMPANY_CODE_RESERVED", _("Dapur uses this name for itself. Choose another.").message)
    return code


class CreateCompany(Form):
    """What a company is."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Company name"))]
    code: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$"),
        AfterValidator(_free_code),
        Shown(_("Short name in addresses"), hint=_("Small letters, digits and dashes, for example sumber-rejeki")),
    ]
    country: Annotated[
        Literal["ID", "XX"], Shown(_("Country"), choices=(Choice("ID", _("Indonesia")), Choice("XX", _("Another country"))))
    ] = "ID"
    currency: Annotated[
        str,
        StringConstraints(pattern="^[A-Z]{3}$"),
        Shown(_("Currency of the books"), choices=tuple(Choice(c, c) for c in CURRENCIES)),
    ] = "IDR"
    decimals: Annotated[int, Field(ge=0, le=4), Shown(_("Decimals of amounts"), hint=_("0 for rupiah without sen"))] = 0
    zone: Annotated[
        ZoneName,
        Shown(
            _("Time zone"),
            choices=(
                Choice("Asia/Jakarta", "WIB · Asia/Jakarta"),
                Choice("Asia/Makassar", "WITA · Asia/Makassar"),
                Choice("Asia/Jayapura", "WIT · Asia/Jayapura"),
                Choice("Asia/Singapore", "Asia/Singapore"),
                Choice("UTC", "UTC"),
            ),
        ),
    ] = "Asia/Jakarta"
    language: Annotated[
        Literal["id", "en"],
        Shown(_("Language of documents"), choices=(Choice("id", "Bahasa Indonesia"), Choice("en", "English"))),
    ] = "id"
    fiscal_year_start: Annotated[int, Field(ge=1, le=12), Shown(_("Fiscal year starts in month"), choices=MONTHS)] = 1
    plugins: Annotated[tuple[str, ...], Shown(_("Departments"), kind="choices")] = ()
    is_demo: Annotated[bool, Shown(_("Company with trial data"), kind="hidden")] = False
    setup: Answers = Field(default_factory=dict)


class CompanyCreated(Result):
    """The new company."""

    id: int
    code: str


@operation(
    "core.create_company",
    title=_("Create company"),
    permission="core.company.create",
    conflicts={
        "company_code_key": ("code", "COMPANY_CODE_TAKEN", _("Another company has this short name. Choose another.")),
        "company_pkey": (
            "",
            "COMPANY_CODE_TAKEN",
            _("This company exists already. Begin a new one from your list of companies."),
        ),
    },
    audit_verb=_("created the company"),
)
async def create_company(work: Work, form: CreateCompany) -> CompanyCreated:
    """Create a company with its facts, the suggested roles, and the actor as its administrator."""
    company = work.scope.company
    await work.run(
        "insert into core.company (id, code, name, country, currency, decimals, zone, language, fiscal_year_start, is_demo)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        company,
        form.code,
        form.name,
        form.country,
        form.currency,
        form.decimals,
        form.zone,
        form.language,
        form.fiscal_year_start,
        form.is_demo,
    )
    work.company = Company(
        company,
        form.code,
        form.name,
        form.country,
        form.currency,
        form.decimals,
        form.zone,
        form.language,
        form.fiscal_year_start,
        form.is_demo,
    )
    await work.run("insert into core.membership (company_id, user_id) values (%s, %s)", company, work.actor)
    await add_suggested_roles(work, set(work.house.registry.roles), form.language)
    await work.run(
        "insert into core.membership_role (company_id, user_id, role_id)"
        " select company_id, %s, id from core.role where company_id = %s and code = 'administrator'",
        work.actor,
        company,
    )
    wanted = [info.name for p in work.house.registry.plugins if (info := p.info).name != "core" and _is_wanted(info, form)]
    # All are on from the beginning: the set-up of one may ask what another offers.
    work.scope = replace(work.scope, plugins=work.scope.plugins | set(wanted))
    for name in wanted:
        await switch_on(work, name, form.setup)
    return CompanyCreated(id=company, code=form.code)


def _is_wanted(info: PluginInfo, form: CreateCompany) -> bool:
    return info.always_on or info.name in form.plugins or info.country == form.country


async def add_suggested_roles(work: Work, codes: set[str], language: str) -> None:
    """Make the suggested roles that are missing, and give each the core's rights; a department's come when it is switched on."""
    registry = work.house.registry
    for role in registry.roles.values():
        if role.code not in codes:
            continue
        await work.run(
            "insert into core.role (company_id, code, title, description) values (%s, %s, %s, %s)"
            " on conflict (company_id, code) do nothing",
            work.scope.company,
            role.code,
            translate(role.title, language),
            translate(role.description, language),
        )
    await give_suggested(work, [p for p in registry.permissions.values() if p.name.startswith("core.")], codes)
