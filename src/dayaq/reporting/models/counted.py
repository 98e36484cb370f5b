"""What the records say of a measure for the body that reports: numbers that nobody types."""

from dayaq.evidence.releases import Figure, for_report
from dayaq.reporting.models.cycles import Obligation


def counted(obligation: Obligation) -> list[Figure]:
    """The frozen numbers of the body about the measure, each as a whole; none where nothing was counted."""
    found = for_report(obligation.measure.clause, obligation.cycle.period, obligation.body)
    return [figure for figure in found if figure.is_whole]


def as_lines(figures: list[Figure]) -> str:
    """The numbers as the first lines of a report's result. Nothing is said of what nothing was done."""
    return "\n".join(f"{f.title}: {f.told}" for f in figures if f.value)
