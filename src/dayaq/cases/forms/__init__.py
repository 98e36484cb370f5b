"""The shape of what people write in cases; who may write it is asked by the actions."""

from dayaq.cases.forms.finding import FindForm, OpenForm
from dayaq.cases.forms.sheets import SheetForm, sheet_form, shown
from dayaq.cases.forms.steps import CloseForm, DecideForm, HandOverForm, ReopenForm

__all__ = [
    "CloseForm",
    "DecideForm",
    "FindForm",
    "HandOverForm",
    "OpenForm",
    "ReopenForm",
    "SheetForm",
    "sheet_form",
    "shown",
]
