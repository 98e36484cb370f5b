"""The views of a list that the person keeps."""

from typing import TYPE_CHECKING

from django import template

from dayaq.portal.models import SavedView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dayaq.accounts.models import User

register = template.Library()


@register.simple_tag
def saved_views(user: "User", list_name: str) -> "QuerySet[SavedView]":
    return SavedView.objects.visible_to(user).of_list(list_name)
