"""The risk matrix: likelihood up, impact across, in each field the risks that are left there today; drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from dapur.contract import Words, _
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader
from dapur_administration.controls import Risk, bands_of, risks
from dapur_administration.rules.risks import Band, Score
from dapur_administration.settings import RISK_SCALE

SIDE, EDGE, ROOM = 56, 40, 3
FILLS: dict[Band, str] = {"low": "#d7efdc", "medium": "#fbf0c4", "high": "#fbd9c0", "extreme": "#f6c3c3"}
BANDS: dict[Band, Words] = {"low": _("Low"), "medium": _("Medium"), "high": _("High"), "extreme": _("Extreme")}


@dataclass(frozen=True, slots=True)
class Field:
    """A square of the drawing. codes: the risks in it, as many as fit; more: how many others."""

    x: int
    y: int
    fill: str
    score: int
    codes: Sequence[tuple[int, int, str]]
    more: str


@dataclass(frozen=True, slots=True)
class Line:
    """A risk in words beside the drawing."""

    id: int
    code: str
    name: str
    before: int
    left: int
    band: str
    tone: str
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The page."""

    size: int
    side: int
    fields: Sequence[Field]
    steps: Sequence[tuple[int, int]]
    lines: Sequence[Line]
    appetite: int
    above: int
    sentence: str


TONES: dict[Band, str] = {"low": "green", "medium": "yellow", "high": "red", "extreme": "red"}


async def matrix(reader: Reader, _parameters: dict[str, str]) -> Matrix:
    """Today's matrix."""
    bands, scale = bands_of(reader), int(reader.house.setting(reader.company, RISK_SCALE))
    found = sorted(await risks(reader), key=lambda risk: (-risk.residual_on(reader.today).score, risk.code))
    left = {risk.id: risk.residual_on(reader.today) for risk in found}
    fields = [
        _field(bands.of(l * i), l, i, scale, [risk for risk in found if left[risk.id] == Score(l, i)])
        for l in range(1, scale + 1)
        for i in range(1, scale + 1)
    ]
    language = reader.scope.language
    lines = []
    for risk in found:
        score = left[risk.id].score
        band = bands.of(score)
        words = translate(BANDS[band], language)
        kept = risk.standing_on(reader.today, bands.appetite) != "above"
        lines.append(Line(risk.id, risk.code, risk.name, risk.inherent.score, score, words, TONES[band], kept))
    above = sum(not line.is_accepted for line in lines)
    sentence = _("{count} risks, {above} above what is accepted ({appetite}).")
    told = translate(sentence.fill(count=len(lines), above=above, appetite=bands.appetite), language)
    steps = [(step, EDGE + (step - 1) * SIDE + SIDE // 2) for step in range(1, scale + 1)]
    return Matrix(EDGE + scale * SIDE, SIDE, fields, steps, lines, bands.appetite, above, told)


def _field(band: Band, likelihood: int, impact: int, scale: int, here: Sequence[Risk]) -> Field:
    x, y = EDGE + (impact - 1) * SIDE, (scale - likelihood) * SIDE
    codes = [(x + SIDE // 2, y + 32 + 15 * n, risk.code[:12]) for n, risk in enumerate(here[: ROOM - 1])]
    more = f"+{len(here) - len(codes)}" if len(here) > len(codes) else ""
    return Field(x, y, FILLS[band], likelihood * impact, codes, more)
