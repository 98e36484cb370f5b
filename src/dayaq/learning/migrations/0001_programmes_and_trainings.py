import dayaq.kernel.text
import dayaq.learning.models.training
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0003_names_and_values_do_not_overlap'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('aim', models.TextField(blank=True, max_length=5000, verbose_name='aim')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='academic hours')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='approved by document')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('title'), output_field=models.TextField())),
                ('audiences', models.ManyToManyField(limit_choices_to={'list__code': 'training-audience'}, related_name='+', to='directory.code', verbose_name='for whom')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('topics', models.ManyToManyField(limit_choices_to={'list__code': 'training-topic'}, related_name='+', to='directory.code', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'programme',
                'ordering': ('title', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='status')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('form', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('mixed', 'In person and online')], default='in_person', max_length=10, verbose_name='form')),
                ('venue', models.CharField(blank=True, max_length=300, verbose_name='place')),
                ('language', models.CharField(choices=[('az', 'Azerbaijani'), ('en', 'English'), ('ru', 'Russian')], default='az', max_length=2, verbose_name='language')),
                ('places', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of places')),
                ('attended', models.PositiveIntegerField(editable=False, null=True, verbose_name='attended')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('title'), output_field=models.TextField())),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='directory.body', verbose_name='held together with')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.region', verbose_name='region')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='learning.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'training',
                'ordering': ('-starts_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Trainer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('workplace', models.CharField(blank=True, max_length=300, verbose_name='workplace and position')),
                ('is_retired', models.BooleanField(default=False, verbose_name='no longer teaches')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('topics', models.ManyToManyField(blank=True, limit_choices_to={'list__code': 'training-topic'}, related_name='+', to='directory.code', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'trainer',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('begins', models.TimeField(verbose_name='begins')),
                ('ends', models.TimeField(verbose_name='ends')),
                ('subject', models.CharField(max_length=300, verbose_name='subject')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='learning.course')),
                ('trainer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.trainer', verbose_name='trainer')),
            ],
            options={
                'verbose_name': 'session',
                'ordering': ('course', 'on', 'begins'),
            },
        ),
        migrations.AddField(
            model_name='course',
            name='trainers',
            field=models.ManyToManyField(blank=True, related_name='courses', to='learning.trainer', verbose_name='trainers'),
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=dayaq.learning.models.training.new_code, max_length=12, unique=True, verbose_name='code')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('name_print', models.CharField(blank=True, editable=False, max_length=64)),
                ('issued_on', models.DateField(verbose_name='issued')),
                ('withdrawn_on', models.DateField(null=True, verbose_name='withdrawn')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='learning.course')),
            ],
            options={
                'verbose_name': 'certificate',
                'ordering': ('course', 'number'),
                'constraints': [models.UniqueConstraint(fields=('course', 'number'), name='a_training_numbers_certificates_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(blank=True, max_length=300, verbose_name='unit, hospital or firm')),
                ('women', models.PositiveIntegerField(default=0, verbose_name='women')),
                ('men', models.PositiveIntegerField(default=0, verbose_name='men')),
                ('unsaid', models.PositiveIntegerField(default=0, verbose_name='sex not recorded')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.code', verbose_name='who they are')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='learning.course')),
            ],
            options={
                'verbose_name': 'attendance',
                'ordering': ('course', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('women__gt', 0), ('men__gt', 0), ('unsaid__gt', 0), _connector='OR'), name='somebody_came'), models.CheckConstraint(condition=models.Q(('body__isnull', False), models.Q(('unit', ''), _negated=True), _connector='OR'), name='attendance_says_from_where'), models.UniqueConstraint(fields=('course', 'body', 'unit', 'audience'), name='attendance_from_a_place_stands_once', nulls_distinct=False)],
            },
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='programmes_do_not_end_before_they_begin'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='sessions_end_after_they_begin'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['-starts_on', '-id'], name='courses_newest_first'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['body', '-starts_on'], name='courses_of_a_body'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['ends_on'], name='courses_by_end'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='trainings_do_not_end_before_they_begin'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), ('attended__isnull', False)), models.Q(models.Q(('status', 'held'), _negated=True), ('attended__isnull', True)), _connector='OR'), name='held_trainings_say_how_many_came'),
        ),
    ]
