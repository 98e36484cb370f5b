"""Forced row security on the inventory too, and every change of it written down by the database."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown

TABLES = ("shelters_supply", "shelters_supplyentry")


class Migration(migrations.Migration):
    dependencies = [("shelters", "0003_the_inventory_of_needs")]
    operations = [
        *(Protect(name, parent=("shelters_facility", "facility_id")) for name in TABLES),
        *(WriteDown(name) for name in TABLES),
    ]
