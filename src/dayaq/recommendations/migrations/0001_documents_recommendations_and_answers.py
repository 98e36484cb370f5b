import dayaq.kernel.text
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0003_names_and_values_do_not_overlap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('symbol', models.CharField(blank=True, max_length=100, verbose_name='number of the document')),
                ('published_on', models.DateField(verbose_name='published')),
                ('address', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('next_report_on', models.DateField(blank=True, null=True, verbose_name='our next report to them')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('title'), output_field=models.TextField())),
                ('issuer', models.ForeignKey(limit_choices_to={'list__code': 'international-body'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.code', verbose_name='international body')),
            ],
            options={
                'verbose_name': 'international document',
                'ordering': ('-published_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clauses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='measures')),
                ('paragraph', models.CharField(max_length=40, verbose_name='paragraph')),
                ('text', models.TextField(max_length=10000, verbose_name='text')),
                ('language', models.CharField(choices=[('az', 'Azerbaijani'), ('en', 'English'), ('ru', 'Russian')], default='en', max_length=2, verbose_name='language of the text')),
                ('status', models.CharField(choices=[('untouched', 'Not begun'), ('under_way', 'Under way'), ('partly_done', 'Carried out in part'), ('done', 'Carried out'), ('noted', 'Noted, not accepted')], default='untouched', max_length=12, verbose_name='status')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next date')),
                ('note', models.TextField(blank=True, max_length=5000, verbose_name='note')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('text'), output_field=models.TextField())),
                ('bodies', models.ManyToManyField(blank=True, related_name='+', to='directory.body', verbose_name='bodies concerned')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='recommendations.sourcedocument', verbose_name='document')),
            ],
            options={
                'verbose_name': 'recommendation',
                'ordering': ('document', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=20000, verbose_name='answer')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('with_approver', 'With the approver'), ('approved', 'Approved'), ('outdated', 'Replaced by a newer one')], default='draft', max_length=15, verbose_name='status')),
                ('comment', models.CharField(blank=True, max_length=1000, verbose_name='why it came back')),
                ('approved_on', models.DateField(blank=True, editable=False, null=True, verbose_name='approved')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('text'), output_field=models.TextField())),
                ('approved_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('recommendations', models.ManyToManyField(related_name='replies', to='recommendations.recommendation', verbose_name='recommendations')),
            ],
            options={
                'verbose_name': 'answer',
                'ordering': ('-as_of', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'outdated')), ('approved_by__isnull', False), ('approved_on__isnull', False)), models.Q(models.Q(('status__in', ('approved', 'outdated')), _negated=True), ('approved_by__isnull', True), ('approved_on__isnull', True)), _connector='OR'), name='approved_answers_say_when_and_by_whom')],
            },
        ),
        migrations.AddConstraint(
            model_name='sourcedocument',
            constraint=models.UniqueConstraint(fields=('issuer', 'title', 'published_on'), name='an_international_document_stands_once'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['clauses'], name='recommendations_by_clause'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(models.OrderBy(models.F('next_on'), nulls_last=True), name='recommendations_by_date'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('document', 'paragraph'), name='a_paragraph_stands_once_in_its_document'),
        ),
    ]
