"""How often each page asks the database: walked by its links in this process, as all roles in turn.

`python -m tests.queries` on the data of DAYAQ_VAR prints JSON: address pattern → most queries,
the role and the page that asked them. Nothing is changed.
"""

import json
import os
import re
import sys
from urllib.parse import urljoin

from tests.crawl import Visitor, pages

NO_QUESTION = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config\('dayaq.context'")
"""What begins and ends a transaction, and says in it who is asking, reads nothing."""

SAMPLES = int(os.environ.get("SAMPLES", "2"))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    import django

    django.setup()
    print(json.dumps(counted(), indent=1))
    return 0


class Insider(Visitor):
    """The same visitor without a network between: what they ask is counted."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from dayaq.accounts.models import User

        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(User.objects.get(username=username))
        self.queries: list[str] = []

    def get(self, path: str) -> tuple[int, str, str]:
        from django.db import connection, reset_queries
        from django.test.utils import CaptureQueriesContext

        reset_queries()  # Django keeps the last nine thousand alone
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(path)
        if answer.status_code == 302:
            return self.get(urljoin(path, answer.headers["Location"]))
        self.queries = [
            asked["sql"]
            for asked in captured.captured_queries
            if not NO_QUESTION.match(asked["sql"])
        ]
        content = b"" if answer.streaming else answer.content
        return answer.status_code, path, content.decode(errors="replace")


def counted() -> dict[str, tuple[int, str, str]]:
    """By address pattern: most queries, who asked, where."""
    from dayaq.portal.demonstration.people import FEATURED

    most: dict[str, tuple[int, str, str]] = {}
    for username in FEATURED:
        visitor = Insider(username)
        for page in pages(visitor, samples=SAMPLES):
            if len(visitor.queries) > most.get(page.name, (0,))[0]:
                most[page.name] = (len(visitor.queries), username, page.path)
    return most


if __name__ == "__main__":
    sys.exit(main())
