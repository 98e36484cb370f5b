"""Azerbaijani prose of an edition: sentences made of counts, in the register of official papers."""

from typing import Any

from dayaq.kernel.text import ordinal
from dayaq.reporting.editions.az.terms import brief, clauses, in_year, of_them, on_day


def cover(facts: dict[str, Any]) -> dict[str, str]:
    year, as_of = facts["year"], facts["as_of"]
    return {
        "addressee": "Azərbaycan Respublikasının Prezidentinə",
        "through": "Azərbaycan Respublikasının Nazirlər Kabineti vasitəsilə",
        "act": f"{facts['act']} ilə təsdiq edilmiş",
        "title": f"“{facts['plan']}”nda nəzərdə tutulan tədbirlərin icrasının gedişi barədə",
        "kind": "MƏLUMAT",
        "year": in_year(year),
        "period": f"Hesabat dövrü: {on_day(facts['first'])} – {on_day(facts['last'])}",
        "edition": f"İllik məlumat № {year}/{facts['number']}",
        "as_of": f"Məlumatlar {on_day(as_of)} tarixinə olan vəziyyəti əks etdirir",
        "place": f"Bakı – {as_of.year}",
        "running": f"Milli Fəaliyyət Planının icrası barədə məlumat, {in_year(year)}",
        "footer": f"Nəşr {year}/{facts['number']} · {brief(as_of)} tarixinə olan vəziyyət",
    }


