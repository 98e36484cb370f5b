"""The wall and the written record for the receipts of people: the house alone reads them."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_receipts")]
    operations = [Protect("referrals_receipt"), WriteDown("referrals_receipt")]
