import dayaq.kernel.text
import django.contrib.postgres.fields
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
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clauses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='measures')),
                ('kind', models.CharField(choices=[('law', 'Law'), ('decree', 'Decree or order of the President'), ('cabinet', 'Decision of the Cabinet of Ministers'), ('rules', 'Rules'), ('treaty', 'Accession to a treaty'), ('methods', 'Methods or guides'), ('structure', 'Structure or staff')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('aim', models.TextField(blank=True, max_length=10000, verbose_name='what it is to change')),
                ('status', models.CharField(choices=[('drafted', 'Being drafted'), ('opinions', 'Opinions are asked'), ('agreed', 'Agreed'), ('group', 'Before the Working Group'), ('sent', 'Sent to the Cabinet of Ministers'), ('sent_back', 'Returned by the Cabinet of Ministers'), ('adopted', 'Adopted'), ('refused', 'Not adopted'), ('withdrawn', 'Withdrawn')], default='drafted', max_length=10, verbose_name='stage')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted')),
                ('act_number', models.CharField(blank=True, max_length=100, verbose_name='number of the act')),
                ('act_address', models.URLField(blank=True, max_length=500, verbose_name='address of the act')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('title'), output_field=models.TextField())),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='directory.body', verbose_name='prepared together with')),
            ],
            options={
                'verbose_name': 'proposal',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='version')),
                ('text', models.TextField(verbose_name='text')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what is new')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('content', models.BinaryField(default=b'')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('added_on', models.DateField(verbose_name='added')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='proposals.proposal')),
            ],
            options={
                'verbose_name': 'draft',
                'ordering': ('proposal', '-number'),
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('drafted', 'Being drafted'), ('opinions', 'Opinions are asked'), ('agreed', 'Agreed'), ('group', 'Before the Working Group'), ('sent', 'Sent to the Cabinet of Ministers'), ('sent_back', 'Returned by the Cabinet of Ministers'), ('adopted', 'Adopted'), ('refused', 'Not adopted'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='stage')),
                ('on', models.DateField(verbose_name='day')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='document')),
                ('note', models.TextField(blank=True, max_length=5000, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='recorded')),
                ('mistake', models.CharField(blank=True, max_length=500, verbose_name='why it was a mistake')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='proposals.proposal')),
            ],
            options={
                'verbose_name': 'step',
                'ordering': ('proposal', 'on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(verbose_name='asked')),
                ('due_on', models.DateField(verbose_name='due')),
                ('status', models.CharField(choices=[('waiting', 'Awaited'), ('with_approver', 'With the approver'), ('given', 'Given'), ('silent', 'Silent')], default='waiting', max_length=15, verbose_name='status')),
                ('stance', models.CharField(blank=True, choices=[('agreed', 'Agrees'), ('remarks', 'Agrees with remarks'), ('disagreed', 'Does not agree')], max_length=10, verbose_name='opinion')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='remarks')),
                ('document', models.CharField(blank=True, max_length=100, verbose_name='number of the letter')),
                ('comment', models.CharField(blank=True, max_length=1000, verbose_name='why it came back')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='given')),
                ('answer', models.TextField(blank=True, max_length=20000, verbose_name='what was done about the remarks')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='proposals.draft')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
            ],
            options={
                'verbose_name': 'opinion',
                'ordering': ('draft', 'pk'),
                'indexes': [models.Index(fields=['body', 'status', 'due_on'], name='opinions_of_a_body')],
                'constraints': [models.UniqueConstraint(fields=('draft', 'body'), name='a_body_is_asked_once_about_a_draft'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'given'), ('given_by__isnull', False), ('given_on__isnull', False)), models.Q(models.Q(('status', 'given'), _negated=True), ('given_by__isnull', True), ('given_on__isnull', True)), _connector='OR'), name='given_opinions_say_when_and_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'given'), _negated=True), models.Q(('stance', ''), _negated=True), _connector='OR'), name='given_opinions_say_what')],
            },
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['body', 'status'], name='proposals_of_a_body'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'adopted'), ('adopted_on__isnull', False)), models.Q(models.Q(('status', 'adopted'), _negated=True), ('adopted_on__isnull', True)), _connector='OR'), name='adopted_proposals_say_when'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('proposal', 'number'), name='drafts_are_numbered_once'),
        ),
    ]
