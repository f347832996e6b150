"""Amounts in words and as text, by the core's language room."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dapur.language.numbers import format_money
from dapur.language.spelled import money_in_words
from tests.cases.kinds import Bench, Kinds


async def words(_bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """Rupiah in words; as a title with a capital letter."""
    text = money_in_words(Decimal(str(given["amount"])), "IDR", "id")
    return {"text": text, "title": text[:1].upper() + text[1:]}


async def money_text(_bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """Rupiah with its mark, with so many decimals (documents round half up)."""
    step = Decimal(1).scaleb(-given["decimals"])
    amount = Decimal(str(given["amount"])).quantize(step, ROUND_HALF_UP)
    return {"text": format_money(amount, "IDR", given["decimals"], "id", bare=False)}


KINDS: Kinds = {"words": words, "money_text": money_text}
