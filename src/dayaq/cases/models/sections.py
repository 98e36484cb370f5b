"""What is told in a case, section by section. Words are sealed; codes can be counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.cases import CASE_RECORD, CaseRecord
from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.states import Part, Priority
from dayaq.directory.models import Body, Region
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField

SENSITIVE, CASEWORK, CONTACT = DataClass.SENSITIVE, DataClass.CASEWORK, DataClass.CONTACT


class Situation(CaseRecord):
    """What was done to the person, by what means, for what: HTCDS `vic_`.

    For a child no means need be shown (law 958-IIQ, article 1.0.1).
    """

    PART = Part.SITUATION

    recruitment = CodedList(_("how it began"), list_code="recruitment-method")
    recruitment_platforms = CodedList(
        _("sites and apps on which it began"), list_code="online-platform"
    )
    relation_to_exploiter = Coded(
        _("relation to whoever did it"), list_code="relation-to-exploiter"
    )
    control = CodedList(_("means of control"), list_code="control-method")
    exploitation = CodedList(_("forms of exploitation"), list_code="exploitation-form")
    sexual_exploitation = CodedList(
        _("kinds of sexual exploitation"), list_code="sexual-exploitation"
    )
    exploitation_platforms = CodedList(
        _("sites and apps used to exploit"), list_code="online-platform"
    )
    industries = CodedList(_("branch of work"), list_code="labour-industry")
    vulnerabilities = CodedList(_("vulnerabilities"), list_code="vulnerability")
    countries = CodedList(_("countries of exploitation"), list_code="country")
    age_group = Coded(_("age when it began"), list_code="age-group")
    began = SealedField(_("when it began"), kind="date")
    ended = SealedField(_("when it ended"), kind="date")
    is_still_in_danger = models.BooleanField(_("the danger goes on"), null=True)
    account = SealedField(_("what the person told"), kind="text")
    exploiters = SealedField(_("who did it, as far as told"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("what happened")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "recruitment": CASEWORK,
            "recruitment_platforms": CASEWORK,
            "relation_to_exploiter": CASEWORK,
            "control": CASEWORK,
            "exploitation": CASEWORK,
            "sexual_exploitation": CASEWORK,
            "exploitation_platforms": CASEWORK,
            "industries": CASEWORK,
            "vulnerabilities": CASEWORK,
            "countries": CASEWORK,
            "age_group": CASEWORK,
            "began": SENSITIVE,
            "ended": SENSITIVE,
            "is_still_in_danger": CASEWORK,
            "account": SENSITIVE,
            "exploiters": SENSITIVE,
        }


class Journey(CaseRecord):
    """One event on the way: recruitment, transit or exploitation, where and when. HTCDS `hte_`."""

    PART = Part.SITUATION

    kind = Coded(_("what happened there"), list_code="event-kind")
    country = Coded(_("country"), list_code="country")
    place = SealedField(_("place"))
    when = SealedField(_("when"), kind="date")
    description = SealedField(_("description"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("event on the way")
        verbose_name_plural = _("events on the way")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": CASEWORK,
            "country": CASEWORK,
            "place": SENSITIVE,
            "when": SENSITIVE,
            "description": SENSITIVE,
        }


class Health(CaseRecord):
    """What those who care for the person must know. Limited-access data (law on information, 38)."""

    PART = Part.HEALTH

    is_urgent = models.BooleanField(_("needs a doctor at once"), null=True)
    is_pregnant = models.BooleanField(_("pregnant"), null=True)
    disabilities = SealedField(_("disabilities and access needs"), kind="text")
    condition = SealedField(_("state of health"), kind="text")
    medicines = SealedField(_("medicines and allergies"), kind="text")
    mental_health = SealedField(_("mental health"), kind="text")
    doctor = SealedField(_("doctor"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("health")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "is_urgent": SENSITIVE,
            "is_pregnant": SENSITIVE,
            "disabilities": SENSITIVE,
            "condition": SENSITIVE,
            "medicines": SENSITIVE,
            "mental_health": SENSITIVE,
            "doctor": SENSITIVE,
        }


class Legal(CaseRecord):
    """The person's legal position. No case number of the police is ever demanded."""

    PART = Part.LEGAL

    residence = Coded(_("residence status"), list_code="residence-status")
    residence_until = models.DateField(_("valid until"), null=True, blank=True)
    has_lawyer = models.BooleanField(_("has a lawyer"), null=True)
    lawyer = SealedField(_("lawyer"), kind="text")
    guardian = SealedField(_("guardian or legal representative"), kind="text")
    proceedings = SealedField(_("proceedings, if the person wishes to tell"), kind="text")
    compensation = SealedField(_("compensation"), kind="text")
    risk_of_penalty = SealedField(_("acts the person was forced to do"), kind="text")
    """Convention on action against trafficking, article 26: no penalty for forced acts."""

    class Meta(CaseRecord.Meta):
        verbose_name = _("legal position")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "residence": CASEWORK,
            "residence_until": CASEWORK,
            "has_lawyer": CASEWORK,
            "lawyer": SENSITIVE,
            "guardian": SENSITIVE,
            "proceedings": SENSITIVE,
            "compensation": SENSITIVE,
            "risk_of_penalty": SENSITIVE,
        }


