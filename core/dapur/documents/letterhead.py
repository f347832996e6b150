"""The head of every paper: the company's name, address and numbers, from its settings."""

from typing import TYPE_CHECKING, Any

from dapur.contract import _
from dapur.language.catalogue import translate

if TYPE_CHECKING:
    from dapur.queries.reader import Reader

ADDRESS, TAX_NUMBER, PHONE, EMAIL = "core.address", "core.tax_number", "core.phone", "core.email"
NAMED = ((_("Tax number"), TAX_NUMBER), (_("Phone"), PHONE), (_("E-mail"), EMAIL))


def paper_head(reader: "Reader", language: str) -> dict[str, Any]:
    """What a paper's data says of the company: `company`, its name, and `letterhead`, drawn by the template `paper`."""

    def setting(name: str) -> str:
        return str(reader.house.setting(reader.company, name))

    numbers = [f"{translate(title, language)} {number}" for title, name in NAMED if (number := setting(name))]
    return {"company": reader.company.name, "letterhead": {"address": setting(ADDRESS), "numbers": " · ".join(numbers)}}
