"""Texts of decrees for stories: the real one, one amended, and a small one of its own."""

from tests import given

DECREE = given.DECREE.read_text(encoding="utf-8")


def amended() -> str:
    """The plan as an imagined amendment left it: one row new, one gone, one changed, one moved."""
    text = DECREE
    # 4.9.3 asks for more, and of one body more.
    text = text.replace(
        "istifadənin həyata keçirilməsi işinin davam etdirilməsi",
        "istifadənin həyata keçirilməsi işinin davam etdirilməsi və genişləndirilməsi",
    )
    # 4.1.8 is due two years later.
    head, tail = text.split("4.1.8.", 1)
    tail = tail.replace("Nazirlər Kabineti 2020\ufffd2022", "Nazirlər Kabineti 2020\ufffd2024", 1)
    text = f"{head}4.1.8.{tail}"
    # 4.9.4 is new.
    return text.replace(
        "Qeyd:",
        "4.9.4.\n\nİcra barədə rüblük məlumatların toplanması\n\nDaxili İşlər Nazirliyi\n\n"
        "mütəmadi\n\nQeyd:",
    )


def small(*, unknown: str = "", number: str = "77", years: str = "2031–2033") -> str:
    """A plan of the same form: other years, another number, other bodies, two directions."""
    extra = f"{unknown},\n" if unknown else ""
    first, last = years.split("–")
    return f"""“Azərbaycan Respublikasında rəqəmsal savadlılığa dair {years}-cü illər üçün
Milli Fəaliyyət Planı”nın təsdiq edilməsi haqqında

AZƏRBAYCAN RESPUBLİKASI PREZİDENTİNİN SƏRƏNCAMI

Rəqəmsal savadlılığın artırılması məqsədilə qərara alıram:

1. “Azərbaycan Respublikasında rəqəmsal savadlılığa dair {years}-cü illər üçün
Milli Fəaliyyət Planı” təsdiq edilsin (əlavə olunur).

İlham ƏLİYEV,
Azərbaycan Respublikasının Prezidenti

Bakı şəhəri, 5 may {first}-ci il

№ {number}

Azərbaycan Respublikası Prezidentinin
{first}-ci il 5 may tarixli {number} nömrəli Sərəncamı ilə
təsdiq edilmişdir

Azərbaycan Respublikasında rəqəmsal savadlılığa dair {years}-cü illər üçün Milli Fəaliyyət Planı

1. Giriş

Bu plan Azərbaycan Respublikası Prezidentinin 2020-ci il 22 iyul tarixli 2173 nömrəli
Sərəncamı ilə təsdiq edilmiş “Azərbaycan Respublikasında insan alverinə qarşı mübarizəyə dair
2020–2024-cü illər üçün Milli Fəaliyyət Planı”nda nəzərdə tutulmuş tədbirlərin davamı olaraq
hazırlanmışdır.

2. Milli Fəaliyyət Planının həyata keçirilməsi üzrə

TƏDBİRLƏR PLANI

Sıra
№-si

Tədbirin adı İcraçı orqanlar İcra müddəti
(illər üzrə)

1 2 3 4
2.1. Təlimlər

2.1.1.

Müəllimlər üçün rəqəmsal savadlılıq təlimlərinin keçirilməsi

Rəqəmsal Xidmətlər Nazirliyi,
{extra}Daxili İşlər Nazirliyi

{first}–{last}

2.1.2.

Təlim proqramlarının yenilənməsi

Rəqəmsal Xidmətlər Nazirliyi
könüllü təşəbbüs qruplarını cəlb etməklə

mütəmadi

2.2. Maarifləndirmə

2.2.1.

Maarifləndirici materialların hazırlanması

Daxili İşlər Nazirliyi

{first}

Qeyd:
1. Azərbaycan Respublikasının Mətbuat Şurasına tövsiyə edilsin ki, bu Milli Fəaliyyət Planının
2.2.1-ci yarımbəndində nəzərdə tutulmuş tədbirin həyata keçirilməsində iştirak etsin.
"""
