"""Send an invoice or credit note to the customer by mail, with its paper attached; the mail stands in the log."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.language.numbers import format_money
from dapur.mail.outgoing import Mail, send_mail
from dapur.operations.work import Work
from dapur_accounting.operations.documents.drafts import read_head
from dapur_accounting.operations.documents.posting import TITLES
from dapur_accounting.queries.document_words import PAPER_LANGUAGES
from dapur_accounting.rules.kinds import KINDS


class MailInvoice(Form):
    """Which posted document, to whom (the customer's own address when left empty), in which language, with which words."""

    id: Annotated[int, Shown(_("Document"), kind="hidden")]
    to: Annotated[
        str,
        StringConstraints(max_length=254),
        Shown(_("Send to"), kind="email", hint=_("The customer's own address when left empty")),
    ] = ""
    language: Annotated[Literal["", "id", "en"], Shown(_("Language"), choices=PAPER_LANGUAGES)] = ""
    message: Annotated[
        str, StringConstraints(max_length=5000), Shown(_("Message"), kind="note", hint=_("A short standard text when left empty"))
    ] = ""


class InvoiceMailed(Result):
    """The mail's number in the log."""

    id: int
    to: str


@operation(
    "accounting.mail_invoice",
    title=_("Send by mail"),
    permission="accounting.invoice.post",
    audit_verb=_("sent the invoice by mail"),
)
async def mail_invoice(work: Work, form: MailInvoice) -> InvoiceMailed:
    """Send the paper of a posted document. It goes out once this is saved; the log of mails says what became of it."""
    # What makes papers is loaded when one is made: jobs and the command line start without it.
    from dapur_accounting.papers.invoice import WhichInvoice, make

    head = await read_head(work, form.id)
    if KINDS[head["kind"]].side != "sales" or head["status"] == "draft":
        raise Refused("NOT_MAILABLE", _("Only a posted invoice or credit note is sent. Post it first."), field="id")
    to = form.to or await work.value(
        "select email from base.party where company_id = %s and id = %s", work.scope.company, head["party"]
    )
    if not to:
        raise Refused("MAIL_ADDRESS_MISSING", _("The customer has no e-mail address. Enter one."), field="to")
    language = form.language or work.scope.language
    file = await make(await work.house.reader(work.scope), WhichInvoice(id=form.id, language=form.language))
    title = f"{translate(TITLES[head['kind']], language)} {head['number']}"
    company = work.company
    total = format_money(
        head["total"], head["currency"], company.decimals if head["currency"] == company.currency else 2, language, bare=False
    )
    standard = translate(_("Attached is {title} over {total}.").fill(title=title, total=total), language)
    mail = Mail(
        recipients=[to],
        subject=f"{title} · {company.name}",
        body=form.message or f"{standard}\n\n{company.name}",
        plugin="accounting",
        about=head["number"],
        address=f"accounting/invoices/{form.id}",
        files=[file],
    )
    return InvoiceMailed(id=await send_mail(work, mail), to=to)
