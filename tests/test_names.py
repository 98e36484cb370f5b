"""Every name that is given is used, and every name that is used is given; codes are said in words."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import django
import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver
from django.utils.translation import override
from procrastinate.contrib.django import app

from dayaq.access.permissions import GRANTS, Permission
from dayaq.accounts.models import Role
from dayaq.administration.actions.facts import KINDS
from dayaq.audit import words
from dayaq.jobs.progress import TASKS
from dayaq.notices import texts
from dayaq.reporting.states import Act
from tests.test_architecture import DEPTH, SOURCE, modules, short, tree

TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.*"))
GRANTED = frozenset().union(*GRANTS.values())

AWAITED: set[Permission] = {
    Permission.KEY_ROTATE,
}
"""Granted already, for a room that is being built: empty this as they come."""

MADE_UP = {
    "report.{did}": {f"report.{act}" for act in Act},
    "retention.{_DID[fate]}": {
        "retention.extended",
        "retention.pseudonymised",
        "retention.shredded",
    },
    "{_NOUN[type(fact)]}.confirmed": {f"{noun}.confirmed" for noun in KINDS},
    "{_NOUN[type(fact)]}.doubted": {f"{noun}.doubted" for noun in KINDS},
}
"""Codes of the record that are put together, by how the code does it."""


def everything_written() -> dict[str, str]:
    """All our code and templates, by path."""
    return {short(path): path.read_text() for path in (*modules(), *TEMPLATES)}


def addresses(patterns=None, space=""):
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.callback.__module__.startswith("dayaq.") and pattern.name:
                yield f"{space}{pattern.name}"
        else:
            space_within = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, space_within)


# --- addresses and templates ----------------------------------------------------------------------


def test_something_leads_to_every_address():
    written = [text for path, text in everything_written().items() if not path.endswith("urls.py")]
    asked_from_outside = {"portal:healthz"}

    lonely = {
        name
        for name in addresses()
        if not any(re.search(rf"[\"']{name}[\"']", text) for text in written)
    }

    assert lonely - asked_from_outside == set()


def test_every_address_that_is_named_exists():
    known = set(addresses()) | {
        name for name in get_resolver().reverse_dict if isinstance(name, str)
    }
    rooms = {name.partition(":")[0] for name in known if ":" in name}
    named = re.compile(rf"[\"']((?:{'|'.join(rooms)}):[a-z_]+)[\"']")
    unknown = {
        (path, name)
        for path, text in everything_written().items()
        for name in named.findall(text)
        if name not in known and not is_a_code(name)
    }
    assert unknown == set()


def is_a_code(name: str) -> bool:
    """Works of the house are named in the same way: `house("cases:lapse")`."""
    return any(f'house("{name}"' in text for text in everything_written().values())


def test_every_template_is_shown_by_something():
    written = everything_written()
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
        shown = any(re.search(rf"[\"']{re.escape(name)}[\"']", text) for text in written.values())
        if not shown and not stands_in_for_another(name):
            unused.append(short(path))
    assert unused == []


def stands_in_for_another(name: str) -> bool:
    """It takes the place of a part's own template: of the sign-in, of a form's look, of an error."""
    if re.fullmatch(r"(40[034]|429|500)\.html", name):
        return True
    return any((place / "templates" / name).exists() for place in _parts())


def _parts() -> list[Path]:
    installed = Path(django.__file__).parents[1]
    return [
        place.parent
        for parts in ("allauth", "crispy_bootstrap5", "django_tables2", "django_filters", "django")
        for place in (installed / parts).rglob("templates")
    ]


def test_every_template_that_is_named_exists():
    named = re.compile(r"[\"']([a-z_0-9]+/[a-z_0-9/]+\.html)[\"']")
    missing = set()
    for path, text in everything_written().items():
        for name in named.findall(text):
            try:
                get_template(name)
            except TemplateDoesNotExist:
                missing.add((path, name))
    assert missing == set()


def test_a_fragment_says_what_it_needs():
    """The first lines of `_name.html` say it to whoever includes it."""
    silent = [
        short(path)
        for path in TEMPLATES
        if path.name.startswith("_") and "{#" not in path.read_text()
    ]
    assert silent == []


# --- permissions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_given_to_somebody_and_asked_for(permission):
    asked = any(
        re.search(rf"\bPermission\.{permission.name}\b", path.read_text())
        for path in modules()
        if path != SOURCE / "access" / "permissions.py"
    )
    assert permission in GRANTED
    assert asked or permission in AWAITED


@pytest.mark.parametrize("role", Role)
def test_every_role_may_do_something(role):
    assert GRANTS[role]


def test_whoever_keeps_accounts_sees_nobody():
    """Administrators manage accounts and keys; oversight and data protection read who read what."""
    content = {p for p in Permission if p.value.startswith("case.")} | {
        Permission.GRANT_GIVE,
        Permission.GLASS_BREAK,
    }
    for role in (
        Role.ADMINISTRATOR,
        Role.OVERSIGHT,
        Role.DATA_PROTECTION,
        Role.COORDINATOR,
        Role.VERIFIER,
    ):
        assert not GRANTS[role] & content, role


# --- notices --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(texts.KNOWN))
def test_every_notice_is_told_in_both_languages(code):
    text = texts.KNOWN[code]
    told = {}
    for language in ("en", "az"):
        with override(language):
            told[language] = (str(text.subject), str(text.line))
    assert told["az"][0] != told["en"][0], "its few words are not translated"
    assert told["az"][1] != told["en"][1], "its sentence is not translated"
    assert gaps(told["az"][1]) == gaps(told["en"][1])


def gaps(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", sentence))


def test_every_notice_that_is_told_has_its_text_and_every_text_is_told():
    told = {code for _place, code in first_words_of_calls("tell", position=1)}
    strings = set().union(*(strings_of(path) for path in modules() if path.name != "apps.py"))

    assert told - set(texts.KNOWN) == set()
    assert {
        code for code in texts.KNOWN if not any(re.fullmatch(s, code) for s in strings)
    } == set()


def strings_of(path: Path) -> set[str]:
    """Every text of a module that may be a code, as a pattern: what is filled in may be any word."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_.]+", str(node.value)):
            found.add(re.escape(str(node.value)))
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            ]
            if re.match(r"[a-z]+\\\.", "".join(parts)):
                found.add("".join(parts))
    return found


