"""Ten thousand people answer a questionnaire on their phones, while the machine is killed three times.

`python -m tests.bench_answers [PEOPLE]`. Each phone opens the door, fills it in and sends until it is
thanked, as a phone does whose network fails. Every process, PostgreSQL's too, is ended with SIGKILL and
started again. Prints how many a minute came through, and what is left over of each promise: of those
thanked none is lost or counted twice, and no row says who answered or when. Ends with 1 where one is broken.
"""

import os
import queue
import shutil
import signal
import sys
import threading
import time
import urllib.parse
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.product import ROOT, Product, free_port, start

PHONES = 24
KILLS = 3
AT = datetime.now(UTC)


def main(people: int) -> int:
    """Prepare one training, let all answer, kill in between, and count."""
    folder = ROOT / "var" / "bench" / "answers"
    shutil.rmtree(folder, ignore_errors=True)
    port = str(free_port())
    door, asked = _prepared(folder)
    bench = Bench(folder, port, door, asked, people)
    try:
        bench.run()
        return bench.judge()
    finally:
        bench.end()


def _prepared(folder: Path) -> tuple[str, dict[str, str]]:
    """Tables, a training of today, its open questionnaire: its door, and an answer to each question."""
    import subprocess

    os.environ.update(DAYAQ_VAR=str(folder), DJANGO_SETTINGS_MODULE="dayaq.config.settings")
    from dayaq.config.postgres import Server
    from dayaq.config.provision import prepare

    server = Server.ensure_running(folder, durable=True)
    prepare(server)
    subprocess.run([sys.executable, "-m", "dayaq.config.schema"], check=True, capture_output=True)
    os.environ["DAYAQ_DB_ROLE"] = "web"
    import django

    django.setup()
    from django.utils.timezone import localdate

    from dayaq.accounts.models import Role
    from dayaq.directory.models import Body
    from dayaq.evaluation.states import Asked, Occasion
    from dayaq.learning.actions import training
    from tests import given
    from tests.learning.conftest import audience, topic

    given.the_nation()
    labour = Body.objects.get(code="labour")
    leyla = given.person("leyla", at=labour, role=Role.DRAFTER)
    own: dict[str, Any] = {"body": labour, "by": leyla, "at": AT}
    programme = training.add_programme(
        title="Bench", topics=[topic("gender")], audiences=[audience("police")], **own
    )
    course = training.plan_course(programme=programme, starts_on=localdate(AT), **own)
    sheet = course.sheets.get(occasion=Occasion.PARTICIPANTS)
    answers = {
        f"q{one.pk}": "Faydalı oldu." if one.asked == Asked.WORDS else "4"
        for one in sheet.questions.questions.all()
    }
    return sheet.door, answers


class Bench:
    """The phones, and the product that is killed under them."""

    def __init__(
        self, folder: Path, port: str, door: str, asked: dict[str, str], people: int
    ) -> None:
        self.folder, self.port, self.asked, self.people = folder, port, asked, people
        self.path = f"/evaluation/a/{door}/"
        self.door = door
        self.waiting: queue.Queue[str] = queue.Queue()
        for _person in range(people):
            self.waiting.put(str(uuid4()))
        self.thanked: list[str] = []
        self.again = 0
        self.seconds = 0.0
        self.product: Product = self._started()

    def _started(self) -> Product:
        return start(self.folder, PORT=self.port)

    def run(self) -> None:
        """All phones at once; the machine dies when a quarter, a half and three quarters are through."""
        phones = [threading.Thread(target=self._phone) for _number in range(PHONES)]
        begun = time.perf_counter()
        for phone in phones:
            phone.start()
        for kill in range(1, KILLS + 1):
            while len(self.thanked) < self.people * kill // (KILLS + 1):
                time.sleep(0.2)
            self._kill()
            self.product = self._started()
            print(f"killed after {len(self.thanked)}, started again", flush=True)
        for phone in phones:
            phone.join()
        self.seconds = time.perf_counter() - begun

    def _phone(self) -> None:
        """Sends what it has until it is thanked; the key stays the same."""
        while True:
            try:
                key = self.waiting.get_nowait()
            except queue.Empty:
                return
            while not self._sent(key):
                self.again += 1
                time.sleep(0.5)
            self.thanked.append(key)

    def _sent(self, key: str) -> bool:
        connection = HTTPConnection("127.0.0.1", int(self.port), timeout=30)
        try:
            connection.request("GET", self.path)
            seen = connection.getresponse()
            seen.read()
            if seen.status != 200:
                return False
            data = urllib.parse.urlencode({"key": key, **self.asked})
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", self.path, data, kind)
            said = connection.getresponse()
            said.read()
        except (OSError, HTTPException):
            return False
        else:
            return said.status == 302
        finally:
            connection.close()

    def _kill(self) -> None:
        """Everything that the product started, and PostgreSQL, at once and without a word."""
        assert self.product.process is not None
        for pid in [self.product.process.pid, *_below(self.product.process.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.product.process.wait(30)

    def judge(self) -> int:
        """Count what is kept, close the questionnaire, and look for traces of a person."""
        from django.db import connection

        from dayaq.evaluation.actions.sheets import close_sheet
        from dayaq.evaluation.models import Answer, Receipt, Sheet

        connection.close()
        _point_at(self.folder)
        sheet = Sheet.objects.get(door=self.door)
        kept = {str(key) for key in sheet.receipts.values_list("pk", flat=True)}
        lost, twice = set(self.thanked) - kept, len(kept) - self.people
        answers = sheet.answers.count() - self.people * len(self.asked)
        close_sheet(sheet, by=None, at=datetime.now(UTC))
        fields = {f.name for model in (Answer, Receipt) for f in model._meta.concrete_fields}
        traces = fields - {"id", "sheet", "question", "choice", "words", "is_right", "number"}
        left = sheet.receipts.count()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT xmin::text) FROM evaluation_answer WHERE sheet_id = %s",
                [sheet.pk],
            )
            hands = cursor.fetchone()[0]
        print(
            f"{self.people} people in {self.seconds:.0f} s ({self.people * 60 / self.seconds:.0f} a minute), "
            f"{self.again} sent once more, {KILLS} kills\n"
            f"lost: {len(lost)}; counted twice: {twice}; answers too many or few: {answers}\n"
            f"once closed: {left} receipt, rows of {hands} hand, fields about a person: {sorted(traces)}"
        )
        sound = not lost and not twice and not answers and left == hands == 1 and not traces
        return 0 if sound else 1

    def end(self) -> None:
        if self.product.process is not None:
            self.product.process.terminate()
            self.product.process.wait(60)


def _below(pid: int) -> list[int]:
    """The processes that it started, and those that they started."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            own, rest = place.read_text().rsplit(")", 1)
        except OSError:
            continue
        parents.setdefault(int(rest.split()[1]), []).append(int(own.split(" ", 1)[0]))
    found: list[int] = []
    todo = [pid]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return found


def _point_at(folder: Path) -> None:
    """PostgreSQL listens elsewhere since it was started again."""
    from django.db import connections

    from dayaq.config.connection import connection_from_folder

    known = connection_from_folder(folder)
    assert known is not None
    place = urllib.parse.urlsplit(known["web"])
    connections["default"].settings_dict["PORT"] = str(place.port)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
