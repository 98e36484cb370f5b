"""Forms about standing bodies, their members, meetings, agendas and who came."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import DayField, Keeping
from dayaq.cooperation.forms.kept import ClausesField, SteeredForm
from dayaq.councils.models import AgendaItem, Meeting, Membership, StandingBody
from dayaq.councils.states import Came
from dayaq.directory.models import Body, Parameter
from dayaq.indicators.clauses import clauses
from dayaq.proposals.models import Proposal
from dayaq.recommendations.models import Recommendation


class StandingForm(SteeredForm):
    more = ("address", "since", "until", "quorum_rule", "interval_rule")

    class Meta(SteeredForm.Meta):
        model = StandingBody
        fields = (
            "name", "kind", "act", "mandate", "clauses", "address", "since", "until", "quorum_rule",
            "interval_rule",
        )  # fmt: skip
        help_texts = {
            "act": _("The act and its number, for example Cabinet decision 123 of 11 August 2009."),
            "quorum_rule": _(
                "Its value is kept in the directory, with the days on which it holds."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (("quorum_rule", "fraction"), ("interval_rule", "integer")):
            rules = Parameter.objects.filter(value_type=kind)
            if name == "interval_rule":
                rules = rules.filter(unit="months")
            self.fields[name].queryset = rules  # type: ignore[attr-defined]


class SeatForm(SteeredForm):
    more = ("alternate_position", "act", "until")

    class Meta(SteeredForm.Meta):
        model = Membership
        fields = (
            "body", "name", "position", "seat", "since", "alternate", "alternate_position", "act",
            "until",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whose body it is has nothing to do with whose register it is: it is always asked.
        bodies = Body.objects.to_choose_from()
        self.fields["body"] = forms.ModelChoiceField(label=_("Body"), queryset=bodies)
        self.order_fields(["seen", *(self._meta.fields or ())])
        if self.instance.pk:
            self.initial["body"] = self.instance.body_id


class MeetingForm(Keeping):
    """When and where. The day and the hour are asked for apart, as people say them."""

    day = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Begins at"),
        initial="11:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    class Meta(Keeping.Meta):
        model = Meeting
        fields = ("minutes", "manner", "venue", "online")

    field_order = ("day", "hour", "minutes", "manner", "venue", "online")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            begins = localtime(self.instance.starts_at)
            self.initial.update(day=begins.date(), hour=begins.time())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour = cleaned.pop("day", None), cleaned.pop("hour", None)
        if day and isinstance(hour, time):
            cleaned["starts_at"] = make_aware(datetime.combine(day, hour))
        return cleaned


class ItemForm(SteeredForm):
    """A point of the agenda; what it is about is linked where there is something to link."""

    class Meta(SteeredForm.Meta):
        model = AgendaItem
        fields = ("title", "speaker", "clauses", "proposal", "recommendation")
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["speaker"].queryset = Body.objects.to_choose_from()
        fields["proposal"].queryset = Proposal.objects.under_way()
        fields["recommendation"].queryset = Recommendation.objects.open().with_document()

    more = ("clauses", "proposal", "recommendation")


class MeasuresForm(forms.Form):
    clauses = ClausesField(required=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = set(cleaned.pop("clauses", ()))
        cleaned["measures"] = [one for one in clauses() if one.number in chosen]
        return cleaned


class PresenceForm(forms.Form):
    """Who sat on each chair, all members on one page."""

    guests = forms.CharField(
        label=_("Who else was there"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, members: list[Membership], before: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            choices = [c for c in Came.choices if member.alternate or c[0] != Came.ALTERNATE]
            self.fields[f"member_{member.pk}"] = forms.ChoiceField(
                label=f"{member.name}, {member.body.short_name}",
                choices=choices,
                initial=before.get(member.pk, Came.MEMBER),
                widget=forms.RadioSelect,
            )

    @property
    def chairs(self) -> list[tuple[Membership, forms.BoundField]]:
        return [(member, self[f"member_{member.pk}"]) for member in self.members]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        came = {
            member: cleaned[f"member_{member.pk}"]
            for member in self.members
            if f"member_{member.pk}" in cleaned
        }
        return {"came": came, "guests": cleaned.get("guests", "")}


class HeardForm(SteeredForm):
    heard = forms.CharField(
        label=pgettext_lazy("agenda", "What was said"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta(SteeredForm.Meta):
        model = AgendaItem
        fields = ("heard",)


class SignedForm(forms.Form):
    signed_on = DayField(label=_("Day of the signature"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = localdate()

    def clean_signed_on(self) -> Any:
        if self.cleaned_data["signed_on"] > localdate():
            raise forms.ValidationError(gettext("This day is still to come."))
        return self.cleaned_data["signed_on"]


class EndSeatForm(forms.Form):
    until = DayField(label=_("Last day"))
    why = forms.CharField(label=_("Reason"), max_length=500)
