"""Pages about code lists and parameters."""

from functools import partial

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.administration import tables
from dayaq.administration.actions import rules as actions
from dayaq.administration.forms.directory import (
    CodeForm,
    CodeRevision,
    RetirementForm,
    ValueForm,
    ValueRevision,
    VersionForm,
)
from dayaq.administration.views.forms import form_page, require_form
from dayaq.administration.views.names import in_english
from dayaq.directory.models import Code, CodeList, Parameter, ParameterValue
from dayaq.kernel.lists import show_list


def lists_crumb() -> tuple[object, str]:
    return (_("Code lists"), reverse("administration:code_lists"))


def list_url(code_list: CodeList) -> str:
    return reverse("administration:code_list", args=[code_list.pk])


def code_url(code: Code) -> str:
    return reverse("administration:code", args=[code.pk])


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def code_lists(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=CodeList.objects.annotate(size=Count("codes")),
        table=tables.CodeListTable,
        filters=tables.CodeListSearch,
        title=_("Code lists"),
        name="directory-code-lists",
        template="administration/list.html",
        context={"lead": _("Codes as they were published: system and version travel with them.")},
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def code_list(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(CodeList, pk=pk)
    return show_list(
        request,
        rows=known.codes.select_related("broader"),
        table=tables.CodeTable,
        filters=tables.CodeSearch,
        title=known.name,
        name=f"codes-{known.code}",
        template="administration/code_list.html",
        context={
            "row": known,
            "crumbs": [lists_crumb()],
            "versions": CodeList.objects.filter(code=known.code).exclude(pk=pk),
            "add": (reverse("administration:add_code", args=[pk]), _("Add a code")),
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_version(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(CodeList, pk=pk)
    return form_page(
        request,
        VersionForm(request.POST or None, of=known),
        partial(actions.add_version, known),
        title=_("A new version of %(name)s") % {"name": known.name},
        lead=_("It begins with the codes that still hold. The old version stays as it is."),
        to=list_url,
        done=_("The new version has been added."),
        crumbs=[lists_crumb(), (str(known), list_url(known))],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_code(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(CodeList, pk=pk)
    return form_page(
        request,
        CodeForm(request.POST or None, of=known),
        partial(actions.add_code, known),
        title=_("Add a code to %(name)s") % {"name": known.name},
        done=_("The code has been added."),
        crumbs=[lists_crumb(), (str(known), list_url(known))],
    )


def code_of(pk: int) -> Code:
    return get_object_or_404(Code.objects.select_related("list", "broader"), pk=pk)


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def code(request: UserRequest, pk: int) -> HttpResponse:
    known = code_of(pk)
    return render(
        request,
        "administration/record.html",
        {
            "row": known,
            "title": known.name,
            "crumbs": [lists_crumb(), (str(known.list), list_url(known.list))],
            "facts": [
                (_("Code"), known.code),
                (_("Name in Azerbaijani"), known.name_az),
                (_("Name in English"), in_english(known.name_en)),
                (_("Part of"), known.broader or "—"),
                (_("Since"), known.since or "—"),
                (_("Last day"), known.until or "—"),
            ],
            "acts": [
                (reverse("administration:revise_code", args=[pk]), _("Change the names")),
                (reverse("administration:retire_code", args=[pk]), _("Retire")),
            ],
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_code(request: UserRequest, pk: int) -> HttpResponse:
    known = code_of(pk)
    return form_page(
        request,
        CodeRevision(request.POST or None, instance=code_of(pk)),
        partial(actions.revise_code, known),
        title=_("Change %(name)s") % {"name": known.name},
        lead=_("The code itself never changes: records hold it."),
        done=_("The code has been changed."),
        crumbs=[
            lists_crumb(),
            (str(known.list), list_url(known.list)),
            (known.name, code_url(known)),
        ],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def retire_code(request: UserRequest, pk: int) -> HttpResponse:
    known = code_of(pk)
    return form_page(
        request,
        RetirementForm(request.POST or None, initial={"until": known.until or localdate()}),
        partial(actions.retire_code, known),
        title=_("Retire %(name)s") % {"name": known.name},
        lead=_("Codes are never deleted: old records keep them."),
        submit=_("Retire the code"),
        done=_("The code has been retired."),
        crumbs=[
            lists_crumb(),
            (str(known.list), list_url(known.list)),
            (known.name, code_url(known)),
        ],
    )


def parameters_crumb() -> tuple[object, str]:
    return (_("Parameters"), reverse("administration:parameters"))


def parameter_url(parameter: Parameter) -> str:
    return reverse("administration:parameter", args=[parameter.code])


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def parameters(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Parameter.objects.with_values(),
        table=tables.ParameterTable,
        filters=tables.ParameterSearch,
        title=_("Parameters"),
        name="directory-parameters",
        template="administration/list.html",
        context={
            "lead": _("What rules count with: each value with its source and the days it holds.")
        },
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def parameter(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(Parameter, code=code)
    values = list(known.values.select_related("parameter").order_by("-since"))
    values.sort(key=lambda value: value.since.toordinal() if value.since else 0, reverse=True)
    return render(
        request,
        "administration/parameter.html",
        {
            "parameter": known,
            "values": values,
            "crumbs": [parameters_crumb()],
            "today": localdate(),
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_value(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(Parameter, code=code)
    return form_page(
        request,
        ValueForm(request.POST or None, parameter=known),
        partial(actions.add_value, known),
        title=_("A new value for %(name)s") % {"name": known.name},
        lead=_("What was counted for earlier days stays as it was."),
        done=_("The new value has been added; the value before ends the day before."),
        crumbs=[parameters_crumb(), (known.name, parameter_url(known))],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_value(request: UserRequest, pk: int) -> HttpResponse:
    value = get_object_or_404(ParameterValue.objects.select_related("parameter"), pk=pk)
    known = value.parameter
    return form_page(
        request,
        ValueRevision(request.POST or None, instance=value, parameter=known),
        partial(actions.revise_value, value),
        title=_("Correct a value of %(name)s") % {"name": known.name},
        lead=_(
            "Only for mistakes: a value that changes with the law is added. A confirmation lapses."
        ),
        done=_("The value has been corrected."),
        crumbs=[parameters_crumb(), (known.name, parameter_url(known))],
    )
