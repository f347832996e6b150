"""A client of Dapur's API in one file, with nothing but Python: posts an entry once, however often it is run.

export DAPUR_URL=http://127.0.0.1:8000 DAPUR_COMPANY=warung DAPUR_TOKEN=dapur_…
python graphql_client.py 2026-03-02 1250000.50
"""

import json
import os
import sys
import urllib.error
import urllib.request
from decimal import Decimal
from typing import Any

ACCOUNTS = """
query Accounts {
  accountingJournals(filter: {status: ["open"]}) { nodes { id code } }
  accountingPostingAccounts(first: 2) { nodes { id code name } }
}
"""

POST_ENTRY = """
mutation Post($entry: AccountingPostEntryInput!, $key: String, $dryRun: Boolean! = false) {
  accountingPostEntry(input: $entry, idempotencyKey: $key, dryRun: $dryRun) {
    result { id number }
    problems { field code message }
    replayed
    wouldChange { table action rows }
  }
}
"""

TRIAL_BALANCE = """
query TrialBalance($first: Date!, $last: Date!) {
  accountingTrialBalanceReport(input: {first: $first, last: $last}) { title rows { key style cells } }
}
"""


class Refused(Exception):
    """Dapur said no; the message says why and what to do."""


class Dapur:
    """One company, seen with one token."""

    def __init__(self, url: str, company: str, token: str) -> None:
        self.address = f"{url.rstrip('/')}/{company}/graphql"
        self.token = token

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer. Raises Refused for what is wrong with the request as a whole."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        request = urllib.request.Request(self.address, body, headers)  # noqa: S310 - the address is the caller's own
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            found = json.load(error)
        if found.get("errors"):
            raise Refused("; ".join(f"{e['message']} ({e['extensions']['code']})" for e in found["errors"]))
        return dict(found["data"])

    def do(self, query: str, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation. Raises Refused with its problems, each at its field."""
        (payload,) = self.ask(query, **variables).values()
        if payload["problems"]:
            raise Refused("; ".join(f"{p['field'] or 'all'}: {p['message']} ({p['code']})" for p in payload["problems"]))
        return dict(payload)


def main(day: str, amount: Decimal) -> None:
    """Try an entry, post it, send it again, and look at the trial balance."""
    dapur = Dapur(os.environ["DAPUR_URL"], os.environ["DAPUR_COMPANY"], os.environ["DAPUR_TOKEN"])
    known = dapur.ask(ACCOUNTS)
    debit, credit = known["accountingPostingAccounts"]["nodes"]
    entry = {
        "journal": known["accountingJournals"]["nodes"][0]["id"],
        "date": day,
        "description": "From the till",
        "lines": [{"account": debit["id"], "debit": str(amount)}, {"account": credit["id"], "credit": str(amount)}],
    }

    tried = dapur.do(POST_ENTRY, entry=entry, dryRun=True)
    print("would change:", ", ".join(f"{c['table']} ({c['rows']})" for c in tried["wouldChange"]))

    key = f"till-{day}"  # the same for the same business fact, so that a repeat books nothing
    for _attempt in range(2):
        posted = dapur.do(POST_ENTRY, entry=entry, key=key)
        print("posted:", posted["result"]["number"], "again" if posted["replayed"] else "now")

    report = dapur.ask(TRIAL_BALANCE, first=f"{day[:4]}-01-01", last=f"{day[:4]}-12-31")["accountingTrialBalanceReport"]
    for row in report["rows"]:
        cells = row["cells"]
        print(f"{cells['code'] or '':<12} {cells['account'] or '':<40} {Decimal(cells['closing'] or 0):>20,.2f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Give a day and an amount: graphql_client.py 2026-03-02 1250000.50")
    try:
        main(sys.argv[1], Decimal(sys.argv[2]))
    except Refused as refused:
        sys.exit(f"Refused: {refused}")
