"""Pages about bodies and groups of bodies."""

from functools import partial

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.administration import tables
from dayaq.administration.actions import bodies as actions
from dayaq.administration.forms.directory import (
    BodyForm,
    BodyRevision,
    GroupForm,
    GroupRevision,
    NameForm,
    NameRevision,
    SuccessionForm,
)
from dayaq.administration.views.forms import Crumbs, form_page, require_form
from dayaq.administration.views.names import in_english
from dayaq.directory.models import Body, BodyGroup, BodyName, Succession
from dayaq.kernel.lists import show_list


def body_url(body: Body) -> str:
    return reverse("administration:body", args=[body.code])


def bodies_crumb() -> tuple[object, str]:
    return (_("Bodies"), reverse("administration:bodies"))


def crumbs_of(body: Body) -> Crumbs:
    return [bodies_crumb(), (body.name, body_url(body))]


def body_of(code: str) -> Body:
    return get_object_or_404(Body.objects.with_names(), code=code)


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def bodies(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Body.objects.with_names()
        .by_name()
        .select_related("parent")
        .prefetch_related("parent__names"),
        table=tables.BodyTable,
        filters=tables.BodySearch,
        title=_("Bodies"),
        name="directory-bodies",
        template="administration/list.html",
        context={
            "lead": _("Every body that has a part in the plan, with all its names."),
            "add": (reverse("administration:add_body"), _("Add a body")),
        },
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def body(request: UserRequest, code: str) -> HttpResponse:
    asked = get_object_or_404(Body, code=code)
    successions = list(Succession.objects.filter(Q(predecessor=asked) | Q(successor=asked)))
    ends = {pk for one in successions for pk in (one.predecessor_id, one.successor_id)}
    kin = Body.objects.to_choose_from().filter(
        Q(parent=asked) | Q(pk__in={asked.pk, asked.parent_id, *ends} - {None})
    )
    by_key = {one.pk: one for one in kin}
    for one in successions:
        one.predecessor, one.successor = by_key[one.predecessor_id], by_key[one.successor_id]
    known = by_key[asked.pk]
    people = known.appointments.holding_on(localdate()).select_related("user", "deputy_for__user")
    return render(
        request,
        "administration/body.html",
        {
            "body": known,
            "parent": by_key.get(known.parent_id or 0),
            "names": sorted(
                known.names.all(),
                key=lambda n: (n.language, -(n.since.toordinal() if n.since else 0)),
            ),
            "successions": [one for one in successions if one.predecessor_id == known.pk],
            "predecessors": [one for one in successions if one.successor_id == known.pk],
            "parts": [one for one in by_key.values() if one.parent_id == known.pk],
            "posts": people.order_by("role", "user__full_name"),
            "today": localdate(),
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_body(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        BodyForm(request.POST or None),
        actions.add_body,
        title=_("Add a body"),
        to=body_url,
        done=_("The body has been added."),
        crumbs=[bodies_crumb()],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_body(request: UserRequest, code: str) -> HttpResponse:
    known = body_of(code)
    return form_page(
        request,
        BodyRevision(request.POST or None, instance=get_object_or_404(Body, code=code)),
        partial(actions.revise_body, known),
        title=_("Change %(name)s") % {"name": known.name},
        lead=_("A new name is not a correction: add it with the day from which it holds."),
        done=_("The body has been changed."),
        crumbs=crumbs_of(known),
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_name(request: UserRequest, code: str) -> HttpResponse:
    known = body_of(code)
    return form_page(
        request,
        NameForm(request.POST or None, initial={"language": "az"}),
        partial(actions.add_name, known),
        title=_("A new name for %(name)s") % {"name": known.name},
        lead=_("Texts from before that day keep the name that held then."),
        done=_("The new name has been added; the name before ends the day before."),
        crumbs=crumbs_of(known),
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_name(request: UserRequest, pk: int) -> HttpResponse:
    name = get_object_or_404(BodyName.objects.select_related("body"), pk=pk)
    return form_page(
        request,
        NameRevision(request.POST or None, instance=name),
        partial(actions.revise_name, name),
        title=_("Correct the name “%(name)s”") % {"name": name.full},
        lead=_(
            "Only for mistakes in writing: a body that is renamed gets a new name. "
            "A confirmation lapses."
        ),
        done=_("The name has been corrected."),
        crumbs=crumbs_of(name.body),
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def say_successor(request: UserRequest, code: str) -> HttpResponse:
    known = body_of(code)
    succession = known.successions_from.first()
    return form_page(
        request,
        SuccessionForm(request.POST or None, instance=succession, predecessor=known),
        partial(actions.say_successor, known),
        title=_("Who succeeds %(name)s") % {"name": known.name},
        lead=_("From that day on its duties are the successor's; its name stays in older texts."),
        done=_("The successor has been saved."),
        crumbs=crumbs_of(known),
    )


def groups_crumb() -> tuple[object, str]:
    return (_("Groups of bodies"), reverse("administration:groups"))


def group_url(group: BodyGroup) -> str:
    return reverse("administration:group", args=[group.code])


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def groups(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=BodyGroup.objects.all(),
        table=tables.GroupTable,
        filters=tables.GroupSearch,
        title=_("Groups of bodies"),
        name="directory-groups",
        template="administration/list.html",
        context={
            "lead": _("Texts name these as one. Which bodies are meant, the coordinator decides."),
            "add": (reverse("administration:add_group"), _("Add a group")),
        },
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def group(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(BodyGroup, code=code)
    return render(
        request,
        "administration/record.html",
        {
            "row": known,
            "title": known.name,
            "crumbs": [groups_crumb()],
            "facts": [
                (_("Name in Azerbaijani"), known.name_az),
                (_("Name in English"), in_english(known.name_en) or "—"),
                (_("Code"), known.code),
                (
                    _("Only ever involved, never an executor"),
                    _("Yes") if known.is_involved_class else _("No"),
                ),
                (_("Other forms in texts"), "; ".join(known.aliases) or "—"),
            ],
            "acts": [(reverse("administration:revise_group", args=[code]), _("Change"))],
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_group(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        GroupForm(request.POST or None),
        actions.add_group,
        title=_("Add a group"),
        to=group_url,
        done=_("The group has been added."),
        crumbs=[groups_crumb()],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_group(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(BodyGroup, code=code)
    return form_page(
        request,
        GroupRevision(request.POST or None, instance=get_object_or_404(BodyGroup, code=code)),
        partial(actions.revise_group, known),
        title=_("Change %(name)s") % {"name": known.name},
        done=_("The group has been changed."),
        crumbs=[groups_crumb(), (known.name, group_url(known))],
    )
