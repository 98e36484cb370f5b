"""Data keys name their readers and open to nobody else."""

from django.db import migrations

from dayaq.vault.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [Protect("vault_datakey")]
