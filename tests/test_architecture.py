"""Promises the whole code base keeps. Each names the culprit."""

import ast
import inspect
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, get_resolver

from dayaq.config import lives
from dayaq.vault.models import DataClass, Protected

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dayaq"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
DEPTH = {
    room: depth
    for depth, floor in enumerate(CONTRACTS["contracts"][0]["layers"])
    for name in floor.split(" | ")
    if (SOURCE / (room := name.strip("()"))).is_dir()  # in brackets: a room that may come later
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("dayaq.")]
CONFIDENTIAL = [model for model in OURS if issubclass(model, Protected)]
REGISTERS = {
    "awareness", "cooperation", "councils", "evaluation", "learning", "partnership", "proposals", "recommendations",
}  # fmt: skip
CONFIDENTIAL_ROOMS = {"cases", "referrals", "recovery", "shelters"}

WORDS = {
    "states", "models", "policies", "actions", "forms", "schemas", "tables", "templatetags",
    "views", "api", "admin", "tasks", "aggregates", "management", "urls", "apps",
}  # fmt: skip
"""The closed vocabulary: what a file or package of a room may be called."""

KEPT_BESIDE = {"migrations", "templates", "locale", "static", "data"}

OWN_WORDS = {
    "access": {
        "pages", "permissions", "proving", "refusal", "registers", "step_up", "taking_out", "throttle",
    },
    "accounts": {"adapter", "backend", "language", "second_factor", "sessions"},
    "audit": {"changes", "proof", "recording", "refusals", "sealing", "sign_in", "verifying", "words"},
    "cooperation": {"papers"},
    "councils": {"papers"},
    "directory": {"sentences", "shipped", "values"},
    "evidence": {"compile", "disclosure", "releases"},
    "imports": {"reading", "sheets", "writing"},
    "indicators": {"breakdowns", "clauses", "terms"},
    "jobs": {"clock", "progress"},
    "kernel": {
        "cells", "constraints", "exports", "facts", "files", "formats", "lists", "once", "panels", "pdf",
        "periods", "pictures", "related", "scoping", "signs", "stamps", "text", "together", "typesetting",
        "widgets", "word",
    },
    "notices": {"mailing", "recipients", "texts"},
    "plan": {"decree"},
    "portal": {"borrowed", "demonstration", "errors", "navigation", "plans", "queues"},
    "recommendations": {"papers"},
    "referrals": {"papers"},
    "reporting": {"editions"},
    "vault": {
        "blind", "context", "destroyed", "door", "files", "guard", "index", "keys", "kinds", "likeness", "names",
        "protection", "register", "rotation", "scanning", "sealing", "signature", "streams", "uploads", "words",
    },
}  # fmt: skip
"""What a room gives to the floors above under a name of its own: one line here for each new one."""

DRAWERS = {
    "common", "data", "handlers", "helper", "helpers", "info", "lib", "manager", "managers", "misc",
    "process", "selectors", "service", "services", "shared", "stuff", "tools", "util", "utils",
}  # fmt: skip


