"""The registers of this room: their columns, their search and their filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.accounts.models import Appointment, Role, User
from dayaq.audit.models import Decision, Entry
from dayaq.audit.words import AREAS, codes_in, said, told
from dayaq.directory.models import (
    Body,
    BodyKind,
    Holiday,
    Parameter,
    RegionKind,
    holding_on,
)
from dayaq.kernel.lists import Search, Words
from dayaq.kernel.signs import status

WORDS = gettext_lazy("Search")


class Register(tables.Table):  # type: ignore[misc]
    class Meta:
        empty_text = ""


class StandingFilter(filters.ChoiceFilter):  # type: ignore[misc]
    """Is it in force today?"""

    def __init__(self, **extra: Any) -> None:
        super().__init__(
            label=gettext_lazy("In force"),
            choices=(
                ("today", gettext_lazy("Today")),
                ("past", gettext_lazy("No longer or not yet")),
            ),
            method=self._narrow,
            **extra,
        )

    @staticmethod
    def _narrow(rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        holds = holding_on(localdate())
        return rows.filter(holds) if value == "today" else rows.exclude(holds)


class ConfirmedFilter(filters.ChoiceFilter):  # type: ignore[misc]
    def __init__(self, **extra: Any) -> None:
        super().__init__(
            label=gettext_lazy("Confirmation"),
            choices=(
                ("yes", gettext_lazy("Confirmed")),
                ("no", gettext_lazy("Awaits confirmation")),
            ),
            method=self._narrow,
            **extra,
        )

    @staticmethod
    def _narrow(rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(confirmed_on__isnull=value == "no")


def confirmation(fact: Any) -> str:
    """Whether a fact was confirmed, by whom and when."""
    if not fact.is_confirmed:
        return status("unconfirmed", _("Awaits confirmation"))
    day = date_format(fact.confirmed_on, "SHORT_DATE_FORMAT")
    words = _("Confirmed: %(who)s, %(day)s") % {"who": fact.confirmed_by, "day": day}
    return status("confirmed", words)


class Confirmation(tables.Column):  # type: ignore[misc]
    """Confirmed by whom and when, or still to be confirmed."""

    def __init__(self) -> None:
        super().__init__(
            verbose_name=gettext_lazy("Confirmation"),
            accessor="confirmed_on",
            empty_values=(),
        )

    def render(self, record: Any) -> str:
        return confirmation(record)


class BodyTable(Register):
    name = tables.Column(
        gettext_lazy("Name"),
        linkify=("administration:body", {"code": tables.A("code")}),
        order_by="latest_name",
    )
    short_name = tables.Column(gettext_lazy("Short name"), orderable=False)
    kind = tables.Column()
    parent = tables.Column(orderable=False)
    successor = tables.Column(gettext_lazy("Successor"), empty_values=(), orderable=False)
    code = tables.Column()

    class Meta(Register.Meta):
        sequence = ("name", "short_name", "kind", "parent", "successor", "code")

    def render_successor(self, record: Body) -> str:
        return ", ".join(str(s.successor) for s in record.successions_from.all()) or "—"


class BodySearch(filters.FilterSet):  # type: ignore[misc]
    q = filters.CharFilter(
        label=WORDS, help_text=gettext_lazy("Any name, past or present"), method="find"
    )
    kind = filters.MultipleChoiceFilter(label=gettext_lazy("Kind"), choices=BodyKind.choices)
    unconfirmed = filters.BooleanFilter(
        label=gettext_lazy("With names that await confirmation"), method="awaiting"
    )

    def find(self, rows: Any, _name: str, words: str) -> Any:
        return rows.named_like(words)

    def awaiting(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        waiting = Q(names__confirmed_on=None)
        return rows.filter(waiting).distinct() if value else rows.exclude(waiting)


class GroupTable(Register):
    name = Words(
        verbose_name=gettext_lazy("Name"),
        linkify=("administration:group", {"code": tables.A("code")}),
        order_by="name_az",
    )
    is_involved_class = tables.BooleanColumn(yesno=(gettext_lazy("Yes"), gettext_lazy("No")))
    code = tables.Column()


class GroupSearch(Search):
    looks_in = ("name_az", "name_en", "code")


class RegionTable(Register):
    name = Words(
        verbose_name=gettext_lazy("Name"),
        linkify=("administration:region", {"code": tables.A("code")}),
        order_by="name_az",
    )
    kind = tables.Column()
    parent = tables.Column(order_by="parent__name_az")
    code = tables.Column()
    since = tables.Column()
    until = tables.Column()
    confirmation = Confirmation()


class RegionSearch(Search):
    looks_in = ("name_az", "name_en", "code")
    kind = filters.MultipleChoiceFilter(label=gettext_lazy("Kind"), choices=RegionKind.choices)
    confirmed = ConfirmedFilter()


class HolidayTable(Register):
    on = tables.Column(linkify=("administration:holiday", {"pk": tables.A("pk")}))
    weekday = tables.Column(gettext_lazy("Day of the week"), accessor="on", orderable=False)
    name = Words(verbose_name=gettext_lazy("Name"), order_by="name_az")
    state = tables.Column(gettext_lazy("State"), accessor="is_withdrawn", order_by="is_withdrawn")
    confirmation = Confirmation()

    def render_weekday(self, value: Any) -> str:
        return str(WEEKDAYS[value.weekday()])

    def render_state(self, value: bool) -> str:  # noqa: FBT001 - django-tables2's signature
        return _("Withdrawn") if value else _("Day off")


def years() -> list[tuple[int, str]]:
    return [(day.year, str(day.year)) for day in Holiday.objects.dates("on", "year", order="DESC")]


class HolidaySearch(Search):
    looks_in = ("name_az", "name_en")
    year = filters.ChoiceFilter(
        label=gettext_lazy("Year"), field_name="on", lookup_expr="year", choices=years
    )
    withdrawn = filters.BooleanFilter(label=gettext_lazy("Withdrawn"), field_name="is_withdrawn")
    confirmed = ConfirmedFilter()


class CodeListTable(Register):
    name = Words(
        verbose_name=gettext_lazy("Name"),
        linkify=("administration:code_list", {"pk": tables.A("pk")}),
        order_by="name_az",
    )
    system = tables.Column()
    version = tables.Column()
    size = tables.Column(gettext_lazy("Codes"))
    licence = tables.Column(attrs={"td": {"lang": "en"}})
    code = tables.Column()


class CodeListSearch(Search):
    looks_in = ("name_az", "name_en", "system", "code")


class CodeTable(Register):
    code = tables.Column(linkify=("administration:code", {"pk": tables.A("pk")}))
    name_az = Words()
    name_en = tables.Column(attrs={"td": {"lang": "en"}})
    broader = tables.Column(order_by="broader__name_az")
    until = tables.Column(gettext_lazy("Last day"))


class CodeSearch(Search):
    looks_in = ("code", "name_az", "name_en")
    standing = StandingFilter()


class ParameterTable(Register):
    name = Words(
        verbose_name=gettext_lazy("Name"),
        linkify=("administration:parameter", {"code": tables.A("code")}),
        order_by="name_az",
    )
    today = tables.Column(gettext_lazy("Value today"), empty_values=(), orderable=False)
    unit = tables.Column(orderable=False)
    confirmation = tables.Column(gettext_lazy("Confirmation"), accessor="pk", orderable=False)
    code = tables.Column()

    def render_today(self, record: Parameter) -> str:
        value = record.value_on(localdate())
        return value.told() if value else "—"

    def render_unit(self, record: Parameter) -> str:
        return str(record.unit_told)

    def render_confirmation(self, record: Parameter) -> str:
        value = record.value_on(localdate())
        return confirmation(value) if value else "—"


class ParameterSearch(Search):
    looks_in = ("name_az", "name_en", "code")
    confirmed = filters.ChoiceFilter(
        label=gettext_lazy("Confirmation"),
        choices=(("yes", gettext_lazy("Confirmed")), ("no", gettext_lazy("Awaits confirmation"))),
        method="narrow",
    )

    def narrow(self, rows: Any, _name: str, value: str) -> Any:
        waiting = Q(values__confirmed_on=None)
        return rows.filter(waiting).distinct() if value == "no" else rows.exclude(waiting)


class AccountTable(Register):
    full_name = Words(linkify=("administration:account", {"username": tables.A("username")}))
    username = tables.Column()
    position = tables.Column()
    roles = tables.Column(gettext_lazy("Roles today"), empty_values=(), orderable=False)
    email = tables.Column()
    is_active = tables.Column(gettext_lazy("State"))
    has_second_factor = tables.Column(gettext_lazy("Second factor"))
    last_login = tables.Column(gettext_lazy("Last sign-in"))

    def render_roles(self, record: User) -> str:
        return (
            "; ".join(
                f"{post.get_role_display()}, {post.body.short_name}"
                for post in record.posts_today  # type: ignore[attr-defined]
            )
            or "—"
        )

    def render_is_active(self, value: bool) -> str:  # noqa: FBT001 - django-tables2's signature
        return _("Open") if value else _("Closed")

    def render_has_second_factor(self, value: bool) -> str:  # noqa: FBT001 - as above
        return _("Yes") if value else _("No")


class AccountSearch(Search):
    looks_in = ("full_name", "username", "email", "position")
    role = filters.ChoiceFilter(
        label=gettext_lazy("Role today"), choices=Role.choices, method="in_role"
    )
    body = filters.ModelChoiceFilter(
        label=gettext_lazy("Body"),
        queryset=lambda _request: Body.objects.to_choose_from(),
        method="at_body",
    )
    state = filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=(("open", gettext_lazy("Open")), ("closed", gettext_lazy("Closed"))),
        method="in_state",
    )
    second_factor = filters.BooleanFilter(
        label=gettext_lazy("Has a second factor"), field_name="has_second_factor"
    )

    def in_role(self, rows: Any, _name: str, role: str) -> Any:
        held = Appointment.objects.holding_on(localdate()).filter(role=role)
        return rows.filter(pk__in=held.values("user"))

    def at_body(self, rows: Any, _name: str, body: Body) -> Any:
        held = Appointment.objects.holding_on(localdate()).filter(body=body)
        return rows.filter(pk__in=held.values("user"))

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows.filter(is_active=state == "open")


class PostTable(Register):
    user = Words(
        linkify=("administration:account", {"username": tables.A("user__username")}),
        order_by="user__full_name",
    )
    role = tables.Column()
    body = tables.Column(orderable=False)
    since = tables.Column()
    until = tables.Column()
    deputy_for = tables.Column(accessor="deputy_for__user", orderable=False)
    order_number = tables.Column()


class PostSearch(Search):
    looks_in = ("user__full_name", "user__username", "order_number")
    role = filters.MultipleChoiceFilter(label=gettext_lazy("Role"), choices=Role.choices)
    body = filters.ModelChoiceFilter(
        label=gettext_lazy("Body"), queryset=lambda _request: Body.objects.to_choose_from()
    )
    standing = StandingFilter()


class AuditTable(Register):
    at = tables.DateTimeColumn(format="d.m.Y H:i:s")
    by = tables.Column(gettext_lazy("Who"), empty_values=(), order_by="by__full_name")
    did = tables.Column()
    subject = tables.Column(empty_values=())
    case_reference = tables.Column()
    body = tables.Column(orderable=False)
    purpose = tables.Column(orderable=False)
    decision = tables.Column()
    details = tables.Column(gettext_lazy("Details"), orderable=False)

    def render_by(self, record: Entry) -> str:
        return str(record.by) if record.by else _("The system")

    def render_did(self, value: str) -> str:
        return said(value)

    def render_subject(self, record: Entry) -> str:
        return record.subject or "—"

    def render_details(self, record: Entry) -> str:
        return told(record)


class AuditSearch(Search):
    looks_in = ("subject", "case_reference", "purpose", "by__full_name", "by__username")
    by = filters.ModelChoiceFilter(label=gettext_lazy("Who"), queryset=User.objects.all())
    area = filters.ChoiceFilter(
        label=gettext_lazy("Area"), choices=lambda: list(AREAS.items()), method="in_area"
    )
    body = filters.ModelChoiceFilter(queryset=Body.objects.prefetch_related("names"))
    decision = filters.ChoiceFilter(choices=Decision)
    days = filters.DateFromToRangeFilter(label=gettext_lazy("Days"), field_name="at")

    def in_area(self, rows: Any, _name: str, area: str) -> Any:
        return rows.filter(did__in=codes_in(area))
