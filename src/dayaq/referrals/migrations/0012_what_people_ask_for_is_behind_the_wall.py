"""The wall and the written record for what people ask for: the house alone reads it."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_what_people_ask_for")]
    operations = [Protect("referrals_wish"), WriteDown("referrals_wish")]
