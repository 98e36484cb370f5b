"""What pages of this room have in common: finding a referral, and the way to its pages."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext

from dayaq.access.pages import Crumbs
from dayaq.referrals.models import Referral

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def referral_for(user: "User", reference: str) -> Referral:
    """The referral, or 404. Hidden and missing are the same answer."""
    rows = Referral.objects.visible_to(user).select_related("sender", "receiver", "post__user")
    rows = rows.prefetch_related("sender__names", "receiver__names")
    return get_object_or_404(rows, reference=reference.upper())


def crumbs_to(referral: "Referral | None" = None, *more: tuple[object, str]) -> Crumbs:
    """The way to a page of a referral."""
    way: Crumbs = [(pgettext("list", "Referrals"), reverse("referrals:mine"))]
    if referral is not None:
        way.append((referral.reference, reverse("referrals:referral", args=[referral.reference])))
    return [*way, *more]
