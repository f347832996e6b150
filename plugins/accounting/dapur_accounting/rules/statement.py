"""Where accounts stand in the income statement."""

PLACES = {
    "other_income": "other",
    "other_expense": "other",
    "finance_cost": "other",
    "cost_of_sales": "cost",
    "income_tax": "tax",
}
"""Section by subtype; other income is revenue, other expenses are operating."""


def section_of(kind: str, subtype: str) -> str:
    """The section of an account of this type, "" for accounts of the balance sheet."""
    if kind == "income":
        return PLACES.get(subtype, "revenue")
    return PLACES.get(subtype, "operating") if kind == "expense" else ""
