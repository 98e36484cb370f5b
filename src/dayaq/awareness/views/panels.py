"""Where rooms above show theirs on the page of a campaign."""

from dayaq.accounts.models import User
from dayaq.awareness.models import Campaign
from dayaq.kernel.panels import Panels

OF_CAMPAIGN: Panels[Campaign, User] = Panels()
