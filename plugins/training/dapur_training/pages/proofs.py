"""Pages of certificates, enrolments and attempts of everybody; and the public check of a certificate."""

from dataclasses import dataclass
from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    ListPage,
    Menu,
    NotFound,
    Page,
    PublicPage,
    RecordPage,
    Related,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_training.documents.certificate import CERTIFICATE
from dapur_training.operations.grant_attempt import grant_attempt
from dapur_training.operations.prove_elsewhere import note_completion, revoke_certificate
from dapur_training.pages.reading import said
from dapur_training.queries.duties import SKILL_PROOFS
from dapur_training.queries.learning import ATTEMPTS, CERTIFICATES, ENROLMENTS

GROUP = _("Proofs")
_CHECK = """
    select t.holder, t.title_id, t.title_en, t.number, t.issued_on, t.valid_through, r.on_day
    from training.certificate t left join training.revocation r on r.company_id = t.company_id and r.certificate_id = t.id
    where t.company_id = %s and t.code = %s
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody sees who holds the code. state: valid, expired or revoked."""

    holder: str
    course: str
    number: str
    issued_on: str
    valid_through: str
    revoked_on: str
    state: str


async def check(reader: Reader, parameters: dict[str, str]) -> Checked:
    """The certificate with this code. Raises NotFound."""
    rows = await reader.rows(_CHECK, reader.scope.company, parameters["code"])
    if not rows:
        raise NotFound(_("There is no certificate with this code. Check the address, or ask who issued it."))
    holder, title_id, title_en, number, issued_on, ends, revoked_on = rows[0]
    say = said(reader)
    is_revoked = revoked_on is not None and revoked_on <= reader.today
    state = "revoked" if is_revoked else "expired" if ends is not None and ends < reader.today else "valid"
    return Checked(holder, say.chosen(title_id, title_en), number, say.day(issued_on), say.day(ends), say.day(revoked_on), state)


async def today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Today."""
    return {"on_day": reader.today}


ALL = View("all", _("All"))
PROOF_PAGES: tuple[Page, ...] = (
    ListPage(
        "certificates",
        CERTIFICATES,
        _("Certificates"),
        Menu(_("Certificates"), 40, "certificate", GROUP),
        views=(ALL, View("valid", _("Valid"), {"status": "valid"}), View("expired", _("Expired"), {"status": "expired"})),
        new="certificates/new",
        new_title=_("Note a completion"),
        empty=_("No certificates yet. They come with completed courses."),
    ),
    FormPage("certificates/new", note_completion, _("Note a completion"), "training/certificates/{id}", initial=today),
    RecordPage(
        "certificates/{id}",
        CERTIFICATES,
        "number",
        "certificates",
        facts=("holder", "course", "issued_on", "valid_through", "status", "reason"),
        actions=(Action(revoke_certificate, {"id": "id"}, when=("valid", "expired"), icon="ban"),),
        documents=(DocumentLink(CERTIFICATE),),
        related=(Related(CERTIFICATES, _("Certificates of this person"), {"party": "party_id"}),),
        history="training.certificate",
    ),
    ListPage(
        "enrolments",
        ENROLMENTS,
        _("Enrolments"),
        Menu(_("Enrolments"), 42, "list-check", GROUP),
        views=(View("active", _("Under way"), {"status": "active"}), ALL),
        new="team/enrol",
        new_title=_("Enrol"),
        empty=_("Nobody is enrolled yet."),
    ),
    ListPage(
        "attempts",
        ATTEMPTS,
        _("Attempts at quizzes"),
        Menu(_("Attempts at quizzes"), 44, "checklist", GROUP),
        views=(ALL, View("failed", _("Not passed"), {"status": "failed"})),
        new="attempts/grant",
        new_title=_("Grant another attempt"),
        empty=_("Nobody took a quiz yet."),
    ),
    FormPage("attempts/grant", grant_attempt, _("Grant another attempt"), "training/attempts"),
    ListPage(
        "skill-levels",
        SKILL_PROOFS,
        _("Levels of skills"),
        Menu(_("Levels of skills"), 46, "stack-2", GROUP),
        new="skill-levels/new",
        new_title=_("Assess skill"),
        empty=_("No levels are noted yet. They come with courses, or by assessing."),
    ),
    PublicPage("certificates/{code}", _("Check of a certificate"), check, "training/check.html"),
)
