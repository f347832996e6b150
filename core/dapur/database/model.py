"""Base of mapped classes: `class Account(CompanyRow): __tablename__ = "account"; __table_args__ = {"schema": "accounting"}`."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Identity, MetaData, Numeric
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All mapped classes of all plugins share this metadata; each table names its schema."""

    metadata = MetaData()
    type_annotation_map = {int: BigInteger, Decimal: Numeric(20, 4), datetime: DateTime(timezone=True)}


class CompanyRow(Base):
    """A row of one company: primary key (company_id, id)."""

    __abstract__ = True

    company_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, sort_order=-1)
