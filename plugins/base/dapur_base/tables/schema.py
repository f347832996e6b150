"""Where the tables of base live."""

from sqlalchemy import MetaData

metadata = MetaData(schema="base")
