"""The address that leads from one company to another."""

from urllib.parse import urlencode


def switch_address(code: str, plugin: str, path: str) -> str:
    """Where the menu of companies leads for this company."""
    if plugin in ("", "core"):
        return f"/{code}/"
    return f"/{code}/_switch?{urlencode({'to': f'{plugin}/{path}'})}"
