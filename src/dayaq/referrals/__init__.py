"""The referral mechanism at work: referral, clocks, screening, identification, letters, the person's view."""
