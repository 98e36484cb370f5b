"""What the lists of this room have in common."""

from dayaq.access import tables as shared
from dayaq.access.permissions import Permission
from dayaq.access.tables import codes_of
from dayaq.kernel.signs import sign

__all__ = ["KeptSearch", "OfBodies", "codes_of", "sign"]


class OfBodies(shared.OfBodies):
    reads = Permission.LEARNING_READ
    reads_all = Permission.LEARNING_READ_ALL


class KeptSearch(shared.RegisterSearch):
    reads = Permission.LEARNING_READ
    reads_all = Permission.LEARNING_READ_ALL
