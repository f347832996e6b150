"""The type of an account by the first part of its name, for books that do not say it."""

from dapur.contract import Refused, _

WORDS = {
    "asset": ("asset", "assets", "aset", "aktiva", "harta"),
    "liability": ("liability", "liabilities", "liabilitas", "kewajiban", "utang", "hutang", "debts"),
    "equity": ("equity", "ekuitas", "modal"),
    "income": ("income", "incomes", "revenue", "revenues", "pendapatan"),
    "expense": ("expense", "expenses", "beban", "biaya"),
}
_TYPE = {word: kind for kind, words in WORDS.items() for word in words}


def type_of_name(name: str) -> str:
    """asset, liability, equity, income or expense. Raises Refused when the name does not tell."""
    first = name.strip().partition(":")[0].casefold()
    kind = _TYPE.get(first)
    if kind is None:
        text = _("{account} does not say its type. Begin it with Assets, Liabilities, Equity, Income or Expenses.")
        raise Refused("TYPE_MISSING", text.fill(account=name), field="file")
    return kind
