"""Verbs of customer service with the prefixes they take, and the irregular Hungarian verbs."""

from __future__ import annotations

from collections.abc import Iterator

from socialinsight.lang.features import mask_of

_PREFIXED = {
    "mond": "- fel le el meg vissza ki be föl ellent",
    "küld": "- el meg ki vissza át be tovább szét",
    "intéz": "- el",
    "csinál": "- meg",
    "szar": "le",
    "basz": "- meg ki át el",
    "szopat": "- meg",
    "szívat": "- meg",
    "kér": "- meg vissza ki be el fel",
    "ír": "- le meg be fel át alá ki jóvá elő",
    "hív": "- fel vissza ki be meg el föl",
    "fizet": "- ki be meg vissza le elő rá",
    "utal": "- át el vissza ki be",
    "köt": "- meg be le ki össze újra fel",
    "vált": "- át le el ki be meg fel",
    "vár": "- meg el ki be le",
    "néz": "- meg utána át ki be fel le el",
    "javít": "- ki meg",
    "szerel": "- be fel le ki meg",
    "kapcsol": "- be ki át össze le fel vissza",
    "indít": "- el újra be meg",
    "segít": "- meg ki",
    "válaszol": "- meg vissza",
    "old": "- meg fel",
    "tud": "- meg",
    "akar": "-",
    "szeret": "- meg",
    "talál": "- meg ki el",
    "ad": "- meg át el ki be fel le vissza hozzá oda",
    "kap": "- meg vissza el",
    "rendel": "- meg vissza el be",
    "szállít": "- ki le be el vissza",
    "számláz": "- ki le be",
    "számol": "- ki el be fel le meg vissza",
    "panaszol": "- be",
    "jelent": "- be fel ki meg le",
    "reklamál": "- meg",
    "csal": "- be ki meg el",
    "ver": "- át be le el meg ki",
    "hagy": "- ott el ki meg abba cserben",
    "ajánl": "- fel meg be",
    "lép": "- ki be át vissza el fel",
    "szüntet": "- meg be",
    "töröl": "- ki le el",
    "zár": "- le ki be el meg",
    "tilt": "- le be ki meg",
    "cserél": "- ki le be el meg",
    "von": "- le be el vissza",
    "told": "- meg",
    "tart": "- meg be vissza fel ki le",
    "magyaráz": "- el meg ki",
    "tájékoztat": "-",
    "értesít": "- ki",
    "ígér": "- meg be",
    "sajnál": "- meg",
    "bocsát": "- meg el ki",
    "próbál": "- meg ki fel",
    "keres": "- meg fel ki vissza",
    "beszél": "- meg le ki rá",
    "hall": "- meg",
    "lát": "- meg el be ki",
    "ért": "- meg egyet félre",
    "használ": "- fel ki el",
    "vásárol": "- meg be",
    "tölt": "- fel le ki be el újra meg vissza",
    "frissít": "- fel",
    "telepít": "- fel le át",
    "ellenőriz": "- le",
    "igényel": "- vissza meg",
    "módosít": "- meg",
    "nyit": "- meg ki be fel",
    "nyújt": "- be meg",
    "kezel": "- le ki félre",
    "kezd": "- el meg bele",
    "folytat": "- le",
    "emel": "- fel meg ki",
    "csökkent": "- le",
    "drágul": "- meg",
    "gondol": "- meg át végig rá",
    "remél": "-",
    "kíván": "- meg",
    "javasol": "-",
    "kérdez": "- meg rá le fel",
    "felel": "- meg",
    "szól": "- hozzá rá meg be",
    "perel": "- be",
    "fordul": "- meg elő vissza hozzá",
    "bont": "- fel le ki szét",
    "küszöböl": "- ki",
    "orvosol": "-",
    "pótol": "- be",
    "térít": "- meg vissza",
    "kompenzál": "-",
    "engedélyez": "-",
    "regisztrál": "- be vissza",
    "aktivál": "- be",
    "blokkol": "- le",
    "kattint": "- rá",
    "mér": "- fel le be meg",
    "olvas": "- el le be",
    "figyel": "- meg oda",
    "mutat": "- meg be fel ki rá",
    "hibáztat": "-",
    "vitat": "- meg",
    "érez": "- meg",
    "bán": "- meg",
    "un": "- meg",
    "utál": "- meg",
    "gyűlöl": "- meg",
    "imád": "-",
    "dicsér": "- meg",
    "üzen": "- meg vissza be",
    "csenget": "- be ki",
}
_IK = """
    dolgozik érdeklődik megszűnik próbálkozik gondolkodik csalódik panaszkodik tartozik foglalkozik intézkedik
    csatlakozik késik
    hazudik jelentkezik bejelentkezik kijelentkezik hiányzik működik ügyeskedik szórakozik packázik játszik
    költözik
    megoldódik elromlik szakadozik akadozik bizonyosodik tájékozódik gyönyörködik változik
"""

