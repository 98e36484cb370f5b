"""The cast of the confidential core, borrowed from the cases."""

from tests.cases.conftest import amina, case, chloe, noon, outside, unit  # noqa: F401
