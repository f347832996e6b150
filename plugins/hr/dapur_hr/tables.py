"""The tables of people and pay, as far as queries read them."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, MetaData, Numeric, SmallInteger, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import CHAR

metadata = MetaData(schema="hr")
_moment = DateTime(timezone=True)

employee = Table(
    "employee",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("number", Text),
    C("birth_date", Date),
    C("birth_place", Text),
    C("sex", CHAR(1)),
    C("religion", Text),
    C("nationality", CHAR(2)),
    C("version", Integer),
)
employment = Table(
    "employment",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("employee_id", BigInteger),
    C("first_day", Date),
    C("last_day", Date),
    C("end_reason", Text),
    C("end_note", Text),
    C("version", Integer),
)
contract = Table(
    "contract",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("employment_id", BigInteger),
    C("kind", Text),
    C("number", Text),
    C("first_day", Date),
    C("last_day", Date),
    C("probation_until", Date),
    C("version", Integer),
)
pay_component = Table(
    "pay_component",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("kind", Text),
    C("position", SmallInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
pay_fact = Table(
    "pay_fact",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("employment_id", BigInteger),
    C("component_id", BigInteger),
    C("amount", Numeric(20, 4)),
    C("from_day", Date),
    C("to_day", Date),
    C("reason", Text),
    C("known_from", _moment),
    C("known_to", _moment),
)
household_fact = Table(
    "household_fact",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("employee_id", BigInteger),
    C("is_married", Boolean),
    C("dependants", SmallInteger),
    C("spouse_has_no_income", Boolean),
    C("from_day", Date),
    C("to_day", Date),
    C("known_from", _moment),
    C("known_to", _moment),
)
