"""Orders, deliveries, returns, transfers, counts."""

from typing import Any

STEPS: dict[str, Any] = {}
CHECKS: dict[str, Any] = {}
