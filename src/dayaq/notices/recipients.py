"""Who is told: the people who hold a role at a body on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dayaq.accounts.models import Appointment, Role, User


def people_by_role(
    bodies: Iterable[int], *roles: Role, on: date
) -> dict[tuple[int, Role], list[User]]:
    """Active people by body and role. One query."""
    found: dict[tuple[int, Role], dict[int, User]] = defaultdict(dict)
    posts = (
        Appointment.objects.holding_on(on)
        .in_roles(roles)
        .filter(body__in=set(bodies), user__is_active=True)
        .select_related("user")
    )
    for post in posts:
        found[post.body_id, Role(post.role)][post.user_id] = post.user
    return {key: list(people.values()) for key, people in found.items()}


def people_at(bodies: Iterable[int], *roles: Role, on: date) -> dict[int, list[User]]:
    """Active people in any of the roles, by body; each person once a body. One query."""
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for (body, _role), people in people_by_role(bodies, *roles, on=on).items():
        found[body].update((person.pk, person) for person in people)
    return {body: list(people.values()) for body, people in found.items()}


def everybody(*roles: Role, on: date) -> list[User]:
    """Active people in any of the roles, wherever they work. One query."""
    return list(
        User.objects.filter(
            is_active=True,
            appointments__in=Appointment.objects.holding_on(on).in_roles(roles),
        ).distinct()
    )