_IRREGULAR = {
    "tesz": ("tesz", "te", "tev", "tegy"),
    "vesz": ("vesz", "ve", "vev", "vegy"),
    "visz": ("visz", "vi", "viv", "vigy"),
    "hisz": ("hisz", "hi", "hiv", "higgy"),
    "eszik": ("esz", "e", "ev", "egy"),
    "lesz": ("lesz", "le", "", "legy"),
}
_IRREGULAR_PREFIXES = {
    "tesz": "- be ki le fel meg el át rá vissza hozzá össze közzé",
    "vesz": "- be ki le fel meg el át rá vissza észre igénybe",
    "visz": "- be ki le fel el át vissza tovább",
    "hisz": "- el",
    "eszik": "- meg",
    "lesz": "-",
}
_COME_AND_GO = {
    "jön": "pres v1sg sg jövök/pres v2 fam sg jössz/pres v1pl pl jövünk/pres v2 fam pl jöttök jöntök/pres v3 pl jönnek/"
    "past v1sg sg jöttem/past v2 fam sg jöttél/past v3 sg jött/past v1pl pl jöttünk/past v2 fam pl jöttetek/"
    "past v3 pl jöttek/cond v1sg sg jönnék/cond v2 fam sg jönnél/cond v3 sg jönne/cond v1pl pl jönnénk/"
    "cond v2 fam pl jönnétek/cond v3 pl jönnének/imp v1sg sg jöjjek/imp v2 fam sg gyere jöjj jöjjél/imp v3 sg jöjjön/"
    "imp v1pl pl jöjjünk gyerünk/imp v2 fam pl gyertek jöjjetek/imp v3 pl jöjjenek/inf jönni jönnöm jönnie jönniük/"
    "pot pres v3 sg jöhet/pot pres v3 pl jöhetnek/pot pres v1sg sg jöhetek",
    "megy": "pres v1sg sg megyek/pres v2 fam sg mész/pres v1pl pl megyünk/pres v2 fam pl mentek/pres v3 pl mennek/"
    "past v1sg sg mentem/past v2 fam sg mentél/past v3 sg ment/past v1pl pl mentünk/past v2 fam pl mentetek/"
    "past v3 pl mentek/cond v1sg sg mennék/cond v2 fam sg mennél/cond v3 sg menne/cond v1pl pl mennénk/"
    "cond v2 fam pl mennétek/cond v3 pl mennének/imp v1sg sg menjek/imp v2 fam sg menj menjél/imp v3 sg menjen/"
    "imp v1pl pl menjünk/imp v2 fam pl menjetek/imp v3 pl menjenek/inf menni mennem menned mennie mennünk menniük/"
    "pot pres v3 sg mehet/pot pres v1sg sg mehetek/pot pres v1pl pl mehetünk/pot pres v3 pl mehetnek",
}
_DIRECTIONS = "- el ki be le fel át vissza meg oda haza ide rá tovább tönkre össze"


def regular_verbs() -> list[str]:
    """Lemmas of the regular verbs of customer service, prefixed ones included.

    >>> {"felmond", "visszautal", "érdeklődik"} <= set(regular_verbs())
    True
    """
    lemmas = [
        ("" if prefix == "-" else prefix) + verb for verb, prefixes in _PREFIXED.items() for prefix in prefixes.split()
    ]
    return [*lemmas, *_IK.split()]


def irregular_forms() -> Iterator[tuple[str, str, int]]:
    """Yield form, lemma and feature mask of the irregular verbs.

    >>> forms = {form: lemma for form, lemma, _ in irregular_forms()}
    >>> forms["vegyétek"], forms["visszavinném"], forms["átjöttök"], forms["tegyék"]
    ('vesz', 'visszavisz', 'átjön', 'tesz')
    """
    for lemma, prefixes in _IRREGULAR_PREFIXES.items():
        for form, mask in _short_stemmed(*_IRREGULAR[lemma]):
            for prefix in prefixes.split():
                before = "" if prefix == "-" else prefix
                yield before + form, before + lemma, mask
    for lemma, listing in _COME_AND_GO.items():
        for line in listing.split("/"):
            names = [name for name in line.split() if name in _FEATURE_WORDS]
            for form in line.split()[len(names) :]:
                for prefix in _DIRECTIONS.split():
                    before = "" if prefix == "-" else prefix
                    yield before + form, before + lemma, mask_of(*names)


_FEATURE_WORDS = frozenset("pres past cond imp inf pot v1sg v1pl v2 v3 sg pl fam".split())
_PERSONS = ("v1sg sg", "v2 fam sg", "v3 sg", "v1pl pl", "v2 fam pl", "v3 pl")


def _short_stemmed(full: str, short: str, glide: str, imperative: str) -> Iterator[tuple[str, int]]:
    tt = short + "tt"
    second = {"higgy": "higgy", "legy": "légy"}.get(imperative, imperative + "él")
    definite = "hidd" if imperative == "higgy" else short + "dd"
    series = {
        "pres": f"{full}ek {full}em/{full}el {full}ed/{full}i/{full}ünk/{full}tek {full}itek/{full}nek {full}ik",
        "past": f"{tt}em/{tt}él {tt}ed/{tt}e/{tt}ünk {tt}ük/{tt}etek {tt}étek/{tt}ek {tt}ék",
        "cond": f"{short}nnék {short}nném/{short}nnél {short}nnéd/{short}nne {short}nné/{short}nnénk/{short}nnétek/"
        f"{short}nnének {short}nnék",
        "imp": f"{imperative}ek {imperative}em/{second} {definite} {imperative}ed/{imperative}en {imperative}e/"
        f"{imperative}ünk {imperative}ük/{imperative}etek {imperative}étek/{imperative}enek {imperative}ék",
        "pot pres": f"{short}hetek {short}hetem/{short}hetsz {short}heted/{short}het {short}heti/{short}hetünk "
        f"{short}hetjük/{short}hettek {short}hetitek/{short}hetnek {short}hetik",
    }
    for bits, persons in series.items():
        for person, forms in zip(_PERSONS, persons.split("/")):
            for form in forms.split():
                yield form, mask_of(*f"{bits} {person}".split())
    for form in (short + "nni", short + "nnem", short + "nned", short + "nnie", short + "nnünk", short + "nniük"):
        yield form, mask_of("inf")
