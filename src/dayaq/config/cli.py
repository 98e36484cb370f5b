"""The `dayaq` command: one word for each thing that an operator does.

Reading a decree needs no database and no framework, so each command imports only what it uses.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit 0: done; 1: refused or failed, with a sentence; 2: wrong use or input."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dayaq", description="The national system for the action plan."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    plan = commands.add_parser("plan", help="read a decree, or take it in").add_subparsers(
        required=True, metavar="ACT"
    )
    parse = plan.add_parser(
        "parse", help="read a decree's text and show what was found; changes nothing"
    )
    parse.add_argument("file", help="the text of the decree")
    parse.add_argument("--json", action="store_true", help="print the whole reading as JSON")
    parse.set_defaults(command=_plan_parse)
    take = plan.add_parser("import", help="read a decree's text and take it into the database")
    take.add_argument("file")
    take.set_defaults(command=_plan_import)

    edition = commands.add_parser("edition", help="the annual edition").add_subparsers(
        required=True, metavar="ACT"
    )
    build = edition.add_parser("build", help="build the edition of a year and write its files")
    build.add_argument("--year", type=int, required=True)
    build.add_argument("--lang", choices=("az", "en"), required=True)
    build.add_argument("--out", required=True, metavar="DIR")
    build.set_defaults(command=_edition_build)

    _account_parser(
        commands.add_parser(
            "account", help="the first administrator, and the way back in"
        ).add_subparsers(required=True, metavar="ACT")
    )

    _audit_parser(
        commands.add_parser("audit", help="the sealed record").add_subparsers(
            required=True, metavar="ACT"
        )
    )

    _keys_parser(
        commands.add_parser("keys", help="the keys of confidential records").add_subparsers(
            required=True, metavar="ACT"
        )
    )

    demo = commands.add_parser("demo", help="load the demonstration data into an empty database")
    demo.add_argument(
        "--accounts",
        action="store_true",
        help="print the demonstration accounts as JSON, load nothing",
    )
    demo.add_argument(
        "--cases",
        type=int,
        default=0,
        metavar="N",
        help="fill the register with N fictional cases, to see how it holds; a million in minutes",
    )
    demo.set_defaults(command=_demo)

    commands.add_parser(
        "states", help="draw the life of everything that has a status (docs/states.md)"
    ).set_defaults(command=_states)
    commands.add_parser(
        "measures", help="say which room does the work of which measure (docs/measures.md)"
    ).set_defaults(command=_measures)
    commands.add_parser("check", help="say whether everything is in order").set_defaults(
        command=_check
    )
    run = commands.add_parser("run", help="start the database, the web server and the workers")
    run.add_argument("--port", type=int, default=int(os.environ.get("PORT") or "8000"))
    run.set_defaults(command=_run)

    for name, help_text in (
        ("backup", "write a backup to a new folder"),
        ("restore", "restore a backup"),
    ):
        one = commands.add_parser(name, help=help_text)
        one.add_argument("directory", metavar="DIR")
        one.set_defaults(command=_backup if name == "backup" else _restore)
        if name == "restore":
            one.add_argument(
                "--replace", action="store_true", help="replace what the database holds now"
            )
            one.add_argument(
                "--destroyed",
                metavar="FILE",
                default="",
                help="the list of destroyed keys, where it is not in the folder of checkpoints",
            )

    database = commands.add_parser("database", help="a served database").add_subparsers(
        required=True, metavar="ACT"
    )
    database.add_parser(
        "prepare", help="let it know who signs; once, as its superuser, and after each new key"
    ).set_defaults(command=_database_prepare)

    django = commands.add_parser("django", help="run a command of the framework")
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    django.set_defaults(command=_django)
    return parser


def _account_parser(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    opened = acts.add_parser("open", help="open the first administrator; prints a link, once")
    opened.add_argument("username")
    opened.add_argument("--administrator-of", required=True, metavar="BODY", help="the body's code")
    opened.add_argument("--name", default="", help="full name")
    opened.add_argument("--email", default="", help="office e-mail")
    opened.add_argument("--lang", choices=("az", "en"), default="az")
    opened.add_argument(
        "--recover", action="store_true", help="even where an administrator could sign in"
    )
    opened.set_defaults(command=_account_open)
    back = acts.add_parser("recover", help="let a locked-out person back in; prints a link, once")
    back.add_argument("username")
    back.add_argument("--why", default="", help="the reason, for the record of changes")
    back.set_defaults(command=_account_recover)


def _audit_parser(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, help_text in (
        ("verify", "say whether the record is what was sealed, or name the first row that is not"),
        ("export", "write the record to a file that another machine can verify"),
        ("seal", "seal now what the clock would seal within a minute"),
        ("set-aside", "begin a new file of checkpoints, after an older backup was restored"),
    ):
        act = acts.add_parser(name, help=help_text)
        act.set_defaults(command=_audit, act=name, file="", why="")
        act.add_argument(
            "--checkpoints", metavar="DIR", default="", help="kept outside the database"
        )
        if name == "export":
            act.add_argument("file")
        if name in {"export", "set-aside"}:
            act.add_argument("--why", required=True, help="the purpose, for the record")


def _keys_parser(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, help_text in (
        ("list", "how keys stand, by their fingerprints; reads how many people are under each"),
        ("add", "add a fresh random master key to the key file; nothing is under it yet"),
        ("rotate", "put all that is new under the newest key, and let the rest follow"),
        ("retire", "say that a key is needed no more; refused while anything is under it"),
    ):
        act = acts.add_parser(name, help=help_text)
        act.set_defaults(command=_keys, act=name, number=0, search=False, why="", take_out=False)
        if name == "rotate":
            act.add_argument("--search", action="store_true", help="the search key instead")
        if name == "retire":
            act.add_argument("number", type=int)
            act.add_argument("--why", required=True, help="the reason, for the record")
            act.add_argument("--take-out", action="store_true", help="remove it from the file too")


def _ready(role: str = "web") -> None:
    """Make the framework ready under one of the two database roles."""
    os.environ["DAYAQ_DB_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    import django

    django.setup()


def _call(*words: str) -> int:
    from django.core.management import CommandError, call_command

    try:
        call_command(*words)
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.returncode
    return 0


def _plan_parse(arguments: argparse.Namespace) -> int:
    from dayaq.plan.decree.command import parse

    return parse(arguments.file, as_json=arguments.json)


def _plan_import(arguments: argparse.Namespace) -> int:
    _ready()
    return _call("import_plan", arguments.file)


def _edition_build(arguments: argparse.Namespace) -> int:
    _ready()
    return _call(
        "build_edition",
        "--year",
        str(arguments.year),
        "--lang",
        arguments.lang,
        "--out",
        arguments.out,
    )


def _account_open(arguments: argparse.Namespace) -> int:
    _ready()
    return _call(
        "open_administrator",
        f"--of={arguments.administrator_of}",
        f"--name={arguments.name}",
        f"--email={arguments.email}",
        f"--lang={arguments.lang}",
        *(["--recover"] if arguments.recover else []),
        "--",
        arguments.username,
    )


def _account_recover(arguments: argparse.Namespace) -> int:
    _ready()
    return _call("recover_account", f"--why={arguments.why}", "--", arguments.username)


def _audit(arguments: argparse.Namespace) -> int:
    _ready()
    words = ["--checkpoints", arguments.checkpoints, "--why", arguments.why]
    return _call("audit_record", arguments.act, *words, *filter(None, [arguments.file]))


def _keys(arguments: argparse.Namespace) -> int:
    _ready()
    words = [arguments.act, *([str(arguments.number)] if arguments.number else [])]
    flags = [
        f"--{name}" for name in ("search", "take-out") if vars(arguments)[name.replace("-", "_")]
    ]
    return _call("keep_keys", *words, f"--why={arguments.why}", *flags)


def _demo(arguments: argparse.Namespace) -> int:
    import gc

    gc.disable()  # some hundred thousand short-lived rows: collecting would take a sixth of the time
    _ready()
    if arguments.accounts:
        return _call("load_demo", "--accounts")
    if not arguments.cases:
        # What the past of the demonstration has written is sealed before anybody looks.
        return _call("load_demo") or _call("audit_record", "seal")
    superuser = _superuser()
    if superuser is None:
        print(
            "The database does not run: start the product first (make run). "
            "Of a served one set DATABASE_SUPERUSER_URL.",
            file=sys.stderr,
        )
        return 1
    return _call("load_demo", f"--cases={arguments.cases}", f"--superuser={superuser}")


def _superuser() -> str | None:
    """Where the superuser of the database signs in; None where that cannot be known."""
    from dayaq.config.connection import var_folder
    from dayaq.config.postgres import Server
    from dayaq.config.provision import DATABASE

    if os.environ.get("DATABASE_URL"):
        return os.environ.get("DATABASE_SUPERUSER_URL")
    server = Server.running(var_folder())
    return None if server is None else server.superuser_of(DATABASE)


def _measures(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    _ready()
    from dayaq.config.measures import drawn

    print(drawn(), end="")
    return 0


def _states(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    _ready()
    from dayaq.config.lives import drawn

    print(drawn(), end="")
    return 0


def _check(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    _ready()
    return _call("check_health")


def _run(arguments: argparse.Namespace) -> int:
    from dayaq.config.launch import run

    return run(arguments.port)


def _backup(arguments: argparse.Namespace) -> int:
    from dayaq.config.backup import backup_command

    return backup_command(arguments.directory)


def _restore(arguments: argparse.Namespace) -> int:
    from dayaq.config.backup import restore_command

    return restore_command(
        arguments.directory, replace=arguments.replace, destroyed=arguments.destroyed
    )


def _database_prepare(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    from dayaq.config.provision import prepare_command

    return prepare_command()


def _django(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["dayaq django", *arguments.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
