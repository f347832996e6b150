"""Numbers and amounts in words, as receipts, letters and cheques write them, in Indonesian and English.

Indonesian: Ejaan Bahasa Indonesia yang Disempurnakan, edition V (Badan Bahasa 0424/I/BS.00.01/2022): seratus and seribu
wherever a one stands before hundred or thousand, but "satu juta". num2words 0.5.14 writes "satu ribu" in numbers above
10^11, which is why this is written here.
"""

from collections.abc import Callable
from decimal import Decimal

_ID = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
).split()
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {
    "id": ("", "ribu", "juta", "miliar", "triliun", "kuadriliun"),
    "en": ("", "thousand", "million", "billion", "trillion", "quadrillion"),
}
MOST = 10**18 - 1
"""The largest number that has words here."""

# Currency: (one, several, one hundredth, several hundredths) by language.
_CURRENCIES = {
    "id": {
        "IDR": ("rupiah", "rupiah", "sen", "sen"),
        "USD": ("dolar Amerika Serikat", "dolar Amerika Serikat", "sen", "sen"),
        "SGD": ("dolar Singapura", "dolar Singapura", "sen", "sen"),
        "AUD": ("dolar Australia", "dolar Australia", "sen", "sen"),
        "MYR": ("ringgit Malaysia", "ringgit Malaysia", "sen", "sen"),
        "EUR": ("euro", "euro", "sen", "sen"),
        "GBP": ("pound sterling", "pound sterling", "penny", "penny"),
        "JPY": ("yen", "yen", "sen", "sen"),
        "CNY": ("yuan", "yuan", "fen", "fen"),
        "THB": ("baht", "baht", "satang", "satang"),
    },
    "en": {
        "IDR": ("rupiah", "rupiah", "sen", "sen"),
        "USD": ("US dollar", "US dollars", "cent", "cents"),
        "SGD": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
        "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"),
        "MYR": ("Malaysian ringgit", "Malaysian ringgit", "sen", "sen"),
        "EUR": ("euro", "euros", "cent", "cents"),
        "GBP": ("pound sterling", "pounds sterling", "penny", "pence"),
        "JPY": ("yen", "yen", "sen", "sen"),
        "CNY": ("yuan", "yuan", "fen", "fen"),
        "THB": ("baht", "baht", "satang", "satang"),
    },
}


def number_in_words(number: int, language: str) -> str:
    """`1945` as "seribu sembilan ratus empat puluh lima". Raises ValueError beyond MOST."""
    if abs(number) > MOST:
        raise ValueError(f"no words for {number}")
    language = "id" if language == "id" else "en"
    words = _of_groups(abs(number), language)
    return f"minus {words}" if number < 0 else words


def money_in_words(amount: Decimal | int, currency: str, language: str) -> str:
    """An amount with its currency, hundredths where there are any; what is finer is refused with ValueError."""
    hundredths = Decimal(amount) * 100
    if hundredths != int(hundredths):
        raise ValueError(f"{amount} has parts finer than a hundredth")
    language = "id" if language == "id" else "en"
    whole, rest = divmod(abs(int(hundredths)), 100)
    names = _CURRENCIES[language].get(currency)
    words = number_in_words(whole, language)
    if names is None:
        words += f" {currency}" + (f" {rest}/100" if rest else "")
    else:
        words += f" {names[0] if whole == 1 else names[1]}"
        words += f" {number_in_words(rest, language)} {names[2] if rest == 1 else names[3]}" if rest else ""
    return f"minus {words}" if amount < 0 else words


def _of_groups(number: int, language: str) -> str:
    if number == 0:
        return _ID[0] if language == "id" else _EN[0]
    small, scales = (_indonesian, _SCALES["id"]) if language == "id" else (_english, _SCALES["en"])
    found = []
    for place in range(len(scales) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group:
            found.append(_group(group, scales[place], small))
    return " ".join(found)


def _group(group: int, scale: str, small: Callable[[int], str]) -> str:
    if scale == "ribu" and group == 1:
        return "seribu"
    return f"{small(group)} {scale}".rstrip()


def _indonesian(number: int) -> str:
    """1 to 999."""
    if number < 12:
        return _ID[number]
    if number < 20:
        return f"{_ID[number - 10]} belas"
    if number < 100:
        return _joined(f"{_ID[number // 10]} puluh", number % 10, _indonesian)
    head = "seratus" if number < 200 else f"{_ID[number // 100]} ratus"
    return _joined(head, number % 100, _indonesian)


def _english(number: int) -> str:
    """1 to 999."""
    if number < 20:
        return _EN[number]
    if number < 100:
        tens = _EN_TENS[number // 10]
        return f"{tens}-{_EN[number % 10]}" if number % 10 else tens
    return _joined(f"{_EN[number // 100]} hundred", number % 100, _english)


def _joined(head: str, rest: int, small: Callable[[int], str]) -> str:
    return f"{head} {small(rest)}" if rest else head
