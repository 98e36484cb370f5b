"""Proposals with their drafts, and the opinions asked on them."""

from dayaq.proposals.models.opinions import Opinion
from dayaq.proposals.models.proposals import Draft, Proposal, Step

__all__ = ["Draft", "Opinion", "Proposal", "Step"]
