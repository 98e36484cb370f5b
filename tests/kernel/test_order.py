"""The alphabet told twice, in Python and in SQL, gives one order."""

import pytest
from django.db.models import F, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.directory.models import Region
from dayaq.kernel.text import ALPHABET, AzOrder, sort_key, upper

LETTERS = ALPHABET + upper(ALPHABET) + "wW0123456789 -(«»)–.,№"


@pytest.mark.django_db
@forall(words=st.lists(st.text(LETTERS, max_size=8), min_size=2, max_size=6))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
def test_sort_key_and_az_order_agree(words):
    one_row = Region.objects.order_by("pk")[:1]
    keys = one_row.values_list(*[AzOrder(Cast(Value(word), TextField())) for word in words]).get()

    told_by_sql = sorted(words, key=lambda word: keys[words.index(word)])
    told_by_python = sorted(words, key=lambda word: sort_key(word)[0])

    assert told_by_sql == told_by_python


@pytest.mark.django_db
def test_the_database_itself_sorts_by_that_key():
    names = list(
        Region.objects.order_by(AzOrder(F("name_az")), "pk").values_list("name_az", flat=True)
    )

    assert names == sorted(names, key=lambda name: sort_key(name)[0])
