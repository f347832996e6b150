"""What a company says of itself: its name, and what stands at the head of its papers."""

from dapur.contract import Form, GraphQLFigure, Result
from dapur.documents.letterhead import ADDRESS, EMAIL, PHONE, TAX_NUMBER
from dapur.queries.reader import Reader


class CompanyFacts(Result):
    """Empty where the company has not said it. The currency is that of its books."""

    name: str
    address: str
    tax_number: str
    phone: str
    email: str
    currency: str


async def read_facts(reader: Reader, _asked: Form) -> CompanyFacts:
    """From the company and its settings."""
    company = reader.company
    address, tax_number, phone, email = (str(reader.house.setting(company, name)) for name in (ADDRESS, TAX_NUMBER, PHONE, EMAIL))
    return CompanyFacts(
        name=company.name, address=address, tax_number=tax_number, phone=phone, email=email, currency=company.currency
    )


COMPANY_FACTS = GraphQLFigure(
    "core.company", "core.settings.read", Form, CompanyFacts, read_facts, "The company's name, address, numbers and currency."
)
