"""The number of a document is taken last, and what has expired is held back: what 0002 says today, where it ran in its first form."""

from importlib.resources import files

import psycopg

BELONG_TO_A_DOCUMENT = ("move", "revaluation", "service", "booking")
FIRST_FORMS = (
    "logistics.post_document(bigint, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb)",
    "logistics.hold_stock(bigint, bigint[], bigint[])",
)


def migrate(connection: psycopg.Connection) -> None:
    """Nothing is left to do where 0002 ran as it stands."""
    if connection.execute("select to_regprocedure(%s) is null", (FIRST_FORMS[1],)).fetchone() == (True,):
        return
    for table in BELONG_TO_A_DOCUMENT:
        key = f"{table}_company_id_document_id_fkey"
        connection.execute(f"alter table logistics.{table} alter constraint {key} deferrable initially deferred".encode())
    text = files(__package__).joinpath("0002_stock.sql").read_text("utf-8")
    for function in FIRST_FORMS:
        connection.execute(f"drop function {function}".encode())
        head = f"create function {function.partition('(')[0]}("
        body, end, _rest = text[text.index(head) :].partition("\nend $$;")
        connection.execute((body + end).encode())
