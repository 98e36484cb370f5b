"""A map of tiles: the economic regions roughly where they lie, each as large as the other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dayaq.directory.models import Region

PLACES = {
    "AZ-ER07": (1, 1), "AZ-ER12": (3, 1), "AZ-ER08": (5, 1),
    "AZ-ER05": (2, 2), "AZ-ER10": (3, 2), "AZ-ER04": (4, 2), "AZ-ER03": (5, 2), "AZ-ER01": (6, 2),
    "AZ-ER13": (1, 3), "AZ-ER06": (2, 3), "AZ-ER11": (3, 3), "AZ-ER14": (4, 3),
    "AZ-ER02": (0, 4), "AZ-ER09": (5, 4),
}  # fmt: skip
"""Column and row of each, by the code of the directory; one that is not here stands in the table alone."""

SIDE = 100
DEPTHS = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """One region: where its tile stands, what it says, and how dark it is (0 to 4)."""

    name: str
    number: int
    depth: int
    x: int = -1
    y: int = -1

    @property
    def is_placed(self) -> bool:
        return self.x >= 0

    @property
    def short(self) -> str:
        """The first word, which fits on the tile: Bakı, Gəncə-Daşkəsən becomes Gəncə."""
        return self.name.split()[0].split("-")[0].split("–")[0]

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def line(self) -> int:
        return self.y + 40

    @property
    def below(self) -> int:
        return self.y + 68


def tiles(counted: Iterable[tuple[str | None, str | None, int]]) -> tuple[list[Tile], int]:
    """The tiles of all economic regions, and how many copies belong to none of them."""
    regions = {r.code: r for r in Region.objects.filter(kind="economic_region")}
    numbers: Counter[str] = Counter()
    elsewhere = 0
    for parent, own, number in counted:
        code = next((c for c in (own, parent) if c in regions), None)
        if code is None:
            elsewhere += number
        else:
            numbers[code] += number
    most = max(numbers.values(), default=0)
    found = []
    for code, region in sorted(regions.items()):
        number = numbers[code]
        depth = 0 if not number else 1 + (DEPTHS - 1) * (number - 1) // max(most, 1)
        x, y = PLACES.get(code, (-1, -1))
        place = (x * SIDE, (y - 1) * SIDE) if x >= 0 else (-1, -1)
        found.append(Tile(str(region), number, depth, *place))
    return found, elsewhere
