"""What awareness work comes to: materials, readers, campaigns, copies (4.1.3, 4.2, 4.5.9, 4.7.5, 4.8)."""

from dayaq.awareness.aggregates.declared import INDICATORS, SERVES

__all__ = ["INDICATORS", "SERVES"]
