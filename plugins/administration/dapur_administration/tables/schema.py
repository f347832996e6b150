"""Where the tables of administration live."""

from sqlalchemy import MetaData

metadata = MetaData(schema="administration")
