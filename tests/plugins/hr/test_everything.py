"""What every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestHr(EveryPlugin):
    plugin = "hr"
    examples = {
        "hr.save_pay_component": {"code": "bonus", "name_id": "Bonus", "name_en": "Bonus"},
        "hr.save_leave_type": {"code": "study", "name_id": "Cuti belajar", "name_en": "Study leave", "letter": "B"},
    }
