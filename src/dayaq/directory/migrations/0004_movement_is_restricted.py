"""`RestrictsMovement`: the case data standard defines it as a means of control and left it out of its list.

Where the list is there already it comes in behind the others; a new installation reads it with the list.
"""

from django.db import migrations
from django.db.models import Max

CODE = "RestrictsMovement"
NAMES = {
    "name_az": "hərəkət azadlığının məhdudlaşdırılması, təcrid",
    "name_en": "Restricts movement, isolation",
}


def add(apps, _schema_editor):
    lists = apps.get_model("directory", "CodeList")
    codes = apps.get_model("directory", "Code")
    for one in lists.objects.filter(code="control-method", system="HTCDS", version="2.0"):
        last = codes.objects.filter(list=one).aggregate(last=Max("position"))["last"] or 0
        codes.objects.get_or_create(list=one, code=CODE, defaults={"position": last + 1, **NAMES})


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_names_and_values_do_not_overlap")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
