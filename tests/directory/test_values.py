"""What may stand as a value, by its kind, in the one form in which rules read it."""

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.directory.models import Parameter, ParameterValue
from dayaq.directory.values import HINTS, NotAValue, normal, told


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("integer", " 030 ", "30"),
        ("decimal", "12,50", "12.50"),
        ("boolean", "Bəli", "true"),
        ("boolean", "no", "false"),
        ("fraction", "2 / 3", "2/3"),
        ("month_day", "1-20", "01-20"),
        ("integer_list", "7, −21,1", "-21,1,7"),
        ("text", " as it is ", "as it is"),
    ],
)
def test_a_value_is_kept_in_one_form(kind, typed, kept):
    assert normal(typed, kind) == kept


@pytest.mark.parametrize("kind", [*HINTS, "text"])
def test_nothing_is_no_value(kind):
    with pytest.raises(NotAValue):
        normal("  ", kind)


@pytest.mark.parametrize("kind", HINTS)
@forall(text=st.text(max_size=20))
def test_whatever_is_typed_is_a_value_or_refused_and_a_value_stays_itself(kind, text):
    try:
        kept = normal(text, kind)
    except NotAValue:
        return
    assert normal(kept, kind) == kept
    assert told(kept, kind)


def test_every_value_that_ships_is_in_its_form(db):
    for value in ParameterValue.objects.select_related("parameter"):
        parameter: Parameter = value.parameter
        kept = normal(value.value, parameter.value_type, parameter.unit)
        assert kept == value.value, parameter.code
        assert value.told()
