"""The registers of this room: their columns, their search and their filters."""

from dayaq.cases.tables.cases import (
    CaseSearch,
    CaseTable,
    status_part,
    with_workers,
    workers_of,
)
from dayaq.cases.tables.desk import (
    AlertSearch,
    AlertTable,
    KeepingTable,
    OpeningSearch,
    OpeningTable,
    SeenTable,
)
from dayaq.cases.tables.merging import MergeSearch, MergeTable
from dayaq.cases.tables.texts import TextSearch, TextTable

__all__ = [
    "AlertSearch",
    "AlertTable",
    "CaseSearch",
    "CaseTable",
    "KeepingTable",
    "MergeSearch",
    "MergeTable",
    "OpeningSearch",
    "OpeningTable",
    "SeenTable",
    "TextSearch",
    "TextTable",
    "status_part",
    "with_workers",
    "workers_of",
]
