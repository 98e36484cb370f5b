"""Forms of this room."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import RegisterForm, offer
from dayaq.access.permissions import Permission, bodies_where
from dayaq.accounts.models import User
from dayaq.awareness.models import Campaign, Material, Movement, Point
from dayaq.awareness.models.campaigns import AUDIENCES as REACHED
from dayaq.awareness.models.campaigns import LANGUAGES, MEDIA
from dayaq.directory.models import Body, Code, Region
from dayaq.kernel.files import why_not_keep
from dayaq.learning.models.training import AUDIENCES, TOPICS


class KeptForm(RegisterForm):
    keeps = Permission.LEARNING_KEEP

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        chosen: dict[str, Any] = {
            "region": Region.objects.exclude(kind__in=("republic", "economic_region")),
            "readers": Body.objects.to_choose_from(),
            "partners": Body.objects.to_choose_from(),
        }
        materials = Material.objects.visible_to(user).order_by("-issued_on", "-pk")
        own = Point.objects.filter(body__in=bodies_where(user, self.keeps), is_closed=False)
        offered: dict[str, Any] = {"materials": materials, "material": materials, "point": own}
        for name in chosen.keys() & self.fields.keys():
            self.fields[name].queryset = chosen[name]  # type: ignore[attr-defined]
        for name in offered.keys() & self.fields.keys():
            offer(self, name, offered[name])
        for name in ("readers", "partners", "languages"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "choices long"


class MaterialForm(KeptForm):
    more = ("audiences", "readers", "review_on")
    codes = {"topics": TOPICS, "audiences": AUDIENCES}

    class Meta(KeptForm.Meta):
        model = Material
        fields = (
            "body", "title", "kind", "summary", "topics", "audiences", "readers", "review_on",
        )  # fmt: skip
        help_texts = {
            "readers": gettext_lazy("Everybody who works there is asked to say that it was read.")
        }


class PutInForm(forms.Form):
    """A file or a link in one language."""

    language = forms.ModelChoiceField(Code.objects.none(), label=gettext_lazy("Language"))
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    link = forms.URLField(
        label=gettext_lazy("or a link"), required=False, max_length=500, assume_scheme="https"
    )
    is_new_version = forms.BooleanField(
        label=gettext_lazy("This is a new version"),
        required=False,
        help_text=gettext_lazy("Its readers are asked anew. Leave it for another language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Code.objects.of_list(LANGUAGES, on=localdate())
        self.fields["language"].queryset = rows  # type: ignore[attr-defined]
        self.fields["language"].initial = rows.filter(code="az").first()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file: UploadedFile[Any] | None = cleaned.pop("file", None)
        if not self.errors and (file is None) == (not cleaned.get("link")):
            self.add_error("file", _("Choose a file, or enter a link; not both."))
        if file is not None and (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            self.add_error(
                "file",
                _("The file is larger than %(limit)d MB.")
                % {"limit": settings.UPLOAD_MAX_BYTES // (1024 * 1024)},
            )
        elif file is not None:
            cleaned["content"], cleaned["name"] = file.read(), file.name
            if refusal := why_not_keep(cleaned["content"]):
                self.add_error("file", str(refusal))
        return cleaned


class CampaignForm(KeptForm):
    more = (
        "items", "materials", "partners", "other_partners", "partner_count", "organisers_view",
        "study", "study_score", "study_people",
    )  # fmt: skip
    codes = {"media": MEDIA, "languages": LANGUAGES}

    class Meta(KeptForm.Meta):
        model = Campaign
        fields = (
            "body", "title", "starts_on", "ends_on", "media", "languages", "region", "cost", "items",
            "materials", "partners", "other_partners", "partner_count", "organisers_view", "study",
            "study_score", "study_people",
        )  # fmt: skip
        help_texts = {
            "cost": gettext_lazy("Empty while it is not known; 0 if it cost nothing."),
            "partner_count": gettext_lazy("Empty while it is not known."),
            "study": gettext_lazy(
                "Only where somebody else asked the audience. What it answered to our questionnaire is "
                "counted by itself."
            ),
        }


class ReachForm(forms.Form):
    """How many people of each kind; empty where it is not known."""

    def __init__(self, *args: Any, known: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(Code.objects.of_list(REACHED, on=localdate()))
        for code in self.codes:
            self.fields[f"of-{code.pk}"] = forms.IntegerField(
                label=code.name,
                required=False,
                min_value=0,
                max_value=20_000_000,
                initial=known.get(code.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        reached = [(code, cleaned.get(f"of-{code.pk}")) for code in self.codes]
        return {"reached": [(code, people) for code, people in reached if people is not None]}


class PointForm(KeptForm):
    class Meta(KeptForm.Meta):
        model = Point
        fields = ("body", "title", "kind", "region", "is_closed")


class MovementForm(KeptForm):
    more = ("note",)
    codes = {"language": LANGUAGES}

    class Meta(KeptForm.Meta):
        model = Movement
        fields = ("body", "material", "language", "flow", "point", "on", "copies", "note")
        help_texts = {
            "point": gettext_lazy("Where they were handed out; empty for copies received."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = localdate()
