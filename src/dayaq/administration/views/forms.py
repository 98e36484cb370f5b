"""How a page with one form goes in this room: as everywhere, under the room's own crumbs."""

from functools import partial

from dayaq.access import pages
from dayaq.access.pages import Crumbs, require_form

__all__ = ["Crumbs", "form_page", "require_form"]

form_page = partial(pages.form_page, template="administration/form.html")
