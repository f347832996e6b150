"""`dapur audit`, `dapur translations`, `dapur graphql`, `dapur database`."""

import argparse
import sys
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    audit = verbs.add_parser("audit", help="the audit log: seal, verify").add_subparsers(metavar="VERB", required=True)
    verify = audit.add_parser("verify", help="check every seal; names what was changed, deleted or cut")
    verify.add_argument(
        "--heads", metavar="FILE", help="what `dapur audit seal` printed earlier, kept elsewhere: finds a cut tail"
    )
    verify.set_defaults(run=_verify)
    audit.add_parser("seal", help="seal what is committed, and print each company's head").set_defaults(run=_seal)
    words = verbs.add_parser("translations", help="texts: check, extract").add_subparsers(metavar="VERB", required=True)
    words.add_parser("check", help="fail on an untranslated or unfitting text").set_defaults(run=_check_words)
    words.add_parser("extract", help="add new texts to the catalogues, drop old ones").set_defaults(run=_extract_words)
    graphql = verbs.add_parser("graphql", help="the API: sdl").add_subparsers(metavar="VERB", required=True)
    graphql.add_parser("sdl", help="print the schema with every installed plugin on").set_defaults(run=_sdl)
    database = verbs.add_parser("database", help="the database: roles").add_subparsers(metavar="VERB", required=True)
    database.add_parser("roles", help="print the SQL that makes the roles on a server of your own").set_defaults(run=_roles)


def _verify(given: argparse.Namespace) -> int:
    from pathlib import Path

    from dapur.audit.seals import read_heads, verify_all
    from dapur.cli.rooms import with_house

    heads = read_heads(_read(Path(given.heads))) if given.heads else []
    findings = with_house(lambda house: verify_all(house, heads))
    for finding in findings.problems:
        print(finding, file=sys.stderr)
    print(findings.summary)
    return 1 if findings.problems else 0


def _read(path: Any) -> str:
    from dapur.contract import NotFound

    try:
        return str(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{path} cannot be read: {error}") from None


def _seal(given: argparse.Namespace) -> int:
    from dapur.audit.seals import seal_all
    from dapur.cli.rooms import with_house

    for line in with_house(seal_all):
        print(line)
    return 0


def _packages() -> list[str]:
    from dapur.plugins.registry import discover

    return list(discover().packages)


def _check_words(given: argparse.Namespace) -> int:
    from dapur.language.check import clashes, missing

    packages = _packages()
    problems = [p for package in packages for p in missing(package)] + list(clashes(packages))
    for problem in problems:
        print(f"{problem.field}: {problem.message}", file=sys.stderr)
    print(f"{len(packages)} packages, {len(problems)} problems.")
    return 1 if problems else 0


def _extract_words(given: argparse.Namespace) -> int:
    from dapur.language.check import extract

    for package in _packages():
        print(package, extract(package))
    return 0


def _sdl(given: argparse.Namespace) -> int:
    from dapur.graphql.schema import sdl
    from dapur.plugins.registry import discover

    registry = discover()
    print(sdl(registry, frozenset(registry.names)))
    return 0


def _roles(given: argparse.Namespace) -> int:
    import secrets

    from dapur.database.embedded import roles_sql

    print(roles_sql(secrets.token_urlsafe(18), secrets.token_urlsafe(18)))
    return 0
