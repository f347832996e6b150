"""Parties: whom the company deals with."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.identifiers import TAX_NUMBER
from dapur_base.operations.numbers import read_number
from dapur_base.operations.repeats import refuse_repeat
from dapur_base.operations.versions import untouched

PARTY_KINDS = (Choice("organisation", _("Organisation")), Choice("person", _("Person")))
COUNTRY = Annotated[str, StringConstraints(pattern="^([A-Z]{2})?$")]
SHORT = Annotated[str, StringConstraints(max_length=100)]


class SaveParty(Form):
    """A customer, supplier or employee, or several of them at once. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
    code: Annotated[SHORT, Shown(_("Code"), kind="code")] = ""
    kind: Annotated[Literal["organisation", "person"], Shown(_("Kind"), choices=PARTY_KINDS)] = "organisation"
    is_customer: Annotated[bool, Shown(_("Customer"))] = False
    is_supplier: Annotated[bool, Shown(_("Supplier"))] = False
    is_employee: Annotated[bool, Shown(_("Employee"))] = False
    tax_number: Annotated[SHORT, Shown(_("Tax number"), kind="code")] = ""
    country: Annotated[COUNTRY, Shown(_("Country"), kind="code", hint=_("Two letters, like SG; empty for our own"))] = ""
    email: Annotated[str, StringConstraints(max_length=254), Shown(_("E-mail"), kind="email")] = ""
    phone: Annotated[SHORT, Shown(_("Phone"))] = ""
    address: Annotated[str, StringConstraints(max_length=1000), Shown(_("Address"), kind="note")] = ""
    user: Annotated[
        int | None, Shown(_("Signs in as"), reference="core.people", hint=_("Only for a person who works with Dapur here"))
    ] = None
    is_different: Annotated[
        bool, Shown(_("It is somebody else"), hint=_("Only when it is said that a party here looks the same"))
    ] = False
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PartySaved(Result):
    """The party."""

    id: int
    name: str
    version: int


@operation(
    "base.save_party",
    title=_("Save party"),
    permission="base.party.manage",
    audit_verb=_("saved the party"),
    conflicts={
        "party_code_key": ("code", "BASE_PARTY_EXISTS", _("Another party has this code. Choose another.")),
        "party_user_key": ("user", "BASE_PARTY_USER_TAKEN", _("Another person signs in as this user. Choose another user.")),
        "party_user_fkey": ("user", "BASE_USER_UNKNOWN", _("This user is no member of the company. Invite them first.")),
    },
)
async def save_party(work: Work, form: SaveParty) -> PartySaved:
    """Add or change a party. One that is no longer dealt with is closed; it stays on what was posted.

    Who is an employee or signs in is a person. A tax number of the company's country is checked, and a party that
    looks like one that is here is refused unless `is_different` is set.
    """
    kind = "person" if form.is_employee or form.user is not None else form.kind
    tax_number = await _new_number(work, form, kind)
    facts = (
        form.name,
        form.code or None,
        kind,
        form.user,
        form.is_customer,
        form.is_supplier,
        form.is_employee,
        tax_number,
        form.country,
        form.email,
        form.phone,
        form.address,
        form.is_closed,
    )
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.party", form.id or 0)
    words = " ".join(part for part in (form.email, form.phone, tax_number) if part)
    await work.run(
        "select core.index_for_search(%s, 'base', 'party', %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], 'base.read')",
        *(work.scope.company, [row["id"]], [form.code], [form.name], [words], [f"base/parties/{row['id']}"]),
    )
    return PartySaved(**row)


async def _new_number(work: Work, form: SaveParty, kind: str) -> str:
    """The tax number as it is kept. What stays as it was is neither checked nor looked for again."""
    before = await _before(work, form.id) if form.id is not None else None
    same_number = before is not None and before["tax_number"] == form.tax_number
    read = None
    if form.tax_number and not same_number:
        read = read_number(work, TAX_NUMBER, form.tax_number, form.country, "tax_number")
    if not form.is_different and (before is None or before["name"] != form.name or not same_number):
        numbers = {number_key(read.number), number_key(read.text)} if read is not None else set()
        await refuse_repeat(work, form.id, form.name, kind, sorted(numbers))
    return read.number if read is not None else form.tax_number


def number_key(number: str) -> str:
    """Digits and letters of a number, like `base.number_key` in SQL."""
    return "".join(c for c in number.upper() if c.isascii() and c.isalnum())


async def _before(work: Work, party: int) -> dict[str, Any] | None:
    return await work.row("select name, tax_number from base.party where company_id = %s and id = %s", work.scope.company, party)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.party (company_id, name, code, kind, user_id, is_customer, is_supplier, is_employee, tax_number, country,"
        " email, phone, address, is_closed) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " returning id, name, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveParty, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.party set name = %s, code = %s, kind = %s, user_id = %s, is_customer = %s, is_supplier = %s, is_employee = %s,"
        " tax_number = %s, country = %s, email = %s, phone = %s, address = %s, is_closed = %s or merged_into_id is not null,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, name, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
