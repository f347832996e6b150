"""What a company begins with: its code in letter numbers, an office, the usual kinds of letters."""

import json
from typing import Annotated, Any

from dapur.contract import Form, Setup, Shown, _
from dapur.operations.work import Work
from dapur_administration.operations.save_letter_kind import SaveLetterKind, save_letter_kind
from dapur_administration.operations.save_office import SaveOffice, save_office
from dapur_administration.settings import ORGANISATION_CODE, OrganisationCode

# code, Indonesian and English name
KINDS = (
    ("SK", "Surat keputusan", "Decision"),
    ("ST", "Surat tugas", "Assignment letter"),
    ("SP", "Surat peringatan", "Warning letter"),
    ("SKT", "Surat keterangan", "Statement letter"),
    ("UND", "Undangan", "Invitation"),
    ("BA", "Berita acara", "Official report"),
    ("SU", "Surat umum", "General letter"),
)


class FirstOffice(Form):
    """How letters are numbered."""

    organisation_code: Annotated[
        OrganisationCode, Shown(_("Organisation in letter numbers"), hint=_("For example DPR in 001/HRD/DPR/VIII/2026"))
    ] = ""


async def begin(work: Work, form: FirstOffice) -> None:
    """Make the head office and the usual kinds of letters."""
    if form.organisation_code:
        await keep_setting(work, ORGANISATION_CODE, form.organisation_code)
    await save_office.run(work, SaveOffice(code="KP", name=work.company.name, zone=work.company.zone))
    pattern = "{number}/{kind}/{unit}/{org}/{roman}/{year}" if form.organisation_code else "{number}/{kind}/{unit}/{roman}/{year}"
    for code, name_id, name_en in KINDS:
        await save_letter_kind.run(work, SaveLetterKind(code=code, name_id=name_id, name_en=name_en, pattern=pattern))


async def demo(stage: Any) -> None:
    """Two lively months."""
    from dapur_administration.demo.fill import fill

    await fill(stage)


async def keep_setting(work: Work, name: str, value: Any) -> None:
    """Keep a company's setting."""
    await work.run(
        "insert into core.setting (company_id, name, value) values (%s, %s, %s::jsonb)"
        " on conflict (company_id, name) do update set value = excluded.value",
        work.scope.company,
        name,
        json.dumps(value),
    )


SETUPS = (Setup("administration.letters", _("Letters and offices"), FirstOffice, begin, demo),)
