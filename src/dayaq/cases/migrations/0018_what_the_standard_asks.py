"""What the case data standard (HTCDS 2.0) asks beside: form of address, children, platforms, parts of an address."""

import dayaq.cases.models.coded
import dayaq.vault.sealing
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_searches_are_watched'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='communication_help',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, kind='text', verbose_name='help needed to be understood'),
        ),
        migrations.AddField(
            model_name='contact',
            name='country',
            field=dayaq.cases.models.coded.Coded(blank=True, default='', list_code='country', max_length=120, verbose_name='country'),
        ),
        migrations.AddField(
            model_name='contact',
            name='home_phone',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, kind='phone', verbose_name='phone at home'),
        ),
        migrations.AddField(
            model_name='contact',
            name='postcode',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, verbose_name='postcode'),
        ),
        migrations.AddField(
            model_name='contact',
            name='town',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, verbose_name='town or village'),
        ),
        migrations.AddField(
            model_name='identity',
            name='children',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of children'),
        ),
        migrations.AddField(
            model_name='identity',
            name='is_deceased',
            field=models.BooleanField(null=True, verbose_name='no longer alive'),
        ),
        migrations.AddField(
            model_name='identity',
            name='salutation',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, verbose_name='form of address'),
        ),
        migrations.AddField(
            model_name='situation',
            name='exploitation_platforms',
            field=dayaq.cases.models.coded.CodedList(base_field=models.CharField(max_length=120), blank=True, default=list, list_code='online-platform', size=None, verbose_name='sites and apps used to exploit'),
        ),
        migrations.AddField(
            model_name='situation',
            name='recruitment_platforms',
            field=dayaq.cases.models.coded.CodedList(base_field=models.CharField(max_length=120), blank=True, default=list, list_code='online-platform', size=None, verbose_name='sites and apps on which it began'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='address',
            field=dayaq.vault.sealing.SealedField(blank=True, default=bytes, kind='text', verbose_name='street and house'),
        ),
    ]
