"""What docs/graphql.md and its client promise, run as they stand against a real server."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from dapur.testing.databases import drop_database
from tests.serving import Installation, empty_database

DOCS = Path(__file__).parents[3] / "docs"
COMPANY = "warung"


@pytest.fixture(scope="module")
def shop() -> Iterator[dict[str, str]]:
    """A running server and a token for it, as environment."""
    database = empty_database(f"dapur_graphql_{os.getpid()}")
    installed = Installation(Path(sys.executable), database)
    installed.begin(COMPANY, "accounting")
    made = json.loads(installed.run("do", COMPANY, "core.create_token", "name=Till", 'scopes=["*"]'))
    with installed.serve() as server:
        yield {"DAPUR_URL": server.url, "DAPUR_COMPANY": COMPANY, "DAPUR_TOKEN": made["token"]}
    drop_database(database)


def run(shop: dict[str, str], *command: str, **more: str) -> str:
    done = subprocess.run(command, env={**os.environ, **shop, **more}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_client_of_the_documentation_posts_once_and_reads_the_trial_balance(shop: dict[str, str]) -> None:
    client = str(DOCS / "examples" / "graphql_client.py")

    first = run(shop, sys.executable, client, "2026-03-02", "1250000").splitlines()
    again = run(shop, sys.executable, client, "2026-03-02", "1250000").splitlines()

    assert first[0].startswith("would change: accounting.")
    assert first[1].endswith(" now")
    assert first[2] == first[1].replace(" now", " again")
    assert again[1:] == [first[2], first[2], *first[3:]]
    assert any("1,250,000.00" in line for line in first)


def test_the_client_says_what_was_refused(shop: dict[str, str]) -> None:
    client = str(DOCS / "examples" / "graphql_client.py")
    done = subprocess.run(
        [sys.executable, client, "2026-02-31", "1"], env={**os.environ, **shop}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "date: " in done.stderr
    assert "NOT_A_DATE" in done.stderr


def test_the_commands_of_the_documentation_run_as_they_stand(shop: dict[str, str]) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / "graphql.md").read_text("utf-8"), re.S)
    answers = run(
        shop, "bash", "-c", "".join(re.sub(r"(?m)^(ask .*)$", r"\1; echo", b) for b in blocks), **_ids(shop)
    ).splitlines()
    page, tried, posted, again, balance = (json.loads(a)["data"] for a in answers)

    assert len(page["accountingPostingAccounts"]["nodes"]) == 2
    assert tried["accountingPostEntry"]["wouldChange"]
    assert posted["accountingPostEntry"]["problems"] == []
    assert (posted["accountingPostEntry"]["replayed"], again["accountingPostEntry"]["replayed"]) == (False, True)
    assert again["accountingPostEntry"]["result"] == posted["accountingPostEntry"]["result"]
    debits = [Decimal(r["cells"]["debit"] or 0) for r in balance["accountingTrialBalanceReport"]["rows"]]
    assert max(debits) >= 1_250_000


def _ids(shop: dict[str, str]) -> dict[str, str]:
    query = "{ accountingJournals(first: 1) { nodes { id } } accountingPostingAccounts(first: 2) { nodes { id } } }"
    answer = httpx.post(
        f"{shop['DAPUR_URL']}/{COMPANY}/graphql",
        json={"query": query},
        headers={"Authorization": f"Bearer {shop['DAPUR_TOKEN']}"},
    ).json()["data"]
    cash, sales = answer["accountingPostingAccounts"]["nodes"]
    return {"JOURNAL": str(answer["accountingJournals"]["nodes"][0]["id"]), "CASH": str(cash["id"]), "SALES": str(sales["id"])}
