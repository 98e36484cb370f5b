"""Forms of this room."""

from typing import Any

from django import forms
from django.db.models import Field
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy

from dayaq.access.forms import offer
from dayaq.accounts.models import User
from dayaq.cooperation.forms.kept import KeptForm as Kept
from dayaq.cooperation.forms.kept import kept_field
from dayaq.directory.models import Code, Region
from dayaq.partnership.models import (
    Activity,
    Agreement,
    Funding,
    Liaison,
    Partner,
    Request,
    Resource,
    Study,
)
from dayaq.partnership.models.kept import COUNTRIES
from dayaq.partnership.states import RequestStatus


def field_of(field: "Field[Any, Any]", **asked: Any) -> forms.Field | None:
    made = kept_field(field, **asked)
    if field.many_to_many and made is not None:
        made.widget.attrs["class"] = "choices long"
    return made


class KeptForm(Kept):
    class Meta(Kept.Meta):
        formfield_callback = field_of

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        chosen: dict[str, Any] = {
            "region": Region.objects.exclude(kind__in=("republic", "economic_region")),
            "country": Code.objects.of_list(COUNTRIES, on=localdate()),
            "countries": Code.objects.of_list(COUNTRIES, on=localdate()),
        }
        for name in chosen.keys() & self.fields.keys():
            self.fields[name].queryset = chosen[name]  # type: ignore[attr-defined]
        partners = Partner.objects.visible_to(user)
        offered = {"partners": partners, "donor": partners, "receiver": partners.filter(kind="ngo")}
        for name in offered.keys() & self.fields.keys():
            offer(self, name, offered[name])


class PartnerForm(KeptForm):
    more = ("address", "link", "clauses")

    class Meta(KeptForm.Meta):
        model = Partner
        fields = ("body", "title", "kind", "country", "address", "link", "clauses")


class AgreementForm(KeptForm):
    more = ("subject", "link", "clauses")

    class Meta(KeptForm.Meta):
        model = Agreement
        fields = (
            "body", "title", "number", "partners", "signed_on", "ends_on", "subject", "link", "clauses",
        )  # fmt: skip


class LiaisonForm(KeptForm):
    class Meta(KeptForm.Meta):
        model = Liaison
        fields = ("body", "country", "office", "contact", "since", "until")


class RequestForm(KeptForm):
    class Meta(KeptForm.Meta):
        model = Request
        fields = ("body", "title", "country", "way", "asked_at", "due_at")
        help_texts = {
            "title": gettext_lazy(
                "What it is about, in general words. Name no person and no case."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_at"].initial = now


class AnswerForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("What happened"), choices=RequestStatus.choices)
    why = forms.CharField(
        label=gettext_lazy("Remark"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean_status(self) -> RequestStatus:
        return RequestStatus(self.cleaned_data["status"])


class ActivityForm(KeptForm):
    more = ("region", "is_for_minors", "minors", "outcome", "clauses")

    class Meta(KeptForm.Meta):
        model = Activity
        fields = (
            "body", "title", "kind", "starts_on", "ends_on", "countries", "partners", "participants",
            "region", "is_for_minors", "minors", "outcome", "clauses",
        )  # fmt: skip


class FundingForm(KeptForm):
    more = ("is_not_separate", "reason", "call", "result")

    class Meta(KeptForm.Meta):
        model = Funding
        fields = (
            "body", "title", "source", "year", "clauses", "donor", "receiver", "currency", "asked",
            "pledged", "received", "allocated", "spent", "is_not_separate", "reason", "call", "result",
        )  # fmt: skip
        help_texts = {
            "asked": gettext_lazy("Empty while an amount is not known; 0 if it is nothing.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = localdate().year


class ResourceForm(KeptForm):
    more = ("used_times", "used_by", "clauses")

    class Meta(KeptForm.Meta):
        model = Resource
        fields = (
            "body", "title", "offered", "offered_on", "until", "used_times", "used_by", "clauses",
        )  # fmt: skip


class StudyForm(KeptForm):
    more = (
        "partners", "methods", "ethics_number", "ethics_on", "link", "proposals", "followed", "clauses",
    )  # fmt: skip

    class Meta(KeptForm.Meta):
        model = Study
        fields = (
            "body", "title", "topic", "region", "stage", "begun_on", "finished_on", "published_on",
            "partners", "methods", "ethics_number", "ethics_on", "link", "proposals", "followed",
            "clauses",
        )  # fmt: skip
