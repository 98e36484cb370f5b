"""Forced row security on every record of the room, and every change written down by the database."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown

OF_FACILITY = ("location", "staff", "addressopening", "bed", "booking", "assessment")
OF_CASE = ("placerequest", "hold", "stay", "stayentry")


class Migration(migrations.Migration):
    dependencies = [
        ("shelters", "0001_facilities_and_stays"),
        ("vault", "0002_keys_are_behind_the_wall"),
        ("cases", "0002_cases_are_behind_the_wall"),
        ("audit", "0004_the_database_writes_its_part"),
    ]
    operations = [
        Protect("shelters_facility", parent=("vault_datakey", "key_id")),
        *(Protect(f"shelters_{name}", parent=("shelters_facility", "facility_id")) for name in OF_FACILITY),
        *(Protect(f"shelters_{name}", parent=("cases_case", "case_id")) for name in OF_CASE),
        *(WriteDown(f"shelters_{name}") for name in ("facility", *OF_FACILITY, *OF_CASE)),
    ]