# --- the record of changes ------------------------------------------------------------------------


def codes_recorded() -> set[tuple[str, str]]:
    """What our code writes into the record: the `did` of every call that has one, by its place."""
    recorders = {
        node.name: [a.arg for a in (*node.args.posonlyargs, *node.args.args)].index("did")
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and "did" in {a.arg for a in node.args.args}
    }
    found: set[tuple[str, str]] = set()
    for name, position in recorders.items():
        found |= set(first_words_of_calls(name, position=position, keyword="did"))
    return found


def first_words_of_calls(called: str, *, position: int, keyword: str = ""):
    """The texts given at that position of every call of that name."""
    for place, call, constants in calls().get(called, ()):
        given = [k.value for k in call.keywords if k.arg == keyword and keyword]
        given += call.args[position : position + 1]
        for value in given:
            known = constants.get(value.id, value) if isinstance(value, ast.Name) else value
            for word in _texts(known):
                yield place, word


@cache
def calls() -> dict[str, list[tuple[str, ast.Call, dict[str, ast.expr]]]]:
    """Every call by the name that is called: where, and which names stand for what in its module."""
    found = defaultdict(list)
    for path in modules():
        nodes = list(ast.walk(tree(path)))
        constants = {
            target.id: node.value
            for node in nodes
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                found[name].append((f"{short(path)}:{node.lineno}", node, constants))
    return found


def _texts(value: ast.expr):
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        pattern = ast.unparse(value)[2:-1]
        yield from MADE_UP.get(pattern, {pattern})
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)


def test_everything_that_is_recorded_is_said_in_words():
    recorded = codes_recorded()
    assert len(recorded) > 100, "the calls are not found any more"

    assert {(place, code) for place, code in recorded if code not in words.NAMES} == set()


def test_everything_that_is_said_of_the_record_has_an_area():
    placed = {code for area in words.AREAS for code in words.codes_in(area)}

    assert set(words.NAMES) - placed == set()


@pytest.mark.parametrize("named", [words.NAMES, words.AREAS, words.REASONS, words.VALUES])
def test_the_words_of_the_record_are_azerbaijani_too(named):
    untranslated = []
    for code, text in named.items():
        with override("en"):
            english = str(text)
        with override("az"):
            if str(text) == english and english not in SAME_IN_BOTH:
                untranslated.append((code, english))
    assert untranslated == []


SAME_IN_BOTH = {"Region"}


# --- work in the background -----------------------------------------------------------------------


def test_every_task_is_named_by_its_room_and_those_of_the_clock_queue_once():
    """A round of the clock is alone in the queue; other work carries the number of its row alone."""
    rounds = {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()}
    ours = {name: task for name, task in app.tasks.items() if is_of_a_room(name)}

    assert {"reporting.remind", "jobs.find_lost", "audit.seal"} <= rounds
    assert rounds | {name for name in TASKS if is_of_a_room(name)} == set(ours)
    assert {name.partition(".")[0] for name in ours} <= set(DEPTH)
    assert {name for name, task in ours.items() if task.queueing_lock} == rounds


def is_of_a_room(name: str) -> bool:
    """The queue brings work of its own, and some stories make theirs."""
    return not name.startswith(("builtin", "procrastinate", "tests."))
