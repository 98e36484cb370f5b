"""Who a session belongs to: the person together with the posts they hold today, in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from dayaq.accounts.models import Appointment, User
from dayaq.directory.models.bodies import know_names, names_print


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        """Each page asks what the person may do; posts that come with them cost nothing more."""
        today = Appointment.objects.filter(user=user_id).holding_on(localdate())
        posts = list(today.select_related("user", "body").annotate(names=names_print()))
        if not posts:
            nobody: User | None = super().get_user(user_id)
            return nobody
        know_names(posts[0].names)  # type: ignore[attr-defined]  # annotated
        prefetch_related_objects([post.body for post in posts], "names")
        user = posts[0].user
        user.posts = posts
        return user if self.user_can_authenticate(user) else None
