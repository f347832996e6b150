"""Vehicles and trips as rows."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from dapur.database.model import CompanyRow


class Vehicle(CompanyRow):
    """A vehicle of the company."""

    __tablename__ = "vehicle"
    __table_args__ = {"schema": "fleet"}

    plate: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    first_km: Mapped[int]
    odometer_km: Mapped[int]
    serviced_km: Mapped[int]
    is_due: Mapped[bool]
    status: Mapped[str]
    version: Mapped[int]


class Trip(CompanyRow):
    """A trip of a vehicle, planned or finished."""

    __tablename__ = "trip"
    __table_args__ = {"schema": "fleet"}

    vehicle_id: Mapped[int]
    driver_id: Mapped[int]
    day: Mapped[date]
    destination: Mapped[str]
    status: Mapped[str]
    distance_km: Mapped[int | None]
    cost: Mapped[Decimal | None]
    entry_number: Mapped[str]
    version: Mapped[int]
