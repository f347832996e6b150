"""Which language the caller wants to read."""

from dapur.language.catalogue import LANGUAGES


def preferred(header: str) -> str:
    """The first of our languages by weight in an Accept-Language header, or ""."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _sep, weight = part.strip().partition(";")
        language = tag.strip().partition("-")[0].lower()
        if language in LANGUAGES and (rank := _weight(weight)) > 0:
            wanted.append((-rank, place, language))
    return min(wanted)[2] if wanted else ""


def _weight(text: str) -> float:
    name, _sep, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