def modules(*roots: Path) -> list[Path]:
    return sorted(
        path
        for root in roots or (SOURCE,)
        for path in root.rglob("*.py")
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def own_views(patterns=None):
    for pattern in patterns or get_resolver().url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from own_views(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("dayaq."):
            yield pattern.callback


@pytest.mark.parametrize(
    "view", [*own_views()], ids=lambda view: f"{view.__module__}.{view.__name__}"
)
def test_every_view_says_who_may_open_it(view):
    """Public ones say so too. What the sign-in's parts bring along is asked in `tests/addresses`."""
    assert getattr(view, "permission", ""), "decorate it with @needs, @signed_in or @public"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downward(model):
    """Import contracts cannot see `"app.Model"` strings; this can."""
    here = model._meta.app_label
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.related_model in OURS:
            there = field.related_model._meta.app_label
            assert there == here or DEPTH[there] > DEPTH[here], f"{field} points up or sideways"


@pytest.mark.parametrize("model", CONFIDENTIAL, ids=lambda model: model._meta.label)
def test_every_confidential_field_is_classified_once(model):
    shareable, confidential = model.Privacy.shareable, model.Privacy.confidential

    assert not shareable & set(confidential)
    assert shareable | set(confidential) == {f.name for f in model._meta.concrete_fields}
    assert set(confidential.values()) <= set(DataClass)


@pytest.mark.parametrize(
    "model",
    [model for model in OURS if model._meta.app_label in CONFIDENTIAL_ROOMS],
    ids=lambda model: model._meta.label,
)
def test_what_is_told_about_cases_stands_behind_the_wall(model):
    """A model of these rooms that is not protected says that nothing in it is confidential."""
    assert issubclass(model, Protected) or model.Privacy.confidential == {}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_stands_for(model):
    written = next(
        node
        for node in ast.walk(tree(Path(inspect.getfile(model))))
        if isinstance(node, ast.ClassDef) and node.name == model.__name__
    )
    assert ast.get_docstring(written)


def test_every_module_says_what_it_is_about():
    silent = [
        short(path)
        for path in modules(SOURCE, ROOT / "tests")
        if not ast.get_docstring(tree(path)) and path.read_text().strip()
    ]
    assert silent == []


def test_no_module_outgrows_its_reader():
    lengths = {short(path): len(path.read_text().splitlines()) for path in modules()}

    assert {path: lines for path, lines in lengths.items() if lines > 400} == {}


def test_no_room_of_registers_outgrows_its_reader():
    """Lines of Python that hold something; blank lines, migrations, templates and catalogues aside."""
    sizes = {
        room: sum(
            bool(line.strip())
            for path in modules(SOURCE / room)
            for line in path.read_text().splitlines()
        )
        for room in REGISTERS
    }

    assert {room: lines for room, lines in sizes.items() if lines > 3000} == {}


def test_no_drawer_for_odds_and_ends():
    kept = {"data"}  # the shipped files of a room are no module
    drawers = [
        short(path)
        for path in SOURCE.rglob("*")
        if path.stem in DRAWERS and not (path.is_dir() and path.name in kept)
    ]
    assert drawers == []


@pytest.mark.parametrize("room", sorted(set(DEPTH) - {"config"}))
def test_a_room_has_files_of_the_closed_vocabulary_alone(room):
    found = {
        path.stem
        for path in (SOURCE / room).iterdir()
        if (path.suffix == ".py" or path.is_dir()) and not path.name.startswith("__")
    }

    strangers = found - WORDS - KEPT_BESIDE - OWN_WORDS.get(room, set())

    assert strangers == set()


def test_nothing_is_said_of_files_that_are_gone():
    gone = {
        f"{room}/{word}"
        for room, words in OWN_WORDS.items()
        for word in words
        if not ((SOURCE / room / word).is_dir() or (SOURCE / room / f"{word}.py").exists())
    }
    assert gone == set()


def test_nothing_goes_round_the_querysets():
    """`raw`, `extra` and `_base_manager` ask for rows without saying for whom."""
    around = {"raw", "extra", "_base_manager", "RawSQL"}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if SOURCE / "kernel" not in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in around
    ]
    assert found == []


def test_rows_are_written_in_actions_alone():
    """Views, forms, tables, templates and policies read; what happens has its action."""
    writes = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    readers = {"views", "forms", "tables", "templatetags", "policies", "api", "schemas"}
    found = [
        f"{short(path)}:{node.lineno} {ast.unparse(node)[:60]}"
        for path in modules()
        if readers & {path.stem, *path.relative_to(SOURCE).parts}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr in writes
            or (node.func.attr in {"update", "delete"} and ".objects" in ast.unparse(node.func))
        )
    ]
    assert found == []


def test_a_view_opens_no_context_to_the_house():
    """The product's own work reads everything; a page is always asked for by somebody."""
    found = [
        short(path)
        for path in modules()
        if {"views", "forms", "tables", "templatetags"} & {path.stem, *path.parts}
        and re.search(r"\bfor_house\(|\bhouse\(", path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("model", [*lives.stateful()], ids=lambda model: model._meta.label)
def test_every_status_has_its_row_in_one_table(model):
    life = lives.life_of(model)

    reached = {status for followers in life.next.values() for status in followers}
    assert life.first is not None
    assert reached | {life.first} == set(life.next), "a status that nothing leads to"


@pytest.mark.parametrize("model", [*lives.stateful()], ids=lambda model: model._meta.label)
def test_no_story_can_leave_the_table(model, db):
    """What `tests.lives` says is in force in the database that the stories use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass",
            [f"life_of_{model._meta.db_table}", model._meta.db_table],
        )
        assert cursor.fetchone() == ("O",)


def test_the_drawn_lives_are_those_of_the_tables():
    drawn = (ROOT / "docs" / "states.md").read_text()

    assert drawn == lives.drawn(), "draw them again: dayaq states > docs/states.md"


def test_what_is_wrong_with_a_form_is_said_once():
    """`form|crispy` opens with the summary of errors; a page that includes it as well says all twice."""
    twice = []
    for path in (ROOT / "src").rglob("*.html"):
        text = path.read_text()
        drawn = set(re.findall(r"\{\{ (\w+)\|crispy \}\}", text))
        for said in re.findall(r'\{% include "parts/errors\.html"([^%]*)%\}', text):
            about = re.search(r"form=(\w+)", said)
            if (about[1] if about else "form") in drawn:
                twice.append(str(path.relative_to(ROOT)))
    assert not twice
