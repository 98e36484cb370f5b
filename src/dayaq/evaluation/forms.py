"""Forms about question sets, and the questionnaire itself: on a phone, and as counted papers."""

import uuid
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import Keeping, LinesField
from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.evaluation.models import Question, QuestionSet
from dayaq.evaluation.models.questions import as_lines, as_options
from dayaq.evaluation.states import Asked, Purpose
from dayaq.kernel.text import fold

LONGEST_REMARK = 2000
MOST_PAPERS = 2000
NATION = gettext_lazy("The whole country (kept by the coordinator)")


class SetForm(Keeping):
    """What a set is called and says first. Its code is made from its title and never changes."""

    class Meta(Keeping.Meta):
        model = QuestionSet
        fields = (
            "body",
            "purpose",
            "title_az",
            "title_en",
            "title_ru",
            "intro_az",
            "intro_en",
            "intro_ru",
        )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["body"], self.fields["purpose"]
            return
        own = bodies_where(user, Permission.LEARNING_KEEP)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.to_choose_from().filter(pk__in=own)
        body.empty_label = NATION if holds(user, Permission.QUESTIONS_KEEP) else None
        body.required = not holds(user, Permission.QUESTIONS_KEEP)
        if len(own) == 1 and body.required:
            body.initial = next(iter(own))
            body.widget = body.hidden_widget()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.instance.pk and cleaned.get("title_az"):
            stem = slugify(fold(cleaned["title_az"]))[:40] or "set"
            cleaned["code"] = f"{stem}-{uuid.uuid4().hex[:6]}"
        return cleaned


class TestForm(forms.Form):
    """Which test is asked before and after the trainings of a programme."""

    test = forms.ModelChoiceField(
        label=gettext_lazy("Test before and after"),
        required=False,
        queryset=QuestionSet.objects.none(),
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tests = QuestionSet.objects.visible_to(user).in_force().filter(purpose=Purpose.TEST)
        self.fields["test"].queryset = tests  # type: ignore[attr-defined]


class QuestionForm(Keeping):
    answers = LinesField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        help_text=gettext_lazy(
            "One on each line; English and Russian after a vertical bar: “Bəli | Yes | Да”. "
            "A star before the right answer of a test."
        ),
    )

    class Meta(Keeping.Meta):
        model = Question
        fields = ("asked", "text_az", "text_en", "text_ru", "is_required")

    field_order = ("asked", "text_az", "text_en", "text_ru", "answers", "is_required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"].initial = as_lines(self.instance.options)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        lines = cleaned.pop("answers", [])
        is_chosen = cleaned.get("asked") in {Asked.CHOICE, Asked.SEVERAL}
        if is_chosen and not 2 <= len(lines) <= 26:
            self.add_error("answers", _("Enter at least two answers, each on a line of its own."))
        cleaned["options"] = as_options(lines) if is_chosen else []
        return cleaned


class Questionnaire(forms.Form):
    """The questions of a set as fields. The key tells one handing-in from the next, and nothing else."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, asked: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in asked:
            self.fields[f"q{question.pk}"] = _field(question)

    @property
    def questions(self) -> list[tuple[Question, BoundField]]:
        return [(question, self[f"q{question.pk}"]) for question in self.asked]

    @property
    def answers(self) -> dict[Question, list[str]]:
        """What was said to each question, as the action takes it."""
        told = {}
        for question in self.asked:
            value = self.cleaned_data.get(f"q{question.pk}")
            said = value if isinstance(value, list) else [value]
            told[question] = [one.strip() for one in said if one and one.strip()]
        return told


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": str(question), "required": question.is_required}
    if question.asked == Asked.WORDS:
        return forms.CharField(
            max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 3}), **common
        )
    common["error_messages"] = {"required": _("Please choose an answer.")}
    if question.asked == Asked.SEVERAL:
        return forms.MultipleChoiceField(
            choices=question.choices, widget=forms.CheckboxSelectMultiple, **common
        )
    return forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect, **common)


class Papers(forms.Form):
    """A pile of papers, counted: how often each choice was made, and the remarks, one on each line."""

    people = forms.IntegerField(
        label=gettext_lazy("How many papers"), min_value=1, max_value=MOST_PAPERS
    )

    def __init__(self, *args: Any, asked: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in asked:
            for choice, label in question.choices if question.asked != Asked.WORDS else []:
                self.fields[f"q{question.pk}-{choice}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=MOST_PAPERS,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )
            if question.asked == Asked.WORDS:
                self.fields[f"q{question.pk}"] = LinesField(
                    label=str(question), required=False, max_length=50_000
                )

    @property
    def questions(self) -> list[tuple[Question, list[BoundField]]]:
        """Each question with its fields: one for each choice, or one for the remarks."""
        return [
            (
                question,
                [
                    self[name]
                    for name in self.fields
                    if name == f"q{question.pk}" or name.startswith(f"q{question.pk}-")
                ],
            )
            for question in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody chooses twice where one answer is asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        people = cleaned.get("people") or 0
        for question in self.asked if people else []:
            told = self.counts.get(question, {})
            most = max(told.values(), default=0)
            total = most if question.asked == Asked.SEVERAL else sum(told.values())
            if total > people:
                first = f"q{question.pk}-{next(iter(told))}"
                self.add_error(
                    first,
                    _("%(total)s answers are more than %(people)s papers.")
                    % {"total": total, "people": people},
                )
            if any(len(words) > LONGEST_REMARK for words in cleaned.get(f"q{question.pk}") or []):
                self.add_error(f"q{question.pk}", _("A remark has at most 2000 letters."))
        return cleaned

    @property
    def counts(self) -> dict[Question, dict[str, int]]:
        return {
            question: {
                choice: self.cleaned_data.get(f"q{question.pk}-{choice}") or 0
                for choice, _label in question.choices
            }
            for question in self.asked
            if question.asked != Asked.WORDS
        }

    @property
    def remarks(self) -> dict[Question, list[str]]:
        return {
            question: self.cleaned_data.get(f"q{question.pk}") or []
            for question in self.asked
            if question.asked == Asked.WORDS
        }


class SlipsForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("How many slips"),
        min_value=1,
        max_value=500,
        help_text=gettext_lazy(
            "One for each person, handed out unread. Once slips are issued, nobody answers without one."
        ),
    )
