"""Who a session belongs to: the person together with the posts they hold today, in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils.timezone import localdate

from dayaq.accounts.models import Appointment, User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        """Each page asks what the person may do; posts that come with them cost nothing more."""
        today = Appointment.objects.filter(user=user_id).holding_on(localdate())
        posts = list(today.with_body().select_related("user"))
        if not posts:
            nobody: User | None = super().get_user(user_id)
            return nobody
        user = posts[0].user
        user.posts = posts
        return user if self.user_can_authenticate(user) else None
