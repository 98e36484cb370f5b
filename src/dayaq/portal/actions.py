"""What a person chooses for themselves: a language, views of lists."""

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.portal import policies
from dayaq.portal.models import SavedView


def choose_language(language: str, *, by: User) -> None:
    """The person's pages and e-mails speak this language from now on. A taste, not a record."""
    User.objects.filter(pk=by.pk).update(language=language)


@transaction.atomic
def save_view(list_name: str, name: str, query: str, *, by: User) -> SavedView:
    """Keep the view under that name; a view that had the name gives way."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once count one after the other
    require(policies.why_not_save_view(by, list_name, name))
    view, _is_new = SavedView.objects.update_or_create(
        user=by, list_name=list_name, name=name, defaults={"query": query}
    )
    return view


@transaction.atomic
def remove_view(view: SavedView) -> None:
    """Drop one's own view. Whose it is was settled when it was looked up (`visible_to`)."""
    view.delete()
