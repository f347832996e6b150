"""The rights of the fleet, and the role that its drivers hold."""

from dapur.contract import Permission, Role, _

RIGHTS: tuple[Permission | Role, ...] = (
    Role("driver", _("Driver"), _("Sees and finishes the trips that they drive.")),
    Permission("fleet.vehicle.read", _("See vehicles"), ("administrator", "auditor", "clerk", "driver")),
    Permission("fleet.vehicle.manage", _("Add and retire vehicles"), ("administrator",)),
    Permission("fleet.trip.read", _("See trips"), ("administrator", "auditor", "clerk", "driver"), rows=("own",)),
    Permission("fleet.trip.plan", _("Plan trips"), ("administrator", "clerk")),
    Permission("fleet.trip.finish", _("Finish trips"), ("administrator", "clerk", "driver")),
)
