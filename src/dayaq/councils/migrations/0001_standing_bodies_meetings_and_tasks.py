from django.conf import settings
from django.db import migrations, models
import dayaq.kernel.text
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0003_names_and_values_do_not_overlap'),
        ('proposals', '0001_proposals_and_opinions'),
        ('recommendations', '0001_documents_recommendations_and_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clauses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='measures')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=500, verbose_name='point')),
                ('heard', models.TextField(blank=True, max_length=20000, verbose_name='what was said')),
            ],
            options={
                'verbose_name': 'point of the agenda',
                'ordering': ('meeting', 'position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='number')),
                ('text', models.TextField(max_length=10000, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'decision',
                'ordering': ('meeting', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Deferral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='until')),
                ('reason', models.CharField(max_length=1000, verbose_name='reason')),
                ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused')], default='asked', max_length=10, verbose_name='status')),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='answer')),
            ],
            options={
                'verbose_name': 'more time',
                'ordering': ('task', 'asked_at'),
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('invited', 'Members are invited'), ('held', 'Held'), ('minuted', 'Minutes are signed'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='status')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(default=120, verbose_name='minutes')),
                ('manner', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('mixed', 'In person and online')], default='in_person', max_length=10, verbose_name='form')),
                ('venue', models.CharField(blank=True, max_length=300, verbose_name='place')),
                ('online', models.URLField(blank=True, max_length=500, verbose_name='address of the online meeting')),
                ('guests', models.TextField(blank=True, max_length=5000, verbose_name='who else was there')),
                ('quorum', models.CharField(blank=True, editable=False, max_length=10, verbose_name='quorum')),
                ('members', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='members')),
                ('present', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='present')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='minutes signed')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='invitations sent')),
            ],
            options={
                'verbose_name': 'meeting',
                'ordering': ('-starts_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('seat', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member')], default='member', max_length=10, verbose_name='seat')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('position', models.CharField(blank=True, max_length=300, verbose_name='position')),
                ('alternate', models.CharField(blank=True, max_length=200, verbose_name='alternate')),
                ('alternate_position', models.CharField(blank=True, max_length=300, verbose_name='position of the alternate')),
                ('act', models.CharField(blank=True, max_length=300, verbose_name='appointed by')),
            ],
            options={
                'verbose_name': 'member',
                'ordering': ('standing', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.CharField(choices=[('member', 'The member'), ('alternate', 'The alternate'), ('nobody', 'Nobody')], max_length=10, verbose_name='who came')),
            ],
            options={
                'verbose_name': 'presence',
                'ordering': ('meeting', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='StandingBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('clauses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='measures')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('kind', models.CharField(choices=[('commission', 'Commission'), ('working_group', 'Working group'), ('council', 'Council'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('act', models.CharField(max_length=300, verbose_name='set up by')),
                ('address', models.URLField(blank=True, max_length=500, verbose_name='address of the act')),
                ('mandate', models.TextField(blank=True, max_length=10000, verbose_name='mandate')),
            ],
            options={
                'verbose_name': 'standing body',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000, verbose_name='what is to be done')),
                ('due_on', models.DateField(verbose_name='deadline')),
                ('first_due_on', models.DateField(editable=False, verbose_name='original deadline')),
                ('status', models.CharField(choices=[('to_do', 'To be done'), ('said_done', 'Said to be done'), ('done', 'Done'), ('dropped', 'No longer needed')], default='to_do', max_length=10, verbose_name='status')),
                ('result', models.TextField(blank=True, max_length=10000, verbose_name='result')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='document')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done')),
                ('key', models.GeneratedField(db_persist=True, expression=dayaq.kernel.text.Fold('text'), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'task',
                'ordering': ('due_on', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='proposal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='proposals.proposal', verbose_name='proposal'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='recommendation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='recommendations.recommendation', verbose_name='recommendation'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='speaker',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='decision',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='councils.agendaitem', verbose_name='point of the agenda'),
        ),
        migrations.AddField(
            model_name='deferral',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='councils.meeting'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='councils.meeting'),
        ),
        migrations.AddField(
            model_name='membership',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body'),
        ),
        migrations.AddField(
            model_name='presence',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='councils.meeting'),
        ),
        migrations.AddField(
            model_name='presence',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='councils.membership'),
        ),
        migrations.AddField(
            model_name='standingbody',
            name='interval_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.parameter', verbose_name='rule of how often it meets'),
        ),
        migrations.AddField(
            model_name='standingbody',
            name='quorum_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.parameter', verbose_name='rule of its quorum'),
        ),
        migrations.AddField(
            model_name='membership',
            name='standing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='councils.standingbody'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='standing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='councils.standingbody', verbose_name='standing body'),
        ),
        migrations.AddField(
            model_name='task',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.body', verbose_name='body'),
        ),
        migrations.AddField(
            model_name='task',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='councils.decision'),
        ),
        migrations.AddField(
            model_name='deferral',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deferrals', to='councils.task'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='decisions_are_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='a_member_is_present_once'),
        ),
        migrations.AddConstraint(
            model_name='standingbody',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='standing_bodies_do_not_end_before_they_begin'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='memberships_do_not_end_before_they_begin'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('standing'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('standing'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('body'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('body'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.Func(models.F('name'), function='hashtext', output_field=models.BigIntegerField()), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.Func(models.F('name'), function='hashtext', output_field=models.BigIntegerField()), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='nobody_sits_twice_in_a_standing_body'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['standing', '-starts_at'], name='meetings_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('standing', 'number'), name='meetings_are_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('held', 'minuted')), ('members__isnull', False), ('present__isnull', False)), models.Q(models.Q(('status__in', ('held', 'minuted')), _negated=True), ('members__isnull', True), ('present__isnull', True)), _connector='OR'), name='held_meetings_say_how_many_came'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'minuted'), ('signed_on__isnull', False)), models.Q(models.Q(('status', 'minuted'), _negated=True), ('signed_on__isnull', True)), _connector='OR'), name='minutes_are_signed_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['body', 'status', 'due_on'], name='tasks_of_a_body'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('status', 'to_do')), fields=['due_on'], name='tasks_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('said_done', 'done')), ('done_on__isnull', False)), models.Q(models.Q(('status__in', ('said_done', 'done')), _negated=True), ('done_on__isnull', True)), _connector='OR'), name='tasks_that_are_done_say_when'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('first_due_on'))), name='more_time_is_later_than_the_first_deadline'),
        ),
        migrations.AddConstraint(
            model_name='deferral',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('task',), name='more_time_is_asked_once_at_a_time'),
        ),
    ]
