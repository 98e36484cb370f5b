"""The first words of consent, to be confirmed by the ministry; a change is a new version."""

from datetime import date

from django.db import migrations

TEXTS = {
    "az": (
        "Sizə kömək etmək üçün danışdıqlarınızın bir hissəsini başqa quruma bildirməyimiz lazım ola bilər. "
        "Kimə, nə üçün və hansı məlumatın veriləcəyinə Siz qərar verirsiniz. Məlumat yalnız bu məqsəd üçün "
        "istifadə olunur və göstərilən müddətdən artıq saxlanılmır. Razılığınızı istənilən vaxt geri götürə "
        "bilərsiniz: həmin andan məlumat daha oxunmur. Razılıq verməsəniz də, Sizə kömək göstərilir. "
        "Polislə əməkdaşlıq etmək məcburiyyətində deyilsiniz."
    ),
    "ru": (
        "Чтобы помочь Вам, нам может понадобиться сообщить часть того, что Вы рассказали, другому учреждению. "
        "Кому, для чего и какие сведения передать, решаете Вы. Сведения используются только для этой цели и "
        "хранятся не дольше указанного срока. Вы можете отозвать согласие в любое время: с этого момента "
        "сведения больше не читают. Помощь оказывается и без Вашего согласия. Вы не обязаны сотрудничать с полицией."
    ),
    "en": (
        "To help you we may need to tell another body a part of what you told us. You decide to whom, what for, "
        "and which information. It is used for that purpose alone and kept no longer than stated. You may take "
        "your consent back at any time: from that moment nobody reads it any more. You are helped without your "
        "consent too. You do not have to work with the police."
    ),
}


def write(apps, schema_editor):
    text = apps.get_model("cases", "ConsentText")
    for language, words in TEXTS.items():
        text.objects.create(version=1, language=language, text=words, since=date(2020, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_a_post_that_is_named_stays")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
