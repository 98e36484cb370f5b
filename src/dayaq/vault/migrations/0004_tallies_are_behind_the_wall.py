"""Tallies open to the house alone."""

from django.db import migrations

from dayaq.vault.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("vault", "0003_tallies")]
    operations = [Protect("vault_tally")]
