"""The cast of the confidential core, borrowed from the cases."""

from tests.cases.conftest import amina, case, chloe, noon, outside, unit  # noqa: F401
from tests.vault.keyholder import file, new_search_key  # noqa: F401
