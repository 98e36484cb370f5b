"""The names that the reader may find in a text, from the directory as it stands in the database."""

from collections.abc import Iterator

from dayaq.directory.models import Body, BodyGroup, BodyName, Language
from dayaq.plan.decree.gazetteer import Gazetteer, Name, Searchable


def known_names() -> Gazetteer:
    """All names that bodies have and ever had, their other forms, and the groups of executors."""
    return Gazetteer([*_of_bodies(), *_of_groups()])


def _of_bodies() -> Iterator[Name]:
    names = BodyName.objects.filter(language=Language.AZ).select_related("body")
    for name in names.order_by("body__code", "pk"):
        for text in (name.full, name.short):
            if text:
                yield Name(text, name.body.code, "body", name.since, name.until)
    for code, aliases in Body.objects.values_list("code", "aliases"):
        for alias in aliases:
            yield Name(alias, code, "body", is_alias=True)


def _of_groups() -> Iterator[Name]:
    for group in BodyGroup.objects.filter(is_involved_class=False):
        yield Name(group.name_az, group.code, "group")
        for alias in group.aliases:
            yield Name(alias, group.code, "group", is_alias=True)


class InvolvedClasses:
    """The classes of bodies that texts only ever involve, found whatever their case ending.

    They are kept apart from the reader's names: as an executor, none of them may be found.
    """

    def __init__(self) -> None:
        self.by_code = {g.code: g for g in BodyGroup.objects.filter(is_involved_class=True)}
        self._gazetteer = Gazetteer(
            Name(text, group.code, "group")
            for group in self.by_code.values()
            for text in (group.name_az, *group.aliases)
        )

    def find(self, text: str) -> BodyGroup | None:
        """The class that the whole of this text names."""
        found = self._gazetteer.find(Searchable(text), 0)
        if found is None or found.end < len(text.rstrip()):
            return None
        return self.by_code[found.names[0].code]

    def add(self, group: BodyGroup) -> None:
        self.by_code[group.code] = group
        self._gazetteer = self._gazetteer.extended([Name(group.name_az, group.code, "group")])
