"""What a company may set."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Setting, Shown, _
from dapur.numbering import NumberPattern

ORGANISATION_CODE = "administration.organisation_code"
INCOMING_PATTERN = "administration.incoming_pattern"
DOCUMENT_PATTERN = "administration.document_pattern"
FISCAL_YEAR_END = "administration.fiscal_year_end"
RISK_SCALE = "administration.risk_scale"
RISK_LOW = "administration.risk_low_through"
RISK_MEDIUM = "administration.risk_medium_through"
RISK_HIGH = "administration.risk_high_through"
RISK_APPETITE = "administration.risk_appetite"

OrganisationCode = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^{}]*$")]
_score = Annotated[int, Field(ge=1, le=100)]

SETTINGS = (
    Setting(
        ORGANISATION_CODE, OrganisationCode, "", Shown(_("Organisation in letter numbers"), hint=_("What {org} in a pattern is"))
    ),
    Setting(INCOMING_PATTERN, NumberPattern, "{number}/M/{year}", Shown(_("Number of incoming letters"))),
    Setting(DOCUMENT_PATTERN, NumberPattern, "DOK/{year}/{number}", Shown(_("Number of documents"))),
    Setting(
        FISCAL_YEAR_END,
        Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")],
        "12-31",
        Shown(_("Last day of the fiscal year"), hint=_("Month and day, for example 12-31")),
    ),
    Setting(RISK_SCALE, Annotated[int, Field(ge=3, le=10)], 5, Shown(_("Steps of likelihood and impact"))),
    Setting(RISK_LOW, _score, 4, Shown(_("Low risk up to"))),
    Setting(RISK_MEDIUM, _score, 9, Shown(_("Medium risk up to"))),
    Setting(RISK_HIGH, _score, 16, Shown(_("High risk up to"))),
    Setting(RISK_APPETITE, _score, 9, Shown(_("Risks are accepted up to"))),
)
