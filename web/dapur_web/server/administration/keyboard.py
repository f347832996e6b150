"""The keyboard map as the account page shows it: everywhere, lists, records, forms, grids, departments."""

from collections.abc import Sequence

from dapur.contract import Words, _
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site

Keys = Sequence[tuple[str, Words]]
MAP: Sequence[tuple[Words, Keys]] = (
    (
        _("Everywhere"),
        (
            ("Ctrl K", _("search or jump")),
            ("?", _("keys of this page")),
            (".", _("actions of this thing")),
            ("/", _("search in the list")),
            ("z", _("take back the last step that can be taken back")),
            ("Esc", _("close the innermost layer")),
        ),
    ),
    (
        _("In a list"),
        (
            ("j  k", _("next row, previous row")),
            ("Enter", _("open")),
            ("n", _("new")),
            ("f", _("filter")),
            ("1–9", _("view")),
            ("[  ]", _("previous page, next page")),
            ("x", _("tick the row")),
        ),
    ),
    (_("On one thing"), (("j  k", _("next, previous")), ("u", _("up to the list")), ("e", _("edit")), ("p", "PDF"))),
    (
        _("In a form"),
        (
            ("Enter", _("next field")),
            ("Ctrl Enter", _("save")),
            ("Ctrl Shift Enter", _("save and next")),
            ("Ctrl S", _("save as draft")),
        ),
    ),
    (
        _("In a grid of lines"),
        (
            ("Enter", _("next stop")),
            ("Shift Enter", _("previous stop")),
            ("↑  ↓", _("same column, other line")),
            ("F2", _("details of the line")),
            ("F8", _("actions of the line")),
        ),
    ),
    (_("In a date"), (("=", _("today")), ("+3", _("in three days")), ("Alt ↓", _("calendar")))),
)


def keyboard_map(site: Site, visitor: Visitor) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """All keys in the reader's words, and those that lead to this company's departments."""
    say = visitor.say
    groups = [(say(where), [(key, say(does)) for key, does in keys]) for where, keys in MAP]
    jumps = [("g h", say(_("Home")))]
    for info in (p.info for p in site.house.registry.plugins):
        if info.letter and info.name in visitor.scope.plugins and site.menu(info.name):
            jumps.append((f"g {info.letter}", say(info.title)))
    jumps.append(("g k", say(_("Management"))))
    return [groups[0], (say(_("Go to")), jumps), *groups[1:]]
