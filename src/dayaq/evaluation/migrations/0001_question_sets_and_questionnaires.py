from django.db import migrations, models
import dayaq.evaluation.models.sheets
import django.db.models.deletion
import uuid


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0003_names_and_values_do_not_overlap'),
        ('learning', '0001_programmes_and_trainings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('choice', models.CharField(blank=True, max_length=2)),
                ('words', models.TextField(blank=True)),
                ('is_right', models.BooleanField(null=True)),
                ('number', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'answer',
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=1, verbose_name='place')),
                ('asked', models.CharField(choices=[('scale', 'From 1 to 5'), ('choice', 'One of several answers'), ('several', 'Any of several answers'), ('words', 'In words')], max_length=8, verbose_name='how it is answered')),
                ('text_az', models.CharField(max_length=500, verbose_name='question in Azerbaijani')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='question in English')),
                ('text_ru', models.CharField(blank=True, max_length=500, verbose_name='question in Russian')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='answers')),
                ('is_required', models.BooleanField(default=True, verbose_name='must be answered')),
            ],
            options={
                'verbose_name': 'question',
                'ordering': ('set', 'position', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.question'),
        ),
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('purpose', models.CharField(choices=[('participants', 'What participants think'), ('organiser', 'What the organisers think'), ('test', 'Test of knowledge, before and after'), ('follow_up', 'What it brought after some months'), ('campaign', 'What the audience of awareness work thinks')], max_length=12, verbose_name='what it asks for')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_force', 'In use'), ('retired', 'No longer used')], default='draft', max_length=10, verbose_name='status')),
                ('title_az', models.CharField(max_length=200, verbose_name='title in Azerbaijani')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('title_ru', models.CharField(blank=True, max_length=200, verbose_name='title in Russian')),
                ('intro_az', models.TextField(blank=True, max_length=1000, verbose_name='opening words in Azerbaijani')),
                ('intro_en', models.TextField(blank=True, max_length=1000, verbose_name='opening words in English')),
                ('intro_ru', models.TextField(blank=True, max_length=1000, verbose_name='opening words in Russian')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
            ],
            options={
                'verbose_name': 'question set',
                'ordering': ('purpose', 'code', '-version'),
            },
        ),
        migrations.AddField(
            model_name='question',
            name='set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='evaluation.questionset'),
        ),
        migrations.CreateModel(
            name='ProgrammeTest',
            fields=[
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='own_test', serialize=False, to='learning.programme')),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tests', to='evaluation.questionset', verbose_name='test before and after')),
            ],
            options={
                'verbose_name': 'test of a programme',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(choices=[('before', 'Test before'), ('after', 'Test after'), ('participants', 'Participants'), ('organiser', 'Organisers'), ('follow_up', 'After some months'), ('audience', 'Audience')], max_length=12, verbose_name='occasion')),
                ('door', models.CharField(default=dayaq.evaluation.models.sheets.new_door, max_length=10, unique=True)),
                ('status', models.CharField(choices=[('waiting', 'Not open yet'), ('open', 'Open for answers'), ('closed', 'Closed')], default='waiting', max_length=8, verbose_name='status')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='opens by itself on')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='closes by itself after')),
                ('needs_slip', models.BooleanField(default=False, verbose_name='each answers once, with a slip')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='learning.course')),
                ('questions', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='evaluation.questionset', verbose_name='question set')),
            ],
            options={
                'verbose_name': 'questionnaire',
                'ordering': ('course', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=1)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='evaluation.sheet')),
            ],
            options={
                'verbose_name': 'receipt',
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='evaluation.sheet'),
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='evaluation.sheet')),
            ],
            options={
                'verbose_name': 'slip',
            },
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='a_set_has_a_version_once'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'in_force')), fields=('code',), name='one_version_of_a_set_is_in_use'),
        ),
        migrations.AddIndex(
            model_name='sheet',
            index=models.Index(fields=['status', 'opens_on'], name='sheets_by_opening'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('course', 'occasion'), name='an_occasion_is_asked_about_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('choice', ''), ('words', ''), _connector='XOR'), name='an_answer_is_a_choice_or_a_remark'),
        ),
    ]
