"""Numbers and money, as people write and read them: 1.250.000,50 in Indonesian, 1,250,000.50 in English.

Written by hand because list pages format thousands of cells; a test holds them equal to Babel.
Sources: EYD V (Rp without a space), UX LG-5, L4, L5, FV-9.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dapur.contract.words import Text, _
from dapur.language.unclear import Unclear

MOST_DIGITS = 29
"""Longest number that is read; PostgreSQL and Decimal hold more, no business figure does."""

# ISO 4217 minor units other than two. IDR has two by law, but shows sen only where they exist (LG-5).
_DECIMALS = dict.fromkeys(
    ["BIF", "CLP", "DJF", "GNF", "IDR", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"], 0
) | dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3)

_SCALES = {"id": ((12, " triliun"), (9, " miliar"), (6, " juta")), "en": ((12, " tn"), (9, " bn"), (6, " m"))}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217 code): as a value of a Text it is shown with both."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return format_money(self.amount, self.currency, currency_decimals(self.currency), "en", bare=False)


def currency_decimals(currency: str) -> int:
    """How many decimals amounts of this currency always show (IDR: 0, sen appear where they exist)."""
    return _DECIMALS.get(currency, 2)


def _digits(value: Decimal | int, least: int, most_significant: bool) -> str:
    """`1,250,000.50` with at least `least` decimals; further zeros are dropped, further digits never."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    whole, _point, fraction = text.partition(".")
    if len(fraction) != least:
        fraction = fraction.rstrip("0")
        if len(fraction) < least:
            fraction = fraction.ljust(least, "0")
        elif most_significant and len(fraction) == 1 and least == 0:
            fraction += "0"  # half a rupiah is 0,50: money never shows a single decimal
    if whole[0] == "-" and not value:
        whole = whole[1:]
    return f"{whole}.{fraction}" if fraction else whole


def _localised(text: str, language: str) -> str:
    if language != "id":
        return text
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def format_number(value: Decimal | int, language: str, decimals: int | None = None) -> str:
    """A number for a reader. `decimals`: exactly so many, rounded half up; None: as many as it needs."""
    if decimals is not None and isinstance(value, Decimal):
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _localised(_digits(value, decimals or 0, False), language)


def format_size(size: int, language: str) -> str:
    """What a file weighs, from its bytes: "1 KB" at least, "1,2 MB" from a megabyte (1024 × 1024) on."""
    if size < 1024 * 1024:
        return f"{format_number(max(Decimal(1), Decimal(size) / 1024), language, 0)} KB"
    return f"{format_number(Decimal(size) / 1024 / 1024, language, 1)} MB"


def format_money(amount: Decimal | int, currency: str, decimals: int, language: str, bare: bool = True) -> str:
    """An amount for a reader: `1.250.000,50` bare, `Rp1.250.000` or `USD 1.250,00` with its currency.

    `decimals` is the least shown; an amount with more is shown whole, since money is never rounded
    by showing it.
    """
    text = _localised(_digits(amount, decimals, True), language)
    return text if bare else _with_currency(text, currency, language)


def _with_currency(text: str, currency: str, language: str) -> str:
    sign = "-" if text[0] == "-" else ""
    mark = "Rp" if currency == "IDR" and language == "id" else f"{currency} "
    return f"{sign}{mark}{text[len(sign) :]}"


def compact_money(amount: Decimal | int, currency: str, language: str) -> str:
    """Three significant digits for a card: `Rp1,84 miliar`, `IDR 1.84 bn`; whole below a million.

    Rounded half up. The full amount belongs in the accessible name.
    """
    value = Decimal(amount)
    for power, word in _SCALES["id" if language == "id" else "en"]:
        # 999,600,000 rounds up into the next scale, so that limit lies half a digit lower.
        slack = 0 if power == 6 else Decimal(5).scaleb(power - 4)
        if abs(value) >= Decimal(1).scaleb(power) - slack:
            scaled = value.scaleb(-power)
            room = max(0, 3 - max(1, scaled.adjusted() + 1))
            rounded = scaled.quantize(Decimal(1).scaleb(-room), ROUND_HALF_UP)
            return _with_currency(_localised(_digits(rounded, 0, False), language), currency, language) + word
    return format_money(value, currency, currency_decimals(currency), language, bare=False)


def _patterns(group: str, point: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    g, p = re.escape(group), re.escape(point)
    clear = re.compile(rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{g}[0-9]{{3}})+)?(?:{p}[0-9]+)?", re.ASCII)
    ungrouped = re.compile(rf"[0-9]+{g}[0-9]+", re.ASCII)
    return clear, ungrouped


_READING = {"id": (".", ",", *_patterns(".", ",")), "en": (",", ".", *_patterns(",", "."))}
_MARKS = {"IDR": ("Rp", "IDR")}


def parse_number(text: str, language: str, currency: str = "IDR") -> Decimal:
    """The number that was typed. Raises Unclear: a group that is not of three digits is never guessed at.

    A sign in front and the currency's own mark are understood ("Rp 1.500.000,00"). Only the digits
    0-9 count; exponents, NaN, infinity and thirty digits or more are refused.
    """
    group, point, clear, ungrouped = _READING["id" if language == "id" else "en"]
    bare = text.replace("\u00a0", " ").replace("\u2212", "-").strip()
    negative = bare.startswith("-")
    bare = bare[1:].lstrip() if bare[:1] in ("-", "+") else bare
    for mark in _MARKS.get(currency, (currency,)):
        if mark and bare[: len(mark)].casefold() == mark.casefold():
            bare = bare[len(mark) :].lstrip(" ")
            break
    if not negative and bare.startswith("-"):
        negative, bare = True, bare[1:]
    if not bare or not clear.fullmatch(bare):
        raise _unclear(text, bare, group, point, language, ungrouped)
    plain = bare.replace(group, "").replace(point, ".")
    if len(plain) > MOST_DIGITS:
        raise Unclear("NUMBER_TOO_LONG", _("This number has more than {digits} digits. Shorten it.").fill(digits=MOST_DIGITS))
    number = Decimal(plain)
    return -number if negative and number else number


def _unclear(text: str, bare: str, group: str, point: str, language: str, ungrouped: re.Pattern[str]) -> Unclear:
    shown = text if len(text) <= 40 else text[:39] + "…"
    if ungrouped.fullmatch(bare):
        whole, _group, rest = bare.partition(group)
        if len(rest) <= 3 and len(whole) <= 3:
            thousands = int(whole + rest.ljust(3, "0"))
            words: Text = _('"{text}" is not clear. Write {whole} for a whole number, or {fraction} for a fraction.')
            return Unclear(
                "NUMBER_NOT_CLEAR",
                words.fill(text=shown, whole=f"{thousands:,}".replace(",", group), fraction=f"{whole}{point}{rest}"),
            )
    example = _localised("1,250,000.50", language)
    return Unclear("NOT_A_NUMBER", _('"{text}" is not a number. Write it like {example}.').fill(text=shown, example=example))
