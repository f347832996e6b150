"""Statements as files: every format gives the same lines, and overlapping files come together as one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.services.bank_formats import CsvLayout
from dapur_accounting.statements.placing import Known, Placement, place
from dapur_accounting.statements.read_file import read_statements
from dapur_accounting.statements.statement import Statement, StatementLine
from tests.plugins.accounting.books import Books
from tests.plugins.accounting.test_bank import bank_of

D = Decimal
TODAY = date(2026, 7, 31)
MT940 = """:20:STMT1
:25:0881234567
:28C:00001/001
:60F:C260701IDR1000,
:61:2607010701C5000,NTRFNONREF//BCA123
:86:TRF A DARI RASA INV-6
:61:2607020702D75,NCHGFEE1
:86:BIAYA ADM
:62F:C260702IDR5925,
-
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>STMT1</Id>
<Acct><Id><Othr><Id>0881234567</Id></Othr></Id><Ccy>IDR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">1000</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">5925</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="IDR">5000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-07-01</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>BCA123</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>PT Rasa</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>TRF A DARI RASA INV-6</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="IDR">75</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-07-02T08:00:00</DtTm></BookgDt>
<AcctSvcrRef>FEE1</AcctSvcrRef><AddtlNtryInf>BIAYA ADM</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="IDR">9</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-07-02</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""
OFX = """OFXHEADER:100
DATA:OFXSGML

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>IDR<BANKACCTFROM><BANKID>014<ACCTID>0881234567</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260701<DTEND>20260702
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260701120000[7]<TRNAMT>5000.00<FITID>BCA123<MEMO>TRF A DARI RASA INV-6</STMTTRN>
<STMTTRN><TRNTYPE>FEE<DTPOSTED>20260702<TRNAMT>-75.00<FITID>FEE1<MEMO>BIAYA ADM</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>5925.00<DTASOF>20260702</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
CSV = """Nomor rekening: 0881234567
Periode: 01/07/2026 - 31/07/2026

Tanggal,Keterangan,Cabang,Jumlah,DB/CR,Saldo
02/07,BIAYA ADM,0000,75.00,DB,"5,925.00"
01/07,TRF A DARI RASA INV-6,0000,"5,000.00",CR,"6,000.00"
Saldo akhir,,,,,
"""
BCA = CsvLayout("KlikBCA", "Tanggal", "%d/%m", ("Keterangan",), amount="Jumlah", sign="DB/CR", balance="Saldo")


@pytest.mark.parametrize("text", [MT940, CAMT, OFX, CSV], ids=["mt940", "camt.053", "ofx", "csv"])
def test_every_format_gives_the_same_lines_and_balances(text: str) -> None:
    (found,) = read_statements(text.encode(), [BCA], TODAY)

    assert [(line.day, line.amount, line.memo) for line in found.lines] == [
        (date(2026, 7, 1), D(5000), "TRF A DARI RASA INV-6"),
        (date(2026, 7, 2), D(-75), "BIAYA ADM"),
    ]
    assert (found.opening, found.closing) == (D(1000), D(5925))


def test_what_unfolds_without_end_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document>&b;</Document>'

    with pytest.raises(Refused) as caught:
        read_statements(bomb.encode(), [], TODAY)

    assert "(CAMT: DOCTYPE)" in str(caught.value)


@pytest.mark.parametrize("text", ["", "hello", ":20:x\n:25:y\n:60F:broken", "<Document></Document>", "a,b\n1,2\n", "<OFX></OFX>"])
def test_what_is_no_statement_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Refused):
        read_statements(text.encode(), [BCA], TODAY)


async def test_a_file_is_imported_by_the_layout_that_the_country_knows(books: Books) -> None:
    bank = await bank_of(books, number="0881234567")
    for name, text in (("juli.csv", CSV), ("juli.sta", MT940), ("juli.xml", CAMT), ("juli.ofx", OFX)):
        file = await books.actor.perform("core.upload_file", name=name, content=text.encode())
        taken = await books.actor.perform("accounting.import_statement", bank=bank, file=file.id)
        assert (taken.added, taken.skipped) == ((2, 0) if name == "juli.csv" else (0, 2)), name

    assert taken.closing == D(5925)


async def test_columns_that_nobody_knows_are_entered_once_in_the_bank_account(books: Books) -> None:
    text = "Tgl;Uraian;Debet;Kredit\n31-07-2026;Sewa;1.250.000,50;\n"
    bank = await bank_of(books)
    file = await books.actor.perform("core.upload_file", name="x.csv", content=text.encode())
    with pytest.raises(Refused) as unknown:
        await books.actor.perform("accounting.import_statement", bank=bank, file=file.id)
    await books.actor.perform(
        "accounting.save_bank_account",
        id=bank,
        name="Bank",
        account=books.accounts["1103"],
        csv_date="Tgl",
        csv_date_format="%d-%m-%Y",
        csv_memo="Uraian",
        csv_debit="Debet",
        csv_credit="Kredit",
        csv_decimal=",",
    )
    taken = await books.actor.perform("accounting.import_statement", bank=bank, file=file.id)

    assert unknown.value.code == "STATEMENT_COLUMNS"
    assert (taken.added, taken.closing) == (1, D("-1250000.50"))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=8), st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8)), max_size=5))
def test_windows_of_one_account_come_together_as_it_was(steps: list[int], windows: list[tuple[int, int]]) -> None:
    """However a true course of lines is cut into files that touch what is known, each line is kept once, twins too."""
    moves = (D(-5), D(-5), D(-7))
    truth = [StatementLine(date(2026, 7, 1 + n // 3), moves[step]) for n, step in enumerate(steps)]
    stood = [D(1000)]
    for line in truth:
        stood.append(stood[-1] + line.amount)
    known: list[Known] = []
    begun = (len(truth), 0)
    for start, length in [*windows, (0, len(truth))]:
        end = min(start + length, len(truth))
        if start >= end or (known and (end < begun[0] or start > begun[1])):
            continue
        made = place(known, Statement(truth[start:end], stood[start], stood[end]))
        begun = (min(begun[0], start), max(begun[1], end))
        known = _after(known, made)

    assert [(k.line, k.balance) for k in known] == list(zip(truth, stood[1:], strict=True))


def _after(known: list[Known], made: Placement) -> list[Known]:
    balance = made.opening - sum((line.amount for line in made.before), D(0))
    found = []
    for n, line in enumerate([*made.before, *(k.line for k in known), *made.after]):
        balance += line.amount
        found.append(Known(n, line, balance))
    return found
