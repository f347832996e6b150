"""Two months of a company that learns, made only through operations."""

from typing import Any


async def fill(stage: Any) -> None:
    """Filled by the departments' order: people and positions are there already."""
