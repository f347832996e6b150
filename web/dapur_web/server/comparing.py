"""Two people, one row: what was there, what the other saved, what was typed here."""

import json
from collections.abc import Mapping
from typing import Any

from dapur.contract import Form
from dapur_web import views
from dapur_web.server.fields import kind_of, look_of, show_value
from dapur_web.server.gate import Visitor
from dapur_web.server.references import text_of_reference
from dapur_web.views.fields import field_id

SKIPPED = frozenset({"hidden", "lines", "file", "password"})


def shown_values(visitor: Visitor, form: type[Form], values: Mapping[str, Any]) -> str:
    """The row's values as they stood in the fields when the form was opened, for the form to bring back (JSON)."""
    return json.dumps(_texts(visitor, form, values), ensure_ascii=False)


async def compared(
    visitor: Visitor, form: type[Form], theirs: Mapping[str, Any], posted: Mapping[str, Any]
) -> tuple[dict[str, Any], list[views.TheirsView]]:
    """What to type into the form again, and the fields that both changed.

    A field that only one of the two changed takes that one's value.
    """
    was, saved = _read(str(posted.get("_was", ""))), _texts(visitor, form, theirs)
    merged, changed = dict(posted), []
    for name, other in saved.items():
        mine = _plain(posted.get(name, ""))
        if mine == other or other == was.get(name):
            continue
        if mine == was.get(name):
            merged[name] = other
            merged.pop(f"{name}~", None)
            continue
        changed.append(await _view(visitor, form, name, other, mine))
    # From now on theirs is what was there.
    merged["_was"] = json.dumps(saved, ensure_ascii=False)
    return merged, changed


async def _view(visitor: Visitor, form: type[Form], name: str, theirs: str, mine: str) -> views.TheirsView:
    look = look_of(name, form.model_fields[name])
    if look.reference:
        theirs, mine = [await text_of_reference(visitor, look.reference, v) if v else "" for v in (theirs, mine)]
    choices = {c.value: visitor.say(c.title) for c in look.choices}
    return views.TheirsView(visitor.say(look.title), choices.get(theirs, theirs), choices.get(mine, mine), field_id(name))


def _texts(visitor: Visitor, form: type[Form], values: Mapping[str, Any]) -> dict[str, str]:
    texts = {}
    for name, info in form.model_fields.items():
        kind, value = kind_of(info), values.get(name)
        if name == "version" or kind in SKIPPED or name not in values:
            continue
        texts[name] = _plain(value) if isinstance(value, (list, tuple)) else show_value(kind, value, visitor)
    return texts


def _plain(value: Any) -> str:
    return (
        "\n".join(str(v) for v in value) if isinstance(value, (list, tuple)) else str(value or "").replace("\r\n", "\n").strip()
    )


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
