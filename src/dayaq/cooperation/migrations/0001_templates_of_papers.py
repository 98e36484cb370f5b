import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                ('paper', models.CharField(choices=[('minutes', 'Minutes of a meeting'), ('answers', 'Answers to recommendations')], max_length=10, verbose_name='paper')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'template of a paper',
                'ordering': ('paper', 'language', '-number'),
                'constraints': [models.UniqueConstraint(fields=('paper', 'language', 'number'), name='paper_templates_are_numbered_once')],
            },
        ),
    ]
