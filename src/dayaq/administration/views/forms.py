"""How a page with one form goes in this room: as everywhere, and warned of a row that changed meanwhile."""

from functools import partial

from django.core.exceptions import ValidationError
from django.forms import BaseForm, ModelForm

from dayaq.access import pages
from dayaq.access.pages import Crumbs, require_form
from dayaq.access.permissions import UserRequest
from dayaq.administration.actions.changes import state_of

__all__ = ["Crumbs", "form_page", "require_form"]


def _say(form: BaseForm, wrong: ValidationError, request: UserRequest) -> None:
    pages.tell(form, wrong, request)
    is_stale = any(error.code == "stale" for error in getattr(wrong, "error_list", []))
    if is_stale and isinstance(form, ModelForm):
        # the next attempt starts from the state that the warning asks to be looked at
        fresh = type(form.instance)._default_manager.get(pk=form.instance.pk)
        again = request.POST.copy()
        again[form.add_prefix("seen")] = state_of(fresh)
        form.data = again


form_page = partial(pages.form_page, say=_say, template="administration/form.html")
