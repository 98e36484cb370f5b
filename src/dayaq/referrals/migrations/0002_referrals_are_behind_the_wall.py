"""Forced row security on the tables of the room, and every change written down by the database."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("vault", "0002_keys_are_behind_the_wall"),
        ("audit", "0004_the_database_writes_its_part"),
    ]
    operations = [
        Protect("referrals_referral", parent=("vault_datakey", "key_id")),
        Protect("referrals_told", parent=("referrals_referral", "referral_id")),
        Protect("referrals_clock"),
        WriteDown("referrals_referral"),
        WriteDown("referrals_told"),
        WriteDown("referrals_clock"),
    ]
