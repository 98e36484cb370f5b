"""A worker as `make run` starts it, that also knows the tests' own work."""

import os
import sys
from importlib import import_module

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "dayaq.config.settings"
    django.setup()
    import_module("tests.jobs.work")

    call_command("procrastinate", "worker", *sys.argv[1:])
