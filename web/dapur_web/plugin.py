"""What the user interface declares."""

from collections.abc import Sequence
from typing import Any

from dapur.contract import Operation, PluginInfo, UserInterface, _, hookimpl


@hookimpl
def describe_plugin() -> PluginInfo:
    """The web UI belongs to every company."""
    from dapur import __version__

    return PluginInfo("web", _("Web"), __version__, _("Pages for staff."), icon="world", always_on=True, order=10)


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What people keep for themselves: views, unsaved input, what they have read."""
    from dapur_web.keep.drafts import discard_form_draft, keep_form_draft
    from dapur_web.keep.saved_views import delete_view, save_view

    return (save_view, delete_view, keep_form_draft, discard_form_draft)


@hookimpl
def register_user_interface() -> Sequence[UserInterface]:
    """The pages."""

    def make(house: Any) -> Sequence[Any]:
        from dapur_web.server.routes import handlers

        return handlers(house)

    return (UserInterface("web", make),)
