"""What was measured, as a table: figure, goal, whether it holds."""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "measurements.md"


@dataclass(frozen=True)
class Finding:
    """One figure. goal: in words; holds: None where there is no goal."""

    what: str
    figure: str
    goal: str = ""
    holds: bool | None = None
    note: str = ""


def at_least(what: str, ratio: float, goal: float, note: str = "") -> Finding:
    """A ratio that should not be smaller than the goal."""
    return Finding(what, f"{ratio:.2f}", f"≥ {goal:.2f}", ratio >= goal, note)


def at_most(what: str, figure: float, goal: float, unit: str = "", note: str = "") -> Finding:
    """A figure that should not be larger than the goal."""
    return Finding(what, f"{figure:.2f}{unit}", f"≤ {goal:g}{unit}", figure <= goal, note)


def table(findings: list[Finding]) -> str:
    """As Markdown."""
    lines = ["| work | measured | goal | holds | |", "|---|---|---|---|---|"]
    for f in findings:
        holds = "" if f.holds is None else "yes" if f.holds else "**no**"
        lines.append(f"| {f.what} | {f.figure} | {f.goal} | {holds} | {f.note} |")
    return "\n".join(lines)


def write_page(findings: list[Finding], machine: str) -> None:
    """Keep them in the documentation."""
    PAGE.write_text(
        "# Measurements\n\n"
        "Written by `make bench ARGS=--write`. Every ratio compares two ways in the same run on the same server, in alternating slices;\n"
        "*raw* is psycopg sending the same rows in five statements (begin, number, header, lines, commit) to tables without triggers.\n"
        "1.00 is as fast as raw. Absolute figures are this machine's and say little.\n\n"
        f"Machine: {machine}\n\n{table(findings)}\n"
    )
