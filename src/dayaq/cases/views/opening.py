"""Looking for a person before a case is opened: what is known already comes first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from dayaq.access.pages import require_form
from dayaq.access.permissions import Permission, UserRequest, bodies_where
from dayaq.access.refusal import Denied
from dayaq.cases.actions.finding import MOST_PAGES, MOST_SHOWN
from dayaq.cases.actions.finding import find as find_people
from dayaq.cases.actions.people import open_case_about
from dayaq.cases.forms import FindForm, OpenForm, SheetForm, sheet_form
from dayaq.cases.models import Case, Identity, Person
from dayaq.cases.models.codes import Codes
from dayaq.cases.policies.cases import SEARCH_COUNTS_FOR
from dayaq.cases.views.fetching import crumbs_to, searched_at, searched_now
from dayaq.directory.models import Body
from dayaq.vault.door import confidential
from dayaq.vault.words import understand, written_name


@require_form
@confidential(Permission.CASE_OPEN)
def find(request: UserRequest) -> HttpResponse:
    """What is looked for is sent, never put in an address; the answer is kept nowhere."""
    form = FindForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "title": _("Find a person"),
        "crumbs": crumbs_to(),
        "hits": None,
    }
    if request.method == "POST" and form.is_valid():
        reference, page = form.cleaned_data["reference"], _page(request)
        hits = find_people(form.text, reference=reference, page=page, by=request.user, at=now())
        before = (page - 1) * MOST_SHOWN
        context |= {"hits": hits, "page": page, "first": before + 1, "last": before + len(hits)}
        context["asked"] = {field.name: field.value() or "" for field in form}
        searched_now(request)
    return render(request, "cases/find.html", context, status=422 if form.errors else 200)


def _page(request: UserRequest) -> int:
    wanted = request.POST.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 1
    return max(1, min(number, MOST_PAGES))


def _open_form(request: UserRequest, data: Any = None) -> OpenForm:
    able = bodies_where(request.user, Permission.CASE_OPEN)
    bodies = Body.objects.filter(pk__in=able).to_choose_from()
    codes = Codes.of(Case)
    return OpenForm(data, prefix="open", bodies=bodies, codes=codes, on=localdate())


WHO = ("family_name", "given_name", "patronymic", "born", "document_number")


def _who_form(request: UserRequest, *, is_sent: bool) -> SheetForm:
    """Who the new person is, as far as it was typed in the search: carried in what is sent alone."""
    made = sheet_form(Identity, Codes.of(Identity), on=localdate(), names=WHO)
    if is_sent:
        return made(request.POST, prefix="who")
    text = request.POST.get("name", "")
    query = understand(text)
    name = written_name(query, text)
    typed = {
        "family_name": name.family,
        "given_name": name.given,
        "patronymic": name.patronymic,
        "born": request.POST.get("born", "") or query.born,
        "document_number": request.POST.get("number", "") or " ".join(query.numbers),
    }
    form = made(prefix="who", initial=typed)
    if name.family and name.given:
        form.fields["family_name"].help_text = _(
            "From the search, where names come in any order: look whether this is the family name."
        )
    return form


@require_form
@confidential(Permission.CASE_OPEN)
def open_(request: UserRequest) -> HttpResponse:
    """A new case, of a person who is known or of a new one. For a new one the search comes first."""
    looked, person = searched_at(request), _person(request)
    if person is None and (looked is None or now() - looked > SEARCH_COUNTS_FOR):
        messages.warning(request, _("Search for the person first: they may be known already."))
        return HttpResponseRedirect(reverse("cases:find"))
    is_sent = "open-majority" in request.POST
    form = _open_form(request, request.POST if is_sent else None)
    who = None if person else _who_form(request, is_sent=is_sent)
    if is_sent and form.is_valid() and (who is None or who.is_valid()):
        said = {} if who is None else {name: who.cleaned_data[name] for name in WHO}
        try:
            case = open_case_about(
                {name: words for name, words in said.items() if words},
                by=request.user,
                at=now(),
                searched_at=looked,
                person=person,
                **form.cleaned_data,
            )
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("The case is open. The clock of the handover runs."))
            return HttpResponseRedirect(reverse("cases:case", args=[case.reference]))
    context = {
        "form": form,
        "who": who,
        "title": _("Open a case"),
        "person": person,
        "crumbs": crumbs_to(None, (_("Find a person"), reverse("cases:find"))),
    }
    has_errors = form.errors or (who is not None and who.errors)
    return render(request, "cases/open.html", context, status=422 if has_errors else 200)


def _person(request: UserRequest) -> Person | None:
    """The person who was found, whom the asker may see; None for a new one."""
    wanted = request.POST.get("person", "")
    if not wanted:
        return None
    try:
        return get_object_or_404(
            Person.objects.visible_to(request.user).select_related("key"), pk=wanted
        )
    except ValidationError:
        raise Http404 from None
