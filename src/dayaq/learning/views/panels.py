"""Where rooms above show theirs on the pages of programmes and trainings."""

from dayaq.accounts.models import User
from dayaq.kernel.panels import Panels
from dayaq.learning.models import Course, Programme

OF_PROGRAMME: Panels[Programme, User] = Panels()
OF_COURSE: Panels[Course, User] = Panels()
