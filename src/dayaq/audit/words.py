"""What the record of changes says in words: each code has its sentence, each field its name."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.kernel.text import large_first

if TYPE_CHECKING:
    from dayaq.audit.models import Entry

_OWN_NAMES = MappingProxyType(
    {
        "account.closed": gettext_lazy("Account closed"),
        "account.invited": gettext_lazy("Link for a password made"),
        "account.opened": gettext_lazy("Account opened"),
        "account.recovered": gettext_lazy("Let back in at the machine"),
        "account.refused": gettext_lazy("Sign-in refused"),
        "account.reopened": gettext_lazy("Account reopened"),
        "account.revised": gettext_lazy("Account changed"),
        "account.signed_in": gettext_lazy("Signed in"),
        "account.signed_out": gettext_lazy("Signed out"),
        "alert.answered": gettext_lazy("Signal of unusual access answered"),
        "appointment.ended": gettext_lazy("Appointment ended"),
        "appointment.given": gettext_lazy("Appointed"),
        "appointment.handed_over": gettext_lazy("Taken over from a predecessor"),
        "appointment.withdrawn": gettext_lazy("Appointment withdrawn before it began"),
        "assignment.ended": gettext_lazy("Assignment to a case ended"),
        "assignment.given": gettext_lazy("Assigned to a case"),
        "attendance.imported": gettext_lazy("Attendance of a training imported from Excel"),
        "attendance.recorded": gettext_lazy("Attendance of a training recorded"),
        "attendance.taken_back": gettext_lazy("Attendance of a training taken back"),
        "body.added": gettext_lazy("Body added"),
        "body.revised": gettext_lazy("Body changed"),
        "case.closed": gettext_lazy("Case closed"),
        "case.decided": gettext_lazy("Status of a case decided"),
        "case.handed_over": gettext_lazy("Case handed over"),
        "case.made_up": gettext_lazy("Fictional cases added"),
        "case.opened": gettext_lazy("Case opened"),
        "case.reopened": gettext_lazy("Case reopened"),
        "case.reviewed": gettext_lazy("Case reviewed"),
        "case.sealed": gettext_lazy("Case sealed"),
        "case.unsealed": gettext_lazy("Seal of a case lifted"),
        "certificate.issued": gettext_lazy("Certificates issued"),
        "certificate.withdrawn": gettext_lazy("Certificate withdrawn"),
        "checkpoints.set_aside": gettext_lazy("File of checkpoints set aside"),
        "code.added": gettext_lazy("Code added"),
        "code.retired": gettext_lazy("Code retired"),
        "code.revised": gettext_lazy("Code changed"),
        "code_list.versioned": gettext_lazy("New version of a code list"),
        "consent_text.discarded": gettext_lazy("Draft of a text of consent discarded"),
        "consent_text.drafted": gettext_lazy("Text of consent written"),
        "consent_text.published": gettext_lazy("Text of consent published"),
        "consent_text.rewritten": gettext_lazy("Draft of a text of consent changed"),
        "consent_text.withdrawn": gettext_lazy("Text of consent taken out of use"),
        "consent.given": gettext_lazy("Consent given"),
        "consent.refused": gettext_lazy("Consent refused"),
        "consent.withdrawn": gettext_lazy("Consent withdrawn"),
        "course.cancelled": gettext_lazy("Training cancelled"),
        "course.planned": gettext_lazy("Training planned"),
        "course.planned_again": gettext_lazy("Training planned again"),
        "course.revised": gettext_lazy("Training changed"),
        "cycle.closed": gettext_lazy("Reporting cycle closed"),
        "cycle.opened": gettext_lazy("Reporting cycle opened"),
        "cycle.planned": gettext_lazy("Reporting cycle planned"),
        "cycle.refreshed": gettext_lazy("Reporting cycle brought up to date"),
        "cycle.reminded": gettext_lazy("Reminders sent"),
        "cycle.reopened": gettext_lazy("Reporting cycle reopened"),
        "deputy.named": gettext_lazy("Deputy named"),
        "document.kept": gettext_lazy("Document kept in a case"),
        "document.refused": gettext_lazy("Document with malware refused"),
        "document.removed": gettext_lazy("Document of a case removed"),
        "edition.build_asked": gettext_lazy("Building of an edition asked for"),
        "edition.build_given_up": gettext_lazy("Building of an edition given up"),
        "edition.built": gettext_lazy("Edition built"),
        "edition.signed": gettext_lazy("Edition signed"),
        "evidence.removed": gettext_lazy("Evidence removed"),
        "extension.asked": gettext_lazy("Extension asked"),
        "extension.granted": gettext_lazy("Extension granted"),
        "extension.refused": gettext_lazy("Extension refused"),
        "glass.broken": gettext_lazy("Emergency opening"),
        "glass.closed": gettext_lazy("Opening ended before its time"),
        "glass.reviewed": gettext_lazy("Emergency opening reviewed"),
        "grant.ended": gettext_lazy("Grant ended"),
        "grant.given": gettext_lazy("Grant given"),
        "grant.lapsed": gettext_lazy("Grant ran out"),
        "group.added": gettext_lazy("Group of bodies added"),
        "group.decided": gettext_lazy("Body assigned to a group"),
        "group.revised": gettext_lazy("Group of bodies changed"),
        "group_decision.ended": gettext_lazy("Assignment to a group ended"),
        "holiday.added": gettext_lazy("Day off added"),
        "holiday.confirmed": gettext_lazy("Day off confirmed"),
        "holiday.doubted": gettext_lazy("Confirmation of a day off withdrawn"),
        "holiday.reinstated": gettext_lazy("Day off reinstated"),
        "holiday.revised": gettext_lazy("Day off changed"),
        "holiday.withdrawn": gettext_lazy("Day off withdrawn"),
        "import.returned": gettext_lazy("Excel file given back with remarks"),
        "import.sent": gettext_lazy("Excel file sent"),
        "import.stored": gettext_lazy("Rows of an Excel file stored"),
        "indicator.frozen": gettext_lazy("Numbers of an indicator frozen"),
        "job.cancelled": gettext_lazy("Background job cancelled"),
        "job.requeued": gettext_lazy("Background job started again"),
        "job.started": gettext_lazy("Background job started"),
        "lead.confirmed": gettext_lazy("Lead executor confirmed"),
        "lineage.linked": gettext_lazy("Measures linked"),
        "lineage.unlinked": gettext_lazy("Link between measures removed"),
        "list.exported": gettext_lazy("List exported"),
        "master_key.added": gettext_lazy("Master key made"),
        "master_key.retired": gettext_lazy("Master key retired"),
        "master_key.rewrapped": gettext_lazy("All records brought under the new master key"),
        "master_key.rotated": gettext_lazy("Changed over to a new master key"),
        "measure.verified": gettext_lazy("Measure verified"),
        "merge.agreed": gettext_lazy("One side agreed that two records are one person"),
        "merge.made": gettext_lazy("Two records held to be one person"),
        "merge.proposed": gettext_lazy("Two records proposed to be one person"),
        "merge.refused": gettext_lazy("Two records held to be two people"),
        "merge.undone": gettext_lazy("Two records taken apart again"),
        "name.added": gettext_lazy("Name added"),
        "name.confirmed": gettext_lazy("Name confirmed"),
        "name.doubted": gettext_lazy("Confirmation of a name withdrawn"),
        "name.ended": gettext_lazy("Name ended"),
        "name.revised": gettext_lazy("Name changed"),
        "obligation.reminded": gettext_lazy("Reminder sent"),
        "page.refused": gettext_lazy("Page refused"),
        "participation.added": gettext_lazy("Somebody takes part in a case"),
        "participation.ended": gettext_lazy("Part in a case ended"),
        "password.changed": gettext_lazy("Password changed"),
        "person.searched": gettext_lazy("Person searched for"),
        "plan.version_confirmed": gettext_lazy("Version of the plan confirmed"),
        "programme.added": gettext_lazy("Programme added"),
        "programme.ended": gettext_lazy("Programme ended"),
        "programme.test_chosen": gettext_lazy("Test of a programme chosen"),
        "programme.revised": gettext_lazy("Programme changed"),
        "protection.asked": gettext_lazy("State protection: reading asked"),
        "protection.opened": gettext_lazy("State protection: opened by two people"),
        "question.added": gettext_lazy("Question added"),
        "question.moved": gettext_lazy("Question moved"),
        "question.removed": gettext_lazy("Question removed"),
        "question.revised": gettext_lazy("Question changed"),
        "question_set.added": gettext_lazy("Question set begun"),
        "question_set.put_into_use": gettext_lazy("Question set put into use"),
        "question_set.retired": gettext_lazy("Question set retired"),
        "question_set.revised": gettext_lazy("Question set changed"),
        "reading.accepted": gettext_lazy("Reading accepted"),
        "reading.act_stated": gettext_lazy("Act of a reading stated"),
        "reading.asked_administrator": gettext_lazy("Administrator asked about a reading"),
        "reading.begun": gettext_lazy("Reading begun"),
        "reading.discarded": gettext_lazy("Reading discarded"),
        "reading.named": gettext_lazy("Name of a reading's question settled"),
        "reading.placed": gettext_lazy("Place of a reading's question settled"),
        "reading.repeated": gettext_lazy("Reading repeated"),
        "reading.row_confirmed": gettext_lazy("Row of a reading confirmed"),
        "reading.row_corrected": gettext_lazy("Row of a reading corrected"),
        "reading.rows_confirmed": gettext_lazy("Rows of a reading confirmed"),
        "region.added": gettext_lazy("Region added"),
        "region.confirmed": gettext_lazy("Region confirmed"),
        "region.doubted": gettext_lazy("Confirmation of a region withdrawn"),
        "region.revised": gettext_lazy("Region changed"),
        "report.accepted": gettext_lazy("Report accepted"),
        "report.approved": gettext_lazy("Report approved and submitted"),
        "report.begun": gettext_lazy("Report begun"),
        "report.recalled": gettext_lazy("Report taken back"),
        "report.returned": gettext_lazy("Report returned"),
        "report.saved": gettext_lazy("Report saved"),
        "report.sent": gettext_lazy("Report sent to the approver"),
        "retention.extended": gettext_lazy("Data kept longer"),
        "retention.pseudonymised": gettext_lazy("Identity removed from data"),
        "retention.shredded": gettext_lazy("Data destroyed"),
        "row.added": gettext_lazy("Protected row added"),
        "row.changed": gettext_lazy("Protected row changed"),
        "row.removed": gettext_lazy("Protected row removed"),
        "search_key.retired": gettext_lazy("Search key retired, all tokens drawn anew"),
        "search_key.rotated": gettext_lazy("Changed over to a new search key"),
        "second_factor.added": gettext_lazy("Second factor set up"),
        "second_factor.refused": gettext_lazy("Second factor refused"),
        "second_factor.removed": gettext_lazy("Second factor removed"),
        "second_factor.renewed": gettext_lazy("Recovery codes renewed"),
        "second_factor.reset": gettext_lazy("Second factor reset by an administrator"),
        "section.read": gettext_lazy("Section read"),
        "section.refused": gettext_lazy("Section refused"),
        "section.saved": gettext_lazy("Section written"),
        "session.added": gettext_lazy("Session added"),
        "session.removed": gettext_lazy("Session removed"),
        "session.revised": gettext_lazy("Session changed"),
        "sessions.ended": gettext_lazy("All sessions ended"),
        "sheet.closed": gettext_lazy("Questionnaire closed"),
        "sheet.keyed_in": gettext_lazy("Papers of a questionnaire keyed in"),
        "sheet.opened": gettext_lazy("Questionnaire opened"),
        "sheet.slips_issued": gettext_lazy("Slips of a questionnaire issued"),
        "step_up.done": gettext_lazy("Showed again who they are"),
        "step_up.refused": gettext_lazy("Could not show again who they are"),
        "succession.added": gettext_lazy("Successor added"),
        "succession.confirmed": gettext_lazy("Successor confirmed"),
        "succession.doubted": gettext_lazy("Confirmation of a successor withdrawn"),
        "succession.revised": gettext_lazy("Successor changed"),
        "template.uploaded": gettext_lazy("Template of the edition uploaded"),
        "trainer.added": gettext_lazy("Trainer added"),
        "trainer.revised": gettext_lazy("Trainer changed"),
        "value.added": gettext_lazy("Value added"),
        "value.confirmed": gettext_lazy("Value confirmed"),
        "value.doubted": gettext_lazy("Confirmation of a value withdrawn"),
        "value.ended": gettext_lazy("Value ended"),
        "value.revised": gettext_lazy("Value changed"),
    }
)
_names: dict[str, Any] = dict(_OWN_NAMES)
NAMES = MappingProxyType(_names)
"""The sentence of each code; upper rooms register theirs. A code without one is shown as it is."""

_areas: dict[str, Any] = {
    "sign-in": gettext_lazy("Signing in"),
    "people": gettext_lazy("Accounts and appointments"),
    "directory": gettext_lazy("Directory"),
    "plan": gettext_lazy("Plan"),
    "reporting": gettext_lazy("Reporting"),
    "learning": gettext_lazy("Learning and awareness"),
    "jobs": gettext_lazy("Background jobs"),
    "protected": gettext_lazy("Confidential records"),
    "watch": gettext_lazy("Exports, refusals and the watch"),
}
AREAS = MappingProxyType(_areas)
SIGN_IN = frozenset(
    {"account.refused", "account.signed_in", "account.signed_out", "password.changed"}
)
_words = {
    "people": "account appointment deputy",
    "sign-in": "second_factor sessions step_up",
    "directory": "body code code_list group holiday name parameter region succession value",
    "plan": "group_decision lead lineage plan reading",
    "reporting": "cycle edition evidence extension indicator measure obligation report template",
    "learning": "attendance certificate course programme question question_set session sheet trainer",
    "jobs": "import job",
    "protected": "assignment case consent consent_text document glass grant merge participation person "
    "protection retention row section",
    "watch": "alert checkpoints list master_key page search_key",
}
_nouns = {area: set(nouns.split()) for area, nouns in _words.items()}
NOUNS = MappingProxyType(_nouns)

REASONS = MappingProxyType(
    {
        "why": gettext_lazy("Reason"),
        "part": gettext_lazy("Section"),
        "parts": gettext_lazy("Sections"),
        "minutes": gettext_lazy("Minutes"),
        "body": gettext_lazy("Body"),
        "bodies": gettext_lazy("Bodies"),
        "purpose": gettext_lazy("Purpose"),
        "to": gettext_lazy("To"),
        "found": gettext_lazy("Found"),
        "verdict": gettext_lazy("Verdict"),
        "data": gettext_lazy("Data"),
        "operator": gettext_lazy("At the machine"),
        "ways": gettext_lazy("By"),
        "kind_of_factor": gettext_lazy("Second factor"),
        "kinds": gettext_lazy("Second factor"),
        "stands_in_for": gettext_lazy("Stands in for"),
        "handed_to": gettext_lazy("Handed over to"),
        "taken_from": gettext_lazy("Taken over from"),
        "of": gettext_lazy("After version"),
        "parameter": gettext_lazy("Parameter"),
        "comment": gettext_lazy("Comment"),
        "reason": gettext_lazy("Reason"),
        "section": gettext_lazy("Section"),
        "fields": gettext_lazy("Revealed"),
        "columns": gettext_lazy("Changed"),
        "flags": gettext_lazy("Signals"),
        "list": gettext_lazy("List"),
        "rows": gettext_lazy("Rows"),
        "sha256": gettext_lazy("SHA-256 of the file"),
        "file": gettext_lazy("File"),
        "fingerprint": gettext_lazy("Fingerprint"),
        "former": gettext_lazy("Number before"),
        "page": gettext_lazy("Page"),
        "method": gettext_lazy("Asked by"),
    }
)
"""Names of what an entry says besides the change itself."""

VALUES = MappingProxyType(
    {
        "closed": gettext_lazy("the account is closed"),
        "own_name": gettext_lazy("own family name"),
        "password": gettext_lazy("password"),
        "recovery_codes": gettext_lazy("recovery code"),
        "socialaccount": gettext_lazy("the government's sign-in"),
        "throttled": gettext_lazy("too many attempts"),
        "totp": gettext_lazy("authenticator app"),
        "unknown": gettext_lazy("no account of ours"),
        "webauthn": gettext_lazy("passkey"),
        "wrong password": gettext_lazy("wrong name or password"),
    }
)


def register(area: str, title: Any, names: Mapping[str, Any]) -> None:
    """Say what the codes of a room mean. Called from its `AppConfig.ready`, with lazy translations."""
    _areas.setdefault(area, title)
    _names.update(names)
    _nouns.setdefault(area, set()).update(code.partition(".")[0] for code in names)


def said(did: str) -> str:
    return str(NAMES.get(did, did))


def codes_in(area: str) -> list[str]:
    """The codes of an area of the product; signing in stands apart from keeping accounts."""
    nouns = NOUNS.get(area, set())
    found = {did for did in NAMES if did.partition(".")[0] in nouns} - SIGN_IN
    return sorted(found | (SIGN_IN if area == "sign-in" else frozenset()))


def changes(entry: "Entry") -> list[tuple[str, str, str]]:
    """Each changed field: its name, what it said before, what it says after."""
    before, after = entry.details.get("before") or {}, entry.details.get("after") or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        before, after = {"": before}, {"": after}
    return [
        (
            _label(entry.kind, name),
            _shown(before.get(name), _field(entry.kind, name)),
            _shown(after.get(name), _field(entry.kind, name)),
        )
        for name in dict.fromkeys((*before, *after))
    ]


def remarks(entry: "Entry") -> list[tuple[str, str]]:
    """What the entry says besides the change: reasons, ways, names."""
    return [
        (str(REASONS[name]), _shown(value))
        for name, value in entry.details.items()
        if name in REASONS and value not in (None, "", [])
    ]


def told(entry: "Entry") -> str:
    """The whole entry on one line, for tables and files."""
    parts = [
        f"{label}: {before} → {after}" if before != NOTHING else f"{label}: {after}"
        for label, before, after in changes(entry)
    ]
    parts += [f"{label}: {value}" for label, value in remarks(entry)]
    return "; ".join(parts)


NOTHING = "—"


def _shown(value: Any, field: Any = None) -> str:
    """A value as people say it: a choice by its label, a day as it is written, nothing as nothing."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_shown(part, field) for part in value)
    if not isinstance(value, str):
        return str(value)
    if isinstance(field, DateField):
        return _moment(value)
    labels = {str(choice): str(label) for choice, label in getattr(field, "flatchoices", ())}
    return labels.get(value) or str(VALUES.get(value, value))


def _moment(value: str) -> str:
    try:
        if "T" in value or " " in value:
            moment = datetime.fromisoformat(value)
            here = localtime(moment) if is_aware(moment) else moment
            return date_format(here, "SHORT_DATETIME_FORMAT")
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _field(kind: str, name: str) -> Any:
    try:
        return apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _label(kind: str, name: str) -> str:
    field = _field(kind, name)
    said = getattr(field, "verbose_name", None)
    return large_first(_(str(said))) if said else name
