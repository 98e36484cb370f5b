"""What stands in the navigation, for whom."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    return {}
