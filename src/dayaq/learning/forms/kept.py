"""What the forms of this room have in common."""

from dayaq.access.forms import RegisterForm
from dayaq.access.permissions import Permission


class KeptForm(RegisterForm):
    keeps = Permission.LEARNING_KEEP
