"""What a document that is saved must fulfil before its figures are computed; everything is told at its field."""

from collections.abc import Sequence

from dapur.contract import Problem, Refused, _
from dapur.contract.errors import Invalid
from dapur.operations.work import Work
from dapur_accounting.operations.documents.figures import Line
from dapur_accounting.operations.documents.forms import PurchaseDocument, SalesDocument
from dapur_accounting.role_accounts import account_of_role, accounts_of_roles
from dapur_accounting.rules.kinds import KINDS
from dapur_accounting.rules.splits import SplitUnclear, read_split

AnyForm = SalesDocument | PurchaseDocument


async def check_head(work: Work, form: AnyForm) -> None:
    """The party is open, the due day not before the date, the supplier's number new. Raises Refused."""
    known = await work.value(
        "select 1 from base.party where company_id = %s and id = %s and not is_closed", work.scope.company, form.party
    )
    if not known:
        raise Refused("PARTY_UNKNOWN", _("There is no such party here. Choose one of the list."), field="party")
    if form.due is not None and form.due < form.date:
        raise Refused("DUE_TOO_EARLY", _("It would be due before its date. Choose a later day."), field="due")
    if isinstance(form, PurchaseDocument) and form.reference:
        await _check_duplicate(work, form)


async def _check_duplicate(work: Work, form: PurchaseDocument) -> None:
    """A supplier's bill is kept once."""
    twin = await work.row(
        "select d.id, d.date, p.name from accounting.document d join base.party p on p.company_id = d.company_id and p.id = d.party_id"
        " where d.company_id = %s and d.party_id = any (base.same_parties(%s, %s)) and d.kind = %s and upper(d.reference) = upper(%s)"
        " and d.cancel_entry_id is null and d.id is distinct from %s::bigint",
        work.scope.company,
        work.scope.company,
        form.party,
        form.kind,
        form.reference,
        form.document,
    )
    if twin is not None:
        raise Refused(
            "BILL_EXISTS",
            _("Bill {number} from {party} was recorded on {day}. Open it, or change the number.").fill(
                number=form.reference, party=twin["name"], day=twin["date"]
            ),
            field="reference",
            id=twin["id"],
        )


def check_splits(lines: Sequence[Line]) -> None:
    """Every split can be read. Raises Refused."""
    for n, line in enumerate(lines):
        try:
            read_split(line.split)
        except SplitUnclear as unclear:
            text = _('"{part}" is unclear. Write codes and shares like A 1/3; B 2/3.').fill(part=str(unclear))
            raise Refused("SPLIT_UNCLEAR", text, field=f"lines.{n}.split") from None


async def name_accounts(work: Work, form: AnyForm, lines: Sequence[Line]) -> None:
    """A line that names no account goes to the usual one of its kind. What is named is an open account."""
    await _follow_kind(work, form, lines)
    if any(line.account is None for line in lines):
        usual = await account_of_role(work, KINDS[form.kind].line_role, "lines")
        for line in lines:
            line.account = line.account if line.account is not None else usual
    wanted = sorted({line.account for line in lines if line.account is not None})
    rows = await work.rows(
        "select id from accounting.account where company_id = %s and id = any (%s) and not is_group and not is_closed",
        work.scope.company,
        wanted,
    )
    known = {row["id"] for row in rows}
    text = _("There is no open account with this number. Choose one of the list.")
    problems = [
        Problem("ACCOUNT_UNKNOWN", text, f"lines.{n}.account") for n, line in enumerate(lines) if line.account not in known
    ]
    if problems:
        raise Invalid(problems)


async def _follow_kind(work: Work, form: AnyForm, lines: Sequence[Line]) -> None:
    """Where a draft becomes another kind, the lines on the usual account of the old one go to that of the new."""
    if form.document is None:
        return
    old = await work.value(
        "select kind from accounting.document where company_id = %s and id = %s", work.scope.company, form.document
    )
    if old is None or old == form.kind:
        return
    role = KINDS[old].line_role
    usual = (await accounts_of_roles(work, [role])).get(role)
    for line in lines:
        line.account = None if line.account == usual else line.account
