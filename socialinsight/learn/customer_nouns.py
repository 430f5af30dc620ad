"""Nouns and adjectives of customer service that written news hardly shows."""

from __future__ import annotations

NOUNS: tuple[str, ...] = tuple(
    """
    ügyfélszolgálat ügyfélszolgálatos ügyfélkapu ügyfél ügyintéző ügyintézés ügyfélélmény előfizető előfizetés hűségidő
    hűségszerződés szerződés szerződésbontás szerződésmódosítás felmondás számla számlázás díjcsomag díjbekérő havidíj
    díjemelés kötbér visszatérítés visszautalás jóváírás kompenzáció kártérítés kártalanítás reklamáció panasz
    panaszkönyv panaszbejelentés hibabejelentés hibajegy hibaelhárítás hiba fennakadás szolgáltatáskiesés kiesés leállás
    áramszünet internetszolgáltató szolgáltató szolgáltatás mobilinternet internet wifi router modem kábel kábeltévé
    lefedettség térerő jelerősség sávszélesség letöltés feltöltés sebesség hálózat szélessáv adatkeret adatforgalom
    percdíj roaming tarifa csomag sportcsomag csatorna csatornakiosztás set-top-box távirányító kiszállás szerelő
    technikus futárszolgálat
    időpont időpontfoglalás várakozás sorszám telefonszám hívószám chatbot applikáció app weboldal webshop
    webáruház honlap felület jelszó jelszócsere felhasználónév regisztráció bejelentkezés fiók profil e-mail levél
    értesítés emlékeztető üzenet kommunikáció tájékoztatás visszajelzés válasz válaszidő csomagautomata futár
    kézbesítés kiszállítás szállítás szállítmány rendelés megrendelés visszaküldés csere cseregarancia garancia
    jótállás szavatosság szervizelés szerviz alkatrész termék készülék mobilkészülék okostelefon telefon laptop tévé
    bankkártya bankszámla folyószámla hitelkártya hitel törlesztőrészlet kamat tranzakció utalás átutalás
     netbank mobilbank bankfiók bankautomata készpénz készpénzfelvétel csalás adathalászat zárolás letiltás
    biztosítás biztosító kötvény kárbejelentés kárszakértő kárrendezés villanyóra gázóra vízóra óraállás mérőállás
    leolvasás rezsi rezsicsökkentés fogyasztás fogyasztásmérő közmű távfűtés villanyszámla gázszámla vízszámla
    részletfizetés késedelem késés járat járattörlés menetrend menetjegy bérlet pótdíj ellenőr jegyvizsgáló
    vezető főnök felettes illetékes munkatárs kolléga kollegina operátor diszpécser ügyvéd fogyasztóvédelem hatóság
    felügyelet békéltető testület bíróság feljelentés per jogász átverés lehúzás pofátlanság felháborodás bosszúság
    türelem megértés elnézés bocsánat köszönet elégedettség elégedetlenség konkurencia versenytárs szolgáltatóváltás
    számhordozás kedvezmény akció kupon kuponkód promóció ajánlat hűségpont ár áremelés drágulás
    """.split()
)
"""Lemmas added to the form table as nouns."""

ADJECTIVES: tuple[str, ...] = tuple(
    """
    használhatatlan elérhetetlen elfogadhatatlan felháborító pofátlan arcátlan inkorrekt korrekt hozzáértő segítőkész
    udvarias udvariatlan készséges bunkó szakszerűtlen szakszerű megbízhatatlan megbízható  borzalmas
    botrányos szánalmas nevetséges átlátható átláthatatlan bonyolult gördülékeny zökkenőmentes elégedett elégedetlen
    felelőtlen hanyag igénytelen türelmes türelmetlen kiábrándító gagyi vacak szuper profi zseniális remek kiváló
    """.split()
)
"""Lemmas added to the form table as adjectives."""