def numbers(facts: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The four numbers of the summary: value, name, and what it was counted from."""
    counts, changed = facts["all"], facts["changed"]
    before = facts["last_year"]
    return [
        (
            str(counts["due"]),
            "İcra müddəti hesabat dövrünü əhatə edən tədbirlər",
            f"planın {counts['measures']} tədbirindən",
        ),
        (
            str(counts["implemented"]),
            "Tam və ya əsasən icra olunduğu yoxlama ilə təsdiq edilən tədbirlər",
            f"{counts['due']} tədbirdən",
        ),
        (
            str(len(counts["without_report"])),
            "Heç bir icraçının hesabat təqdim etmədiyi tədbirlər",
            f"{counts['due']} tədbirdən",
        ),
        (
            "məlum deyil" if changed is None else str(len(changed)),
            "Ötən illə müqayisədə yoxlanılmış vəziyyəti dəyişən tədbirlər",
            "əvvəlki hesabat dövrü yoxdur" if before is None else f"{in_year(before)}lə müqayisədə",
        ),
    ]


def summary(facts: dict[str, Any]) -> list[str]:
    counts = facts["all"]
    told = [
        (
            f"{ordinal(facts['year'])} ildə Milli Fəaliyyət Planının {counts['measures']} tədbirindən "
            f"{of_them(counts['due'])} hesabat dövrünə aid olmuşdur: {counts['regular']} mütəmadi və "
            f"{counts['due'] - counts['regular']} müddətli tədbir. Mütəmadi tədbirlər hər dövr "
            "üzrə ayrıca "
            "qiymətləndirilir və “başa çatmış” hesab edilmir."
        ),
        verified(counts),
        handed_in(counts),
    ]
    changed, before = facts["changed"], facts["last_year"]
    if changed is None:
        told.append(
            "Plan üzrə əvvəlki hesabat dövrü olmadığından ötən illə müqayisə aparılmamışdır."
        )
    elif changed:
        told.append(
            f"{in_year(before)}lə müqayisədə {len(changed)} tədbirin yoxlanılmış icra vəziyyəti "
            f"dəyişmişdir: {clauses([one['clause'] for one in changed])}."
        )
    else:
        told.append(f"{in_year(before)}lə müqayisədə yoxlanılmış icra vəziyyəti dəyişməmişdir.")
    return told


def verified(counts: dict[str, Any]) -> str:
    """What verification found, in one or two sentences. The unknown is said, never left out."""
    statuses = counts["statuses"]
    known = [
        f"{of_them(statuses[key])} {words}"
        for key, words in (
            ("fully", "tam icra olunub"),
            ("mostly", "əsasən icra olunub"),
            ("partially", "qismən icra olunub"),
            ("not", "icra olunmayıb"),
        )
        if statuses[key]
    ]
    if statuses["no_evidence"]:
        known.append(f"{statuses['no_evidence']} tədbir üzrə sübut təqdim edilməyib")
    told = (
        f"Yoxlamanın nəticəsinə görə, {counts['due']} tədbirdən {', '.join(known)}."
        if known
        else "Hesabat dövründə tədbirlərin icrası yoxlanılmamışdır."
    )
    if statuses["unknown"] and known:
        told += f" Yoxlanılmayan {statuses['unknown']} tədbirin icra vəziyyəti məlum deyil."
    return told


def handed_in(counts: dict[str, Any]) -> str:
    if not counts["owed"]:
        return "Hesabat dövrü üçün icraçı qurumlar qarşısında hesabat öhdəliyi yaradılmayıb."
    told = (
        f"İcraçı qurumlardan gözlənilən {counts['owed']} hesabatdan {of_them(counts['handed_in'])} "
    )
    if not counts["handed_in"]:
        told += "təqdim edilməyib."
    elif not counts["accepted"]:
        told += "təqdim edilib, lakin heç biri hələ qəbul olunmayıb."
    else:
        told += f"təqdim edilib, {of_them(counts['accepted'])} qəbul olunub."
    if counts["late"]:
        told += f" {counts['late']} hesabat müəyyən edilmiş müddətdən sonra daxil olub."
    if counts["without_report"]:
        told += (
            f" {len(counts['without_report'])} tədbir üzrə heç bir icraçı qurum hesabat təqdim "
            "etməyib: "
            f"{clauses(counts['without_report'])}."
        )
    return told


def direction(counts: dict[str, Any]) -> list[str]:
    opening = f"İstiqamət üzrə {counts['measures']} tədbir nəzərdə tutulub"
    if counts["due"] == counts["measures"]:
        opening += ", onların hamısı hesabat dövrünə aiddir."
    elif counts["due"]:
        opening += f", onlardan {of_them(counts['due'])} hesabat dövrünə aiddir."
    else:
        return [opening + ", onların heç biri hesabat dövrünə aid deyil."]
    return [f"{opening} {verified(counts)} {handed_in(counts)}"]


def method(facts: dict[str, Any]) -> list[str]:
    told = [
        (
            f"Bu məlumat {facts['act']} ilə təsdiq edilmiş “{facts['plan']}”nda nəzərdə tutulan "
            "tədbirlərin "
            "icrasının gedişi barədə ildə bir dəfə məlumat verilməsi haqqında tapşırığın icrası "
            "məqsədilə "
            "hazırlanmışdır. Tədbirlərin mətni qanunvericilik aktında olduğu kimi, dəyişdirilmədən "
            "verilir."
        ),
        f"Məlumat planın {ordinal(facts['version'])} redaksiyası əsasında, "
        f"{on_day(facts['as_of'])} tarixinə təqdim edilmiş hesabatlar üzrə tərtib edilib. "
        f"Hesabatların təqdimetmə müddəti: {brief(facts['opens'])} – {brief(facts['closes'])}. "
        + (
            f"Hesabat dövrü {on_day(facts['closed'])} tarixində bağlanıb."
            if facts["closed"]
            else "Hesabat dövrü hələ bağlanmayıb; göstərilən məlumatlar dəyişə bilər."
        ),
        (
            "Hər tədbir üzrə üç göstərici bir-birindən ayrı verilir: icraçı qurumun bəyan etdiyi "
            "vəziyyət, "
            "təsdiqedici sənədlər nəzərdən keçirildikdən sonra müəyyən edilən yoxlanılmış vəziyyət "
            "və müddət "
            "üzrə vəziyyət. Yoxlanılmış vəziyyət beş qiymətlə ifadə olunur: tam, əsasən, qismən "
            "icra olunub, "
            "icra olunmayıb, sübut yoxdur. Tədbirin icraçısı olan qurum həmin tədbiri yalnız "
            "əsaslandırılmış "
            "hallarda yoxlaya bilər və bu hal ayrıca qeyd edilir."
        ),
        (
            "Hesabatın olmaması tədbirin icra olunmaması demək deyil. Məlum olmayan vəziyyət və "
            "məbləğ “məlum "
            "deyil” kimi göstərilir, sıfır hesab edilmir və ümumi saydan çıxarılmır."
        ),
        (
            "Məlumatda zərərçəkmiş şəxslər barədə fərdi məlumat yoxdur. Məhdud dövriyyəli "
            "sənədlərin yalnız "
            "mövcudluğu göstərilir. Planda tədbirlər üçün göstərici, hədəf və məbləğ müəyyən "
            "edilmədiyindən, "
            "icra faizlə ölçülmür. İcra müddəti yalnız illərlə göstərildiyindən, son gün həmin "
            "ilin 31 dekabrı "
            "hesab edilir."
        ),
    ]
    if facts["conflicts"]:
        told.append(
            "İcraçı qurum tərəfindən əsaslandırılmış hallarda yoxlanılan tədbirlər: "
            f"{clauses(facts['conflicts'])}."
        )
    return told


def method_facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Plan", facts["plan"]),
        ("Təsdiq edən akt", facts["act"]),
        (
            "Planın redaksiyası",
            f"{ordinal(facts['version'])}, {brief(facts['effective'])} tarixindən",
        ),
        ("Hesabat dövrü", f"{brief(facts['first'])} – {brief(facts['last'])}"),
        ("Məlumatların vəziyyəti", on_day(facts["as_of"])),
        ("Plan mətninin SHA-256 kodu", facts["source_sha256"]),
        ("Bu məlumatın surətinin SHA-256 kodu", facts["sha256"]),
    ]


def contributions(invited: int, answered: int) -> list[str]:
    told = [
        (
            "Planın qeydlərində bəzi qurumlara tədbirlərin həyata keçirilməsində iştirak etmək "
            "tövsiyə edilib. "
            "Bu qurumlar müstəqildir, onların iştirakı könüllüdür və hesabat öhdəliyi kimi "
            "qiymətləndirilmir."
        ),
    ]
    if not invited:
        told.append("Hesabat dövrü üçün tövsiyə edilən qurumlara dəvət göndərilməyib.")
    elif answered:
        told.append(
            f"Göndərilmiş {invited} dəvət üzrə {answered} məlumat təqdim edilib. Milli "
            "Fəaliyyət Planının "
            "icrasına göstərdikləri dəstəyə görə həmin qurumlara təşəkkür bildirilir."
        )
    else:
        told.append(f"Göndərilmiş {invited} dəvət üzrə məlumat daxil olmayıb.")
    return told


def partners(count: int) -> list[str]:
    if not count:
        return ["Hesabatlarda tərəfdaşlar barədə məlumat göstərilməyib."]
    return [
        (
            f"Təqdim edilmiş {count} hesabatda qeyri-hökumət təşkilatlarının, beynəlxalq "
            "təşkilatların və digər "
            "tərəfdaşların iştirakı göstərilib."
        )
    ]


def financing(known: int, unknown: int) -> list[str]:
    told = [
        (
            "Planın 3-cü bölməsinə əsasən tədbirlər icraçı qurumlar üçün dövlət büdcəsində nəzərdə "
            "tutulmuş "
            "vəsaitlər, büdcədənkənar vəsaitlər, qrantlar və qanunla qadağan olunmayan digər "
            "mənbələr hesabına "
            "maliyyələşdirilir. Plan məbləğ müəyyən etmir; aşağıdakı məbləğlər hesabatlarda bəyan "
            "edilmişdir."
        )
    ]
    if not known and not unknown:
        told.append(
            "Hesabatlarda maliyyələşdirmə barədə məlumat göstərilməyib; xərclənmiş məbləğ "
            "məlum deyil."
        )
    elif unknown:
        told.append(
            f"Maliyyələşdirmə barədə {known + unknown} qeyddən {of_them(unknown)} üzrə məbləğ "
            "məlum deyil. "
            "Cəmlər yalnız məlum olan məbləğlərdən ibarətdir və faktiki xərcdən az ola bilər."
        )
    return told


def difficulties(count: int) -> list[str]:
    if not count:
        return ["Təqdim edilmiş hesabatlarda çətinlik göstərilməyib."]
    return [
        (
            f"Təqdim edilmiş {count} hesabatda çətinlik və ya yuxarı orqanın qərarını tələb edən "
            "məsələ göstərilib."
        )
    ]


def next_steps(count: int) -> list[str]:
    if not count:
        return ["Təqdim edilmiş hesabatlarda növbəti dövr üçün plan göstərilməyib."]
    return ["Təqdim edilmiş hesabatlara əsasən növbəti dövrdə aşağıdakı işlər nəzərdə tutulur."]


def silent(bodies: int, missing: int, owed: int) -> list[str]:
    if not owed:
        return ["Hesabat dövrü üçün icraçı qurumlar qarşısında hesabat öhdəliyi yaradılmayıb."]
    if not bodies:
        return ["Bütün icraçı qurumlar hesabatlarını təqdim edib."]
    return [
        (
            f"Aşağıdakı {bodies} icraçı qurum gözlənilən {missing} hesabatı məlumatın tərtib "
            "edildiyi tarixədək "
            "təqdim etməyib. Tövsiyə edilən qurumlar bu siyahıya daxil edilmir."
        )
    ]


def figures(count: int, *, is_closed: bool) -> list[str]:
    if count:
        return [
            (
                "Aşağıdakı göstəricilər hesabat dövrünün bağlanması ilə birlikdə dondurulmuş, sonradan "
                "dəyişdirilməyən rəqəmlərdir. Bölgülərdə sıfır olan bəndlər göstərilmir; bütün rəqəmlər "
                "nəşrin Excel faylında verilir."
            )
        ]
    if is_closed:
        return ["Hesabat dövrü üçün dondurulmuş göstərici yoxdur."]
    return ["Hesabat dövrü bağlanmadığından göstəricilər hələ dondurulmayıb."]


def changes(previous: dict[str, Any] | None, count: int) -> list[str]:
    if previous is None:
        return ["Bu, plan üzrə ilk imzalanan məlumatdır; müqayisə üçün əvvəlki nəşr yoxdur."]
    named = (
        f"№ {previous['year']}/{previous['number']} nəşri ({on_day(previous['as_of'])} tarixinə)"
    )
    if not count:
        return [f"{named} ilə müqayisədə tədbirlər üzrə dəyişiklik yoxdur."]
    return [f"{named} ilə müqayisədə {count} tədbir üzrə aşağıdakı dəyişikliklər olub."]


def change(found: dict[str, Any]) -> str:
    told = []
    if "verified" in found:
        before, now = found["verified"]
        told.append(f"yoxlanılmış vəziyyət: {before} → {now}")
    if "reports" in found:
        before, now = found["reports"]
        told.append(
            f"təqdim edilmiş hesabatlar: {before} → {now}"
            if before != now
            else "hesabatların məzmunu dəyişib"
        )
    if "text" in found:
        told.append("tədbirin mətni dəyişib")
    if "executors" in found:
        told.append("icraçılar dəyişib")
    if "new" in found:
        told.append("yeni tədbir")
    if "gone" in found:
        told.append("tədbir plandan çıxarılıb")
    return "; ".join(told)


def amendments(versions: int, repairs: int, answers: int) -> list[str]:
    told = [
        "Plana dəyişiklik edilməyib; ilkin redaksiya qüvvədədir."
        if versions == 1
        else f"Planın {versions} redaksiyası mövcuddur; məlumat sonuncu redaksiyaya əsaslanır."
    ]
    if repairs:
        told.append(
            f"Mənbə mətnində texniki səbəbdən itmiş və ya təhrif olunmuş {repairs} yer bərpa "
            "edilib. Hər bir "
            "bərpa aşağıda mənbə sətri ilə göstərilir; hərflərin qorunması yoxlanılıb."
        )
    else:
        told.append("Mənbə mətnində bərpa tələb olunmayıb.")
    if answers:
        told.append(f"Mətnin oxunuşu üzrə {answers} sual məsul şəxs tərəfindən cavablandırılıb.")
    return told


def annexes(measures: int, commitments: int, documents: int, restricted: int) -> dict[str, str]:
    return {
        "measures": f"Cədvəldə planın bütün {measures} tədbiri aktda olduğu kimi göstərilir.",
        "commitments": f"Planın qeydlərində tədbirlərdən əlavə {commitments} öhdəlik tövsiyə edilib."
        if commitments
        else "Planın qeydlərində əlavə öhdəlik yoxdur.",
        "documents": (
            f"Hesabatlarda {documents} təsdiqedici sənəd göstərilib"
            + (f", {of_them(restricted)} məhdud dövriyyəlidir" if restricted else "")
            + "."
        )
        if documents
        else "Hesabatlarda təsdiqedici sənəd göstərilməyib.",
    }
