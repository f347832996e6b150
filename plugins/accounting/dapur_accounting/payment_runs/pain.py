"""ISO 20022 pain.001 (customer credit transfer initiation), versions .03 and .09, as banks take payments.

Written by the standard library; a text outside the character set of payments is written in Latin letters without marks.
"""

import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from dapur.services.bank_formats import BankAccountOf, PaymentFormat, Transfer, TransferBatch

VERSIONS = {"pain.001.001.03": "BIC", "pain.001.001.09": "BICFI"}
PAIN_FORMATS = tuple(PaymentFormat(code, f"ISO 20022 {code}", "xml", "application/xml") for code in VERSIONS)
OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


def write_pain(code: str, batch: TransferBatch, now: datetime) -> bytes:
    """The file. Raises KeyError for another version."""
    bic = VERSIONS[code]
    root = Element("Document", xmlns=f"urn:iso:std:iso:20022:tech:xsd:{code}")
    initiation = SubElement(root, "CstmrCdtTrfInitn")
    _head(initiation, batch, now)
    payment = SubElement(initiation, "PmtInf")
    _put(payment, "PmtInfId", latin(batch.reference, 35))
    _put(payment, "PmtMtd", "TRF")
    _put(payment, "BtchBookg", "false")
    _put(payment, "NbOfTxs", str(len(batch.transfers)))
    _put(payment, "CtrlSum", plain(batch.total))
    if code.endswith(".09"):
        _put(SubElement(payment, "ReqdExctnDt"), "Dt", batch.day.isoformat())
    else:
        _put(payment, "ReqdExctnDt", batch.day.isoformat())
    _put(SubElement(payment, "Dbtr"), "Nm", latin(batch.from_account.holder or batch.company, 140))
    _account(payment, "DbtrAcct", batch.from_account, batch.currency)
    _agent(payment, "DbtrAgt", batch.from_account, bic)
    for transfer in batch.transfers:
        _transfer(payment, transfer, batch.currency, bic)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def latin(text: str, most: int) -> str:
    """The text in the letters that every bank takes, cut to what fits."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return OUTSIDE.sub(" ", bare).strip()[:most] or "NOTPROVIDED"


def plain(amount: Decimal) -> str:
    """An amount with its decimals and nothing else; never a trailing zero beyond two places."""
    value = amount.quantize(Decimal("0.01")) if amount == amount.quantize(Decimal("0.01")) else amount
    return format(value, "f")


def _head(initiation: Element, batch: TransferBatch, now: datetime) -> None:
    head = SubElement(initiation, "GrpHdr")
    _put(head, "MsgId", latin(batch.reference, 35))
    _put(head, "CreDtTm", now.strftime("%Y-%m-%dT%H:%M:%S"))
    _put(head, "NbOfTxs", str(len(batch.transfers)))
    _put(head, "CtrlSum", plain(batch.total))
    _put(SubElement(head, "InitgPty"), "Nm", latin(batch.company, 140))


def _transfer(payment: Element, transfer: Transfer, currency: str, bic: str) -> None:
    made = SubElement(payment, "CdtTrfTxInf")
    _put(SubElement(made, "PmtId"), "EndToEndId", latin(transfer.reference, 35))
    amount = SubElement(SubElement(made, "Amt"), "InstdAmt", Ccy=currency)
    amount.text = plain(transfer.amount)
    _agent(made, "CdtrAgt", transfer.to, bic)
    _put(SubElement(made, "Cdtr"), "Nm", latin(transfer.to.holder, 140))
    _account(made, "CdtrAcct", transfer.to)
    if transfer.remark:
        _put(SubElement(made, "RmtInf"), "Ustrd", latin(transfer.remark, 140))


def _account(above: Element, tag: str, account: BankAccountOf, currency: str = "") -> None:
    made = SubElement(above, tag)
    number = re.sub(r"[\s.-]", "", account.number)
    identity = SubElement(made, "Id")
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", number):
        _put(identity, "IBAN", number)
    else:
        _put(SubElement(identity, "Othr"), "Id", number or "NOTPROVIDED")
    if currency:
        _put(made, "Ccy", currency)


def _agent(above: Element, tag: str, account: BankAccountOf, bic: str) -> None:
    bank = SubElement(SubElement(above, tag), "FinInstnId")
    if account.bic:
        _put(bank, bic, account.bic)
    elif account.bank_code:
        _put(SubElement(bank, "ClrSysMmbId"), "MmbId", latin(account.bank_code, 35))
    else:
        _put(SubElement(bank, "Othr"), "Id", "NOTPROVIDED")


def _put(above: Element, tag: str, text: str) -> None:
    SubElement(above, tag).text = text
