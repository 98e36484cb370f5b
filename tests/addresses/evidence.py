"""Indicators: numbers that everybody with a role may read."""

from tests.addresses.world import at

ADDRESSES = {
    "evidence:indicators": at("200 with_role", "405"),
    "evidence:indicator": at("200 with_role", "405", lambda _world: ["4.9.1-on-time"]),
}
