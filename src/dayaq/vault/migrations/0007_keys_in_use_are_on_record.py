"""What was wrapped and drawn before keys were on record: the keys of this installation go on record."""

from django.db import migrations
from django.utils.timezone import now

from dayaq.vault.context import house
from dayaq.vault.keys import index_fingerprints, keyring

WRAPPED = "SELECT DISTINCT master_version FROM vault_datakey WHERE master_version IS NOT NULL"


def put_on_record(apps, schema_editor):
    with house("keys_on_record"), schema_editor.connection.cursor() as cursor:
        cursor.execute(WRAPPED)
        versions = sorted(version for (version,) in cursor.fetchall())
        cursor.execute("SELECT EXISTS (SELECT FROM vault_tally)")
        (drew,) = cursor.fetchone()
    for version in versions:
        apps.get_model("vault", "MasterKey").objects.create(
            version=version,
            fingerprint=keyring().fingerprint(version),
            status="current" if version == versions[-1] else "former",
            used_since=now(),
        )
    if drew:
        apps.get_model("vault", "IndexKey").objects.create(
            version=1, fingerprint=index_fingerprints()[0], used_since=now()
        )


class Migration(migrations.Migration):
    dependencies = [("vault", "0006_keys_on_record")]
    operations = [migrations.RunPython(put_on_record, migrations.RunPython.noop)]
