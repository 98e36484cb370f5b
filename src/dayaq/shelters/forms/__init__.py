"""The shape of what people write in this room; who may write it is asked by the actions."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.accounts.models import Appointment
from dayaq.cases.forms.sharing import consent_words
from dayaq.cases.models import Consent
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Part, Purpose
from dayaq.directory.models import Body, Region
from dayaq.shelters.states import (
    NEXT_FACILITY,
    Danger,
    Departure,
    EntryKind,
    FacilityKind,
    FacilityStatus,
    Owner,
    RefusalReason,
    Resident,
    SupplyKind,
)

QUIET = {"autocomplete": "off"}
TEXT = forms.Textarea(attrs=QUIET | {"rows": 3})


def _languages(form: forms.Form) -> None:
    choices = Codes(frozenset({"language"})).choices("language", on=localdate())
    form.fields["languages"].choices = choices  # type: ignore[attr-defined]


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        required=False,
        choices=(),
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )


class FacilityForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Name in use"),
        max_length=40,
        help_text=gettext_lazy("A tree, a colour: nothing that says where it is."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FacilityKind)
    owner = forms.ChoiceField(label=gettext_lazy("Whose it is"), choices=Owner)
    body = forms.ModelChoiceField(
        label=gettext_lazy("Body whose people work there"), queryset=Body.objects.none()
    )
    region = forms.ModelChoiceField(label=gettext_lazy("Region"), queryset=Region.objects.all())
    takes = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it takes"), choices=Resident, widget=forms.CheckboxSelectMultiple
    )
    from_age = forms.IntegerField(
        label=gettext_lazy("From age"), min_value=0, max_value=120, required=False
    )
    to_age = forms.IntegerField(
        label=gettext_lazy("To age"), min_value=0, max_value=120, required=False
    )
    is_step_free = forms.BooleanField(
        label=gettext_lazy("Reachable in a wheelchair"), required=False
    )
    languages = languages_field()
    stands = forms.ChoiceField(
        label=gettext_lazy("How much danger from outside it can stand"),
        choices=Danger,
        initial=Danger.MEDIUM,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.to_choose_from()  # type: ignore[attr-defined]
        _languages(self)


class MoveForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, now_is: FacilityStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [s for s in FacilityStatus if s in NEXT_FACILITY[now_is]]
        self.fields["status"].choices = [(s.value, s.label) for s in able]  # type: ignore[attr-defined]

    def clean_status(self) -> FacilityStatus:
        return FacilityStatus(self.cleaned_data["status"])


class AssessForm(forms.Form):
    on = DayField(label=gettext_lazy("Day"), initial=localdate)
    assessed_by = forms.CharField(label=gettext_lazy("Assessed by"), max_length=200)
    standards_asked = forms.IntegerField(label=gettext_lazy("Standards asked"), min_value=1)
    standards_met = forms.IntegerField(label=gettext_lazy("Standards met"), min_value=0)
    need = forms.DecimalField(
        label=gettext_lazy("Funding needed a year, AZN"), min_value=0, required=False
    )
    allocated = forms.DecimalField(
        label=gettext_lazy("Allocated a year, AZN"), min_value=0, required=False
    )
    findings = forms.CharField(
        label=gettext_lazy("Findings"),
        required=False,
        max_length=5000,
        widget=TEXT,
        help_text=gettext_lazy("Nothing of where it is, nothing of who stays there."),
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > localdate():
            raise ValidationError(_("This day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        met, asked = given.get("standards_met"), given.get("standards_asked")
        if met is not None and asked is not None and met > asked:
            self.add_error("standards_met", _("No more standards are met than were asked."))
        return given


class PersonForm(forms.Form):
    appointment = forms.ModelChoiceField(
        label=gettext_lazy("Who works there"), queryset=Appointment.objects.none()
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["appointment"]
        field.queryset = posts
        field.label_from_instance = lambda post: (
            f"{post.user.full_name} ({post.get_role_display()})"
        )


class BedsForm(forms.Form):
    room = forms.CharField(label=gettext_lazy("Room"), max_length=40)
    count = forms.IntegerField(label=gettext_lazy("How many beds"), min_value=1, max_value=50)


class LocationForm(forms.Form):
    address = forms.CharField(label=gettext_lazy("Address"), max_length=1000, widget=TEXT)
    directions = forms.CharField(
        label=gettext_lazy("How to get there unseen"), required=False, max_length=2000, widget=TEXT
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=QUIET),
    )


class PlaceForm(forms.Form):
    """What must fit. No name, no story: the facility reads what opens when it accepts."""

    who = forms.ChoiceField(
        label=gettext_lazy("For whom"), choices=Resident, widget=forms.RadioSelect
    )
    age = forms.IntegerField(
        label=gettext_lazy("Age, as far as it is known"),
        min_value=0,
        max_value=120,
        required=False,
    )
    children = forms.IntegerField(
        label=gettext_lazy("Children who come along"), min_value=0, max_value=15, initial=0
    )
    danger = forms.ChoiceField(
        label=gettext_lazy("Danger from outside"),
        choices=Danger,
        initial=Danger.MEDIUM,
        widget=forms.RadioSelect,
    )
    avoid = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Regions to stay away from"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Where those are whom the person flees."),
    )
    needs_step_free = forms.BooleanField(
        label=gettext_lazy("The person comes in a wheelchair"), required=False
    )
    languages = languages_field()
    consent = forms.ModelChoiceField(
        label=gettext_lazy("Consent"),
        queryset=Consent.objects.none(),
        required=False,
        help_text=gettext_lazy("What the person agreed to tell the facility's body."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Sections that open when it accepts"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, consents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _languages(self)
        fitting = [one for one in consents if Purpose.PROTECTION in one.purposes]
        agreed = {part for one in fitting for part in one.parts}
        field: Any = self.fields["consent"]
        field.queryset = consents.filter(pk__in=[one.pk for one in fitting])
        field.label_from_instance = consent_words
        self.fields["parts"].choices = [(p.value, p.label) for p in Part if p in agreed]  # type: ignore[attr-defined]

    def clean_avoid(self) -> list[int]:
        return [region.pk for region in self.cleaned_data["avoid"]]


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why the person cannot come"),
        choices=RefusalReason,
        widget=forms.RadioSelect,
    )


class EntryForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=EntryKind, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=5000, widget=TEXT
    )
    is_serious = forms.BooleanField(label=gettext_lazy("Serious"), required=False)


class LeaveForm(forms.Form):
    departure = forms.ChoiceField(
        label=gettext_lazy("Where to"), choices=Departure, widget=forms.RadioSelect
    )
    aftercare = forms.CharField(
        label=gettext_lazy("How it goes on outside"), required=False, max_length=5000, widget=TEXT
    )


class CloseAddressForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Nothing of where it is, nothing of who stays there."),
        widget=forms.TextInput(attrs=QUIET),
    )


class SupplyForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("What is needed"),
        max_length=100,
        help_text=gettext_lazy("The thing alone, never for whom."),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=20,
        help_text=gettext_lazy("Piece, kilogram, pack."),
    )
    wanted = forms.IntegerField(
        label=gettext_lazy("How many are wanted"), min_value=0, max_value=1_000_000
    )
    in_stock = forms.IntegerField(
        label=gettext_lazy("How many are there"), min_value=0, max_value=1_000_000, initial=0
    )


class SupplyChangeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=SupplyKind, widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label=gettext_lazy("How many"), min_value=0, max_value=1_000_000)
    words = forms.CharField(
        label=gettext_lazy("From whom, why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Nothing of where it is, nothing of who stays there."),
        widget=forms.TextInput(attrs=QUIET),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        moves = {SupplyKind.RECEIVED, SupplyKind.GIVEN}
        if given.get("kind") in moves and given.get("amount") == 0:
            self.add_error("amount", _("Say how many."))
        return given
