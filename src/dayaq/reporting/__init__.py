"""Cycles, obligations, progress reports, verification and editions."""
