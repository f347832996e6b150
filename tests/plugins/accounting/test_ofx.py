"""OFX files: what was written is read, in both kinds; what is broken is refused in words, whatever it is."""

from datetime import date
from decimal import Decimal
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur_accounting.statements.ofx import read_ofx

Movement = tuple[date, Decimal, str, str]
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)
MOVEMENTS = st.tuples(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.decimals(-(10**12), 10**12, allow_nan=False, places=2), WORDS, WORDS
)
PIECES = (
    "<OFX>",
    "<STMTRS>",
    "</STMTRS>",
    "<STMTTRN>",
    "</STMTTRN>",
    "<DTPOSTED>",
    "<TRNAMT>",
    "<FITID>",
    "<BALAMT>",
    "<DTASOF>",
)


def written(movements: list[Movement], closing: Decimal, *, xml: bool) -> str:
    """A file of one statement; the old kind leaves elements open."""

    def element(name: str, value: object) -> str:
        text = escape(str(value), quote=False)
        return f"<{name}>{text}</{name}>\n" if xml else f"<{name}>{text}\n"

    body = "".join(
        f"<STMTTRN>{element('DTPOSTED', f'{day:%Y%m%d}120000[+7:WIB]')}{element('TRNAMT', amount)}"
        f"{element('FITID', reference)}{element('MEMO', memo)}</STMTTRN>\n"
        for day, amount, reference, memo in movements
    )
    balance = f"<LEDGERBAL>{element('BALAMT', closing)}{element('DTASOF', '20991231')}</LEDGERBAL>"
    account = f"{element('CURDEF', 'IDR')}<BANKACCTFROM>{element('ACCTID', '0881234567')}</BANKACCTFROM>"
    return f"<OFX><STMTRS>{account}<BANKTRANLIST>{body}</BANKTRANLIST>{balance}</STMTRS></OFX>"


@settings(max_examples=60)
@given(st.lists(MOVEMENTS, max_size=4), st.decimals(-(10**12), 10**12, allow_nan=False, places=2), st.booleans())
def test_what_was_written_is_read(movements: list[Movement], closing: Decimal, xml: bool) -> None:
    (read,) = read_ofx(written(movements, closing, xml=xml))

    assert [(one.day, one.amount, one.reference, one.memo) for one in read.lines] == movements
    assert read.closing == closing and read.opening == closing - sum((m[1] for m in movements), Decimal(0))
    assert (read.number, read.currency) == ("0881234567", "IDR")


@settings(max_examples=150)
@example("<STMTRS><STMTTRN><DTPOSTED>20260131<TRNAMT>NaN")
@example("<STMTRS><STMTTRN><DTPOSTED>20260230<TRNAMT>1")
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=12).map("".join))
def test_anything_else_is_a_statement_or_refused(text: str) -> None:
    try:
        read = read_ofx(text)
    except Refused as refused:
        assert refused.problems[0].message
    else:
        assert all(line.amount.is_finite() for one in read for line in one.lines)


@pytest.mark.parametrize("amount", ["Infinity", "1_000", "1.000.000,00", "١٢", "", "1e9", ".", "-,", "+"])
def test_an_amount_that_is_not_plain_is_refused(amount: str) -> None:
    with pytest.raises(Refused, match="TRNAMT"):
        read_ofx(f"<STMTRS><STMTTRN><DTPOSTED>20260131<TRNAMT>{amount}</STMTTRN></STMTRS>")


@pytest.mark.parametrize(("amount", "value"), [("-.50", "-0.5"), ("5.", "5"), ("+,25", "0.25"), ("-1,5", "-1.5"), ("+7", "7")])
def test_banks_leave_out_zeros_beside_the_point(amount: str, value: str) -> None:
    (read,) = read_ofx(f"<STMTRS><STMTTRN><DTPOSTED>20260131<TRNAMT>{amount}</STMTTRN></STMTRS>")

    assert [line.amount for line in read.lines] == [Decimal(value)]
