"""`python -m dayaq.plan.decree FILE [--json]`: the reader alone."""

import argparse
import sys

from dayaq.plan.decree.command import parse

_arguments = argparse.ArgumentParser(prog="dayaq.plan.decree", description="Read a decree's text.")
_arguments.add_argument("file", help="the text of the decree")
_arguments.add_argument("--json", action="store_true", help="print the whole reading as JSON")
_given = _arguments.parse_args()
sys.exit(parse(_given.file, as_json=_given.json))
