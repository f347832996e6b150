"""The scan field of a form: the codes go into the page, so that a scan waits for nothing and works without a connection."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dapur.contract import FormPage, Scan, ScanCode, ScanCommand
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.gate import Visitor

COMMANDS = {ScanCommand.AS_EXPECTED: "all", ScanCommand.FINISH: "finish", ScanCommand.UNDO: "undo"}


async def scan_view(visitor: Visitor, page: FormPage, parameters: Mapping[str, str], *, fresh: bool) -> views.ScanView | None:
    """The page's scan field, if it has one. fresh: its lines say what is expected, and nothing was counted yet."""
    scan = page.scan
    if scan is None:
        return None
    known = await scan.codes(visitor.reader, dict(parameters))
    has_expected = any(code.expected is not None for code in known)
    return views.ScanView(
        page.grid,
        scan.field,
        scan.quantity,
        _told(visitor, known),
        fresh and has_expected,
        _learn_address(visitor, scan),
        translate(scan.as_expected, visitor.language) if has_expected else "",
        _sheet_address(visitor, scan),
    )


def _told(visitor: Visitor, known: Sequence[ScanCode]) -> dict[str, Any]:
    """As the script reads it: things (lines that a code may stand for), and by code its thing and how much a scan adds."""
    things: list[dict[str, Any]] = []
    places: dict[int, int] = {}
    codes: dict[str, Any] = {str(command).lower(): {"does": does} for command, does in COMMANDS.items()}
    meanings: dict[str, dict[str, Any]] = {}
    for code in known:
        if code.opens:
            codes[code.code.lower()] = {"opens": f"{visitor.base}/{code.opens}", "text": code.text}
            continue
        if code.value not in places:
            places[code.value] = len(things)
            things.append(_thing(code))
        place, adds = places[code.value], _plain(code.adds)
        if code.code:
            codes[code.code.lower()] = {"thing": place, "adds": adds}
        if code.means:
            meanings.setdefault(code.text, {"text": code.text, "thing": place, "adds": adds, "means": dict(code.means)})
    return {"codes": codes, "things": things, "meanings": list(meanings.values())}


def _thing(code: ScanCode) -> dict[str, Any]:
    return {
        "value": code.value,
        "text": code.text,
        "expected": _plain(code.expected),
        "most": _plain(code.most),
        "fills": {column: [value, words] for column, (value, words) in code.fills.items()},
    }


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount.normalize() + Decimal(0), "f")


def _learn_address(visitor: Visitor, scan: Scan) -> str:
    """Where an unknown code is told what it is; empty for somebody who may not."""
    if scan.learn is None or not visitor.scope.may(scan.learn.permission):
        return ""
    plugin, _dot, short = scan.learn.name.partition(".")
    return f"{visitor.base}/{plugin}/do/{short}"


def _sheet_address(visitor: Visitor, scan: Scan) -> str:
    sheet = scan.commands
    if sheet is None or not visitor.scope.may(sheet.permission):
        return ""
    return f"{visitor.base}/{sheet.plugin}/documents/{sheet.name.partition('.')[2]}"
