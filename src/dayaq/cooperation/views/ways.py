"""Who opens the pages of cooperation, in whichever of its rooms."""

from django.urls import reverse

from dayaq.access.permissions import Permission, UserRequest, holds, needs

reads = needs(Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL)
keeps = needs(Permission.COOPERATION_KEEP)
steers = needs(Permission.COOPERATION_STEER)
signs = needs(Permission.COOPERATION_APPROVE)
keeps_or_steers = needs(Permission.COOPERATION_KEEP, Permission.COOPERATION_STEER)


def may_add(
    request: UserRequest, name: str, label: object, *, who: Permission
) -> tuple[str, object] | None:
    """The button of a list for those who keep a register."""
    return (reverse(name), label) if holds(request.user, who) else None
