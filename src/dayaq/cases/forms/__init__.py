"""The shape of what people write in cases; who may write it is asked by the actions."""

from dayaq.cases.forms.finding import FindForm, OpenForm
from dayaq.cases.forms.sheets import SheetForm, sheet_form, shown
from dayaq.cases.forms.steps import CloseForm, HandOverForm, ReopenForm

__all__ = [
    "CloseForm",
    "FindForm",
    "HandOverForm",
    "OpenForm",
    "ReopenForm",
    "SheetForm",
    "sheet_form",
    "shown",
]
