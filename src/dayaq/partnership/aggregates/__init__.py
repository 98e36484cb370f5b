"""What working together comes to (4.1.6, 4.2.2, 4.4.2, 4.4.4, 4.6, 4.9.2, 4.9.3)."""

from dayaq.partnership.aggregates.declared import INDICATORS, SERVES

__all__ = ["INDICATORS", "SERVES"]
