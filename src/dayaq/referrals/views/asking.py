"""Refer: a few pages, each saved when one leaves it, found again where it was left."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from dayaq.access.pages import require_form
from dayaq.access.permissions import GRANTS, Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.accounts.models import Appointment, Role
from dayaq.cases.models.texts import texts_in_force
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.actions.screening import attach
from dayaq.referrals.actions.taking import finish
from dayaq.referrals.forms.asking import PageForm, first_values, page_form
from dayaq.referrals.models import Referral, Screening, Told
from dayaq.referrals.models.asked import FIRST, LAST, Page, missing, pages_of
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.models.telling import answers, codes_of_told, label_of
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.states import ClockKind, Status, Track
from dayaq.referrals.views.ways import crumbs_to, referral_for
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def posts_of(user: "User") -> list[Appointment]:
    """In which of today's posts somebody may refer."""
    return [p for p in user.posts if Permission.REFERRAL_SEND in GRANTS[Role(p.role)]]


def page_address(referral: Referral, number: int) -> str:
    return reverse("referrals:ask", args=[referral.reference, number])


@require_form
@confidential(Permission.REFERRAL_SEND)
def begin(request: UserRequest) -> HttpResponse:
    """The first questions. Nothing is kept before they are answered; then the clock runs."""
    posts = posts_of(request.user)
    form = page_form(FIRST, codes_of_told(), on=localdate())(request.POST or None)
    chosen = request.POST.get("post", "")
    post = next((p for p in posts if str(p.pk) == chosen), posts[0])
    if request.method == "POST" and form.is_valid():
        referral = acts.begin(post, form.answers(), by=request.user, at=now())
        if screening := _screening(request):
            attach(screening, referral, by=request.user, at=now())
        return HttpResponseRedirect(page_address(referral, 2))
    context = {"posts": posts if len(posts) > 1 else [], "post": post}
    return _asked(request, form, FIRST, 1, pages=4, context=context)


def _screening(request: UserRequest) -> "Screening | None":
    """The screening that one comes from, where it is one's own and goes with no referral yet."""
    try:
        wanted = UUID(request.GET.get("screening", ""))
    except ValueError:
        return None
    rows = Screening.objects.visible_to(request.user).filter(case=None, referral=None)
    found: Screening | None = rows.filter(pk=wanted, post__user=request.user).first()
    return found


@require_form
@confidential(Permission.REFERRAL_SEND)
def ask(request: UserRequest, reference: str, number: int) -> HttpResponse:
    """One page of a referral that was begun."""
    referral = referral_for(request.user, reference)
    pages = pages_of(referral.track)
    if not 1 <= number <= len(pages):
        raise Http404
    if refusal := may.why_not_write(referral, request.user):
        return _refused(request, referral, refusal)
    page = pages[number - 1]
    if page is LAST:
        return _look_over(request, referral, number)
    codes = codes_of_told()
    made = page_form(page, codes, on=localdate())
    if request.method == "POST":
        form = made(request.POST)
        if form.is_valid() and (answer := _saved(request, referral, form, number)):
            return answer
    else:
        told, clear = acts.read_told(referral, by=request.user, at=now())
        form = made(initial=first_values(told, clear, page, referral.revision))
    context = {"referral": referral, "clock": _clock(referral)}
    return _asked(request, form, page, number, pages=len(pages), context=context)


def _saved(
    request: UserRequest, referral: Referral, form: PageForm, number: int
) -> HttpResponse | None:
    """Keep the page and go where the button says; nothing where it could not be kept."""
    try:
        referral = acts.save_page(
            referral,
            number,
            form.answers(),
            by=request.user,
            at=now(),
            revision=form.cleaned_data["revision"] or 0,
        )
    except Denied as denied:
        form.add_error(None, str(denied))
        return None
    if request.POST.get("then") == "leave":
        messages.success(request, _("Saved. You find it under Referrals."))
        return HttpResponseRedirect(reverse("referrals:referral", args=[referral.reference]))
    last = len(pages_of(referral.track))
    following = last if request.POST.get("then") == "send" else min(number + 1, last)
    return HttpResponseRedirect(page_address(referral, following))


def _asked(
    request: UserRequest,
    form: PageForm,
    page: Page,
    number: int,
    *,
    pages: int,
    context: dict[str, Any],
) -> HttpResponse:
    referral = context.get("referral")
    return render(
        request,
        "referrals/ask.html",
        {
            "form": form,
            "page": page,
            "title": page.title,
            "number": number,
            "pages": pages,
            "is_first": page is FIRST,
            "texts": texts_in_force(on=localdate()) if page is FIRST else [],
            "crumbs": crumbs_to(referral),
            "back": page_address(referral, number - 1) if referral and number > 1 else "",
            **context,
        },
        status=422 if form.errors else 200,
    )


def _refused(request: UserRequest, referral: Referral, refusal: object) -> HttpResponse:
    context = {
        "title": referral.reference,
        "refusal": refusal,
        "crumbs": crumbs_to(),
        "back": reverse("referrals:referral", args=[referral.reference]),
    }
    status = 403 if request.method == "POST" else 200
    return render(request, "kernel/form.html", context, status=status)


def _clock(referral: Referral) -> object:
    kinds = {ClockKind.HANDOVER, ClockKind.COMPLETION}
    running = [c for c in clocks_of(referrals=[referral]) if c.is_running and c.kind in kinds]
    return running[0] if running else None


# --- the last page --------------------------------------------------------------------------------


def _look_over(request: UserRequest, referral: Referral, number: int) -> HttpResponse:
    """All that was answered, what is missing, and one button: send, or send in part."""
    error = ""
    if request.method == "POST":
        try:
            return _sent(request, referral)
        except Denied as denied:
            error = str(denied)
    told, clear = acts.read_told(referral, by=request.user, at=now())
    context = _looked_over(referral, told, clear)
    context |= {
        "referral": referral,
        "title": LAST.title,
        "number": number,
        "pages": number,
        "error": error,
        "crumbs": crumbs_to(referral),
        "back": page_address(referral, number - 1),
        "clock": _clock(referral),
        "is_notice": referral.track == Track.NOTICE,
        "is_sent": referral.status in {Status.SENT, Status.ACCEPTED},
        "receiver": acts.receiver_of(referral, at=now()),
    }
    return render(request, "referrals/look_over.html", context, status=422 if error else 200)


def _sent(request: UserRequest, referral: Referral) -> HttpResponse:
    at, by = now(), request.user
    if referral.track == Track.NOTICE:
        acts.send_notice(referral, by=by, at=at)
        messages.success(request, _("The notice is sent. It holds no name."))
    elif referral.status in {Status.SENT, Status.ACCEPTED}:
        finish(referral, by=by, at=at)
        messages.success(request, _("The referral is complete."))
    else:
        acts.send(referral, by=by, at=at, in_part=request.POST.get("how") == "part")
        messages.success(request, _("The referral is sent."))
    return HttpResponseRedirect(reverse("referrals:referral", args=[referral.reference]))


def _looked_over(referral: Referral, told: Told, clear: dict[str, str]) -> dict[str, Any]:
    codes = codes_of_told()
    pages = [
        (number, page.title, list(answers(told, clear, codes, page.names)))
        for number, page in enumerate(pages_of(referral.track), start=1)
        if page is not LAST
    ]
    lacking = [
        (page_address(referral, number), name, label_of(name))
        for number, name in missing(told, referral.track)
    ]
    return {"answered": pages, "missing": lacking}
