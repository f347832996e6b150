"""How declared names are spelt in the API: `accounting.post_entry` is `accountingPostEntry`."""

from functools import lru_cache


@lru_cache(maxsize=8192)
def camel(name: str) -> str:
    """`last_opened_at` as `lastOpenedAt`."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def pascal(name: str) -> str:
    """`post_entry` as `PostEntry`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def field_of(name: str) -> str:
    """The API's field for a declared `plugin.name`."""
    return camel(name.replace(".", "_"))


def type_of(name: str) -> str:
    """The beginning of the type names for a declared `plugin.name`."""
    return pascal(name.replace(".", "_"))


def path_of(field: str) -> str:
    """A problem's path as the caller wrote it: `lines.2.due_date` as `lines.2.dueDate`."""
    return ".".join(camel(step) for step in field.split(".")) if field else ""
