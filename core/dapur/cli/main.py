"""The command `dapur`: a thin door; each verb imports only what it needs, so that help is instant."""

import argparse
import sys
from collections.abc import Sequence

from dapur.contract.errors import DapurError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code. What is wrong is said in one sentence."""
    parser = make_parser()
    given = parser.parse_args(arguments)
    if not hasattr(given, "run"):
        parser.print_help()
        return 2
    try:
        return int(given.run(given) or 0)
    except KeyboardInterrupt:
        return 130
    except DapurError as refused:
        for problem in refused.problems:
            print(f"dapur: {problem.field + ': ' if problem.field else ''}{problem.message} ({problem.code})", file=sys.stderr)
        return 1
    except Exception as error:
        if type(error).__name__ in ("EnvironmentMistake", "EmbeddedError", "MigrationError", "PluginError", "ServeError"):
            print(f"dapur: {error}", file=sys.stderr)
            return 1
        raise


def make_parser() -> argparse.ArgumentParser:
    """All verbs. The documentation's reference is made from it."""
    from dapur.cli import api, books, companies, maintenance, people, plugins, serving

    parser = argparse.ArgumentParser(prog="dapur", description="Dapur, the back office.")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    for room in (serving, people, companies, plugins, books, api, maintenance):
        room.add_verbs(verbs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
