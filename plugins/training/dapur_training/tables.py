"""Tables of training as queries see them."""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Date, DateTime, Integer, MetaData, Numeric, SmallInteger, Table, Text

SCHEMA = MetaData(schema="training")
_TYPES: dict[str, Any] = {
    "int": Integer,
    "small": SmallInteger,
    "id": BigInteger,
    "text": Text,
    "flag": Boolean,
    "date": Date,
    "time": DateTime(timezone=True),
    "number": Numeric,
    "texts": ARRAY(Text),
}


def _table(table: str, /, **columns: str) -> Table:
    return Table(table, SCHEMA, Column("company_id", BigInteger), *(Column(n, _TYPES[kind]) for n, kind in columns.items()))


course = _table(
    "course", id="id", code="text", title_id="text", title_en="text", family="text", kind="text", is_closed="flag", version="int"
)
course_version = _table(
    "course_version", id="id", course_id="id", number="int", summary_id="text", summary_en="text", minutes="int", quiz_id="id",
    validity_months="int", renewal_window_days="int", min_attendance_percent="number", published_at="time", version="int",
)  # fmt: skip
lesson = _table(
    "lesson", id="id", version_id="id", position="small", title_id="text", title_en="text", body_id="text", body_en="text",
    minutes="int", version="int",
)  # fmt: skip
question_pool = _table("question_pool", id="id", name="text")
question = _table(
    "question", id="id", pool_id="id", kind="text", body_id="text", body_en="text", marks="number", wrong_costs="number",
    is_partial="flag", accepted="texts", why_id="text", why_en="text", is_closed="flag",
)  # fmt: skip
question_option = _table("question_option", question_id="id", key="text", text_id="text", text_en="text", is_right="flag")
quiz = _table(
    "quiz", id="id", name="text", pass_percent="number", max_attempts="int", time_limit_minutes="int", grading="text",
    published_at="time",
)  # fmt: skip
quiz_part = _table("quiz_part", quiz_id="id", position="small", pool_id="id", take="int", weight="number")
enrolment = _table(
    "enrolment", id="id", party_id="id", course_id="id", version_id="id", how="text", state="text", due="date", enrolled_at="time",
    ended_at="time",
)  # fmt: skip
attempt = _table(
    "attempt", id="id", party_id="id", quiz_id="id", number="int", pass_percent="number", out_of="number", started_at="time",
    closes_at="time", closed_at="time", is_late="flag", numerator="number", denominator="number", passed="flag",
)  # fmt: skip
session = _table(
    "session", id="id", course_id="id", version_id="id", room="text", place="text", trainer_id="id", starts_at="time", capacity="int",
    has_waiting_list="flag", promote_until_hours="int", state="text", version="int",
)  # fmt: skip
session_day = _table("session_day", session_id="id", day="date")
booking = _table(
    "booking", id="id", session_id="id", party_id="id", state="text", joined_at="time", promoted_at="time", cancelled_at="time"
)
attendance = _table("attendance", session_id="id", day="date", party_id="id", is_present="flag", excuse="text")
certificate = _table(
    "certificate", id="id", number="text", party_id="id", course_id="id", completion_id="id", holder="text", title_id="text",
    title_en="text", issued_on="date", valid_through="date", renews_id="id",
)  # fmt: skip
revocation = _table("revocation", certificate_id="id", on_day="date", reason="text")
skill = _table("skill", id="id", code="text", name_id="text", name_en="text", family="text", is_closed="flag", version="int")
position_skill = _table("position_skill", id="id", position_id="id", skill_id="id", level="small")
skill_proof = _table(
    "skill_proof", id="id", party_id="id", skill_id="id", level="small", from_day="date", completion_id="id", note="text"
)
duty = _table(
    "duty", id="id", course_id="id", position_id="id", unit_id="id", within_days="int", control="text", from_day="date",
    to_day="date", version="int",
)  # fmt: skip
