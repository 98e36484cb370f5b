"""The words of services and plans, and the lives of what changes, as data."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceKind(TextChoices):
    """What kind of help it is. Convention on action against trafficking, article 12."""

    ACCOMMODATION = "accommodation", _("Accommodation")
    MEDICAL = "medical", _("Medical care")
    PSYCHOLOGICAL = "psychological", _("Psychological care")
    LEGAL = "legal", _("Legal aid")
    SOCIAL = "social", _("Social support")
    EDUCATION = "education", _("Schooling")
    VOCATIONAL = "vocational", _("Vocational training")
    EMPLOYMENT = "employment", _("Help in finding work")
    DOCUMENTS = "documents", _("Restoring documents")
    INTERPRETATION = "interpretation", _("Interpretation")
    FAMILY = "family", _("Work with the family")
    AID = "aid", _("Material aid")


ANSWERS_NEED = MappingProxyType(
    {
        "safety": ServiceKind.ACCOMMODATION,
        "accommodation": ServiceKind.ACCOMMODATION,
        "food_clothing": ServiceKind.AID,
        "medical": ServiceKind.MEDICAL,
        "psychological": ServiceKind.PSYCHOLOGICAL,
        "legal": ServiceKind.LEGAL,
        "social": ServiceKind.SOCIAL,
        "documents": ServiceKind.DOCUMENTS,
        "interpretation": ServiceKind.INTERPRETATION,
        "education": ServiceKind.EDUCATION,
        "vocational": ServiceKind.VOCATIONAL,
        "employment": ServiceKind.EMPLOYMENT,
        "family": ServiceKind.FAMILY,
        "childcare": ServiceKind.FAMILY,
    }
)
"""Which kind of service answers a need of the code list `need-kind`; other needs are social support."""


class Owner(TextChoices):
    """Who stands behind a provider or a facility: the division that measures 4.4.4 and 4.4.6 ask for."""

    STATE = "state", pgettext_lazy("owner", "State")
    MUNICIPAL = "municipal", pgettext_lazy("owner", "Municipal")
    NGO = "ngo", _("Non-governmental organisation")
    INTERNATIONAL = "international", _("International organisation")
    PRIVATE = "private", pgettext_lazy("owner", "Private")


class ForWhom(TextChoices):
    """Who is taken; HSDS `eligibility`."""

    PRESUMED = "presumed", _("Presumed victims")
    IDENTIFIED = "identified", _("Identified victims")
    CHILDREN = "children", _("Children")
    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    FAMILIES = "families", _("Families with children")
    FOREIGNERS = "foreigners", _("Foreigners and stateless persons")
    DISABLED = "disabled", _("Persons with disabilities")


class Access(TextChoices):
    """How one gets in; HSDS `access`."""

    WALK_IN = "walk_in", _("Anybody may walk in")
    BY_PHONE = "by_phone", _("By appointment, by phone")
    REFERRAL = "referral", _("By referral only")
    REMOTE = "remote", _("By phone or online")
    MOBILE = "mobile", _("They come to the person")