class Whereabouts(CaseRecord):
    """Where the person is now. The most dangerous thing to know: it opens to the fewest."""

    PART = Part.WHEREABOUTS

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    is_safe = models.BooleanField(_("the place is safe"), null=True)
    address = SealedField(_("where exactly"), kind="text")
    since = SealedField(_("since"), kind="date")
    who_knows = SealedField(_("who else knows"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("whereabouts")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "region": CONTACT,
            "is_safe": CONTACT,
            "address": CONTACT,
            "since": CONTACT,
            "who_knows": CONTACT,
        }


class Need(CaseRecord):
    """One thing the person needs; help is never conditional on anything."""

    PART = Part.NEEDS

    kind = Coded(_("need"), list_code="need-kind")
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.ORDINARY
    )
    detail = SealedField(_("what exactly"), kind="text")
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": CASEWORK,
            "priority": CASEWORK,
            "detail": SENSITIVE,
            "wanted_by": CASEWORK,
            "met_on": CASEWORK,
        }


class Relative(CaseRecord):
    """Somebody close to the person: who must be protected, told, or kept away."""

    PART = Part.FAMILY

    relation = Coded(_("relation"), list_code="relation")
    name = SealedField(_("name"))
    born = SealedField(_("date of birth"), kind="date")
    contact = SealedField(_("how to reach them"), kind="text")
    is_dependant = models.BooleanField(_("depends on the person"), default=False)
    is_at_risk = models.BooleanField(_("is at risk"), null=True)
    may_be_told = models.BooleanField(_("may be told where the person is"), default=False)

    class Meta(CaseRecord.Meta):
        verbose_name = _("relative")
        verbose_name_plural = _("relatives")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "relation": SENSITIVE,
            "name": DataClass.IDENTIFYING,
            "born": DataClass.IDENTIFYING,
            "contact": CONTACT,
            "is_dependant": SENSITIVE,
            "is_at_risk": SENSITIVE,
            "may_be_told": SENSITIVE,
        }


class Note(CaseRecord):
    """What was done or said, written down so that nobody has to ask again. Never overwritten."""

    PART = Part.NOTES

    text = SealedField(_("note"), kind="text")
    is_told_partly = models.BooleanField(_("the person told only a part"), default=False)

    class Meta(CaseRecord.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-saved_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {"text": SENSITIVE, "is_told_partly": SENSITIVE}


class Protection(CaseRecord):
    """Measures of state protection. Sealed from the first moment: opens only to two who agree.

    Convention on action against trafficking, article 28(2).
    """

    PART = Part.PROTECTION

    measures = CodedList(_("measures"), list_code="protection-measure")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    detail = SealedField(_("what is done"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("state protection")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "measures": DataClass.IDENTIFYING,
            "body": DataClass.IDENTIFYING,
            "detail": DataClass.IDENTIFYING,
        }
