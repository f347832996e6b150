"""Rights of training and who is suggested to hold them."""

from dapur.contract import Permission, Role, _

EVERYBODY = ("administrator", "accountant", "approver", "auditor", "clerk", "trainer")

PERMISSIONS: tuple[Permission | Role, ...] = (
    Role(
        "trainer",
        _("Trainer"),
        _("Writes courses, plans sessions, notes attendance and assesses skills."),
        ("core.figures.read",),
    ),
    Permission("training.learn", _("Take courses and book sessions for oneself"), EVERYBODY),
    Permission("training.team", _("See and enrol one's own team"), ("administrator", "approver", "trainer")),
    Permission("training.read", _("See everybody's training, certificates and skills"), ("administrator", "auditor", "trainer")),
    Permission("training.course.manage", _("Write and publish courses and quizzes"), ("administrator", "trainer")),
    Permission("training.session.manage", _("Plan sessions and note attendance"), ("administrator", "trainer")),
    Permission(
        "training.proof.manage",
        _("Note completions elsewhere, assess skills, revoke certificates, grant attempts"),
        ("administrator", "trainer"),
    ),
    Permission("training.duty.manage", _("Set duties and the skills that positions need"), ("administrator",)),
)
