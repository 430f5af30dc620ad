"""Hungarian conjugation: the forms that written news hardly shows but customers use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from socialinsight.lang.features import mask_of

_VOWELS = "aáeéiíoóöőuúüű"
_BACK = frozenset("aáoóuú")
_ROUNDED = frozenset("öőüű")
_LONG_I_BACK = ("ír", "hív", "nyit", "indít", "nyíl", "szív", "vív", "bír", "sír", "bíz", "gyanít", "hidal", "csíp")
_DIGRAPHS = ("dzs", "sz", "zs", "cs", "gy", "ly", "ny", "ty", "dz")
_PERSONS = ("v1sg sg", "v2 fam sg", "v3 sg", "v1pl pl", "v2 fam pl", "v3 pl")


@dataclass(frozen=True)
class _Stem:
    """Stem of a verb with the vowels that its endings take."""

    text: str
    ik: bool
    a: str
    o: str
    u: str
    á: str

    @property
    def last(self) -> str:
        return next((d for d in _DIGRAPHS if self.text.endswith(d)), self.text[-1])

    @property
    def long_t(self) -> bool:
        return self.text.endswith("ít") or (self.text[-1] == "t" and self.text[-2:-1] not in _VOWELS)

    @property
    def cluster(self) -> bool:
        before = self.text[: -len(self.last)]
        return self.text.endswith("ít") or not before or before[-1] not in _VOWELS


def _stem(lemma: str, back: bool | None) -> _Stem:
    ik = lemma.endswith("ik") and len(lemma) > 3
    text = lemma[:-2] if ik else lemma
    vowels = [letter for letter in text if letter in _VOWELS]
    if back is None:
        back = bool(_BACK & set(vowels[-2:])) or text.endswith(_LONG_I_BACK)
    if back:
        return _Stem(text, ik, "a", "o", "u", "á")
    rounded = bool(vowels) and vowels[-1] in _ROUNDED
    return _Stem(text, ik, "e", "ö" if rounded else "e", "ü", "é")


def _imperative(stem: _Stem) -> str:
    text, last = stem.text, stem.last
    if text.endswith("szt"):
        return text[:-3] + "ssz"
    if text.endswith("st"):
        return text[:-1] + "s"
    if last == "t":
        return text + "s" if stem.long_t else text[:-1] + "ss"
    if last in ("s", "z"):
        return text + last
    if last == "sz":
        return text[:-2] + "ssz"
    if last == "dz":
        return text[:-2] + "ddz"
    return text + "j"


def _soft(stem: _Stem) -> str:
    """Return the stem before the definite endings in j: olvas-sa, hoz-za, kér-i."""
    return _imperative(stem) if stem.last in ("s", "z", "sz", "dz") else stem.text + "j"


def conjugated(lemma: str, back: bool | None = None) -> Iterator[tuple[str, int]]:
    """Yield the regular finite forms and infinitives of a Hungarian verb with their features.

    Parameters
    ----------
    lemma : str
        Third person singular present, as in ``felmond`` or ``dolgozik``; irregular verbs come out wrong.
    back : bool or None
        Whether the endings have back vowels; None derives it from the vowels of the stem.

    Yields
    ------
    tuple of str and int
        Form and mask of ``FEATS`` bits.

    Examples
    --------
    >>> forms = [form for form, _ in conjugated("felmond")]
    >>> [form in forms for form in ("felmondom", "felmondanám", "mondjátok", "felmondhatjátok", "felmondjátok")]
    [True, True, False, True, True]
    >>> "küldjék" in dict(conjugated("küld")), "intézzétek" in dict(conjugated("intéz"))
    (True, True)
    """
    stem = _stem(lemma, back)
    yield from _finite(stem, "")
    potential = "hat" if stem.a == "a" else "het"
    yield from _finite(
        _Stem(stem.text + potential, False, stem.a, "o" if stem.a == "a" else "e", stem.u, stem.á), "pot "
    )


def _finite(stem: _Stem, mood: str) -> Iterator[tuple[str, int]]:
    for bits, series in (
        ("pres", _present(stem)),
        ("past", _past(stem)),
        ("cond", _conditional(stem)),
        ("imp", _subjunctive(stem)),
    ):
        for person, forms in zip(_PERSONS, series):
            mask = mask_of(*(mood + bits + " " + person).split())
            for form in forms.split():
                yield form, mask
    for form in _infinitives(stem):
        yield form, mask_of(*(mood + "inf").split())


def _present(s: _Stem) -> tuple[str, ...]:
    t, a, o, u, soft = s.text, s.a, s.o, s.u, _soft(s)
    link, plural = (a if s.cluster else ""), (o if s.cluster else "")
    second = t + o + "l" if s.last in ("s", "sz", "z", "dz") else t + link + "sz"
    first = f"{t}{o}m {t}{o}k {t}l{a}k {t}{a}l{a}k"
    if a == "a":
        return (
            first,
            f"{second} {t}{o}d",
            f"{soft}a {t}" + (f" {t}ik" if s.ik else ""),
            f"{t}{u}nk {soft}uk",
            f"{t}{plural}tok {soft}átok",
            f"{t}{link}nak {soft}ák",
        )
    return (
        first,
        f"{second} {t}{o}d",
        f"{t}i {t}" + (f" {t}ik" if s.ik else ""),
        f"{t}{u}nk {soft}ük",
        f"{t}{plural}t{o}k {t}itek",
        f"{t}{link}nek {t}ik",
    )


def _past(s: _Stem) -> tuple[str, ...]:
    t, a, o, u, á = s.text, s.a, s.o, s.u, s.á
    full = t + o + "tt"
    p = full if s.long_t else t + "t"
    third = full if s.last == "t" or s.cluster or s.ik else t + "t"
    return (
        f"{p}{a}m {p}{a}l{a}k",
        f"{p}{á}l {p}{a}d",
        f"{third} {p}{a}",
        f"{p}{u}nk {p}{u}k",
        f"{p}{a}t{'o' if a == 'a' else 'e'}k {p}{á}t{'o' if a == 'a' else 'e'}k",
        f"{p}{a}k {p}{á}k",
    )


def _conditional(s: _Stem) -> tuple[str, ...]:
    a, á = s.a, s.á
    c = s.text + (a if s.cluster else "") + "n"
    tok = "tok" if a == "a" else "tek"
    return (
        f"{c}ék {c}{á}m {c}{á}l{a}k",
        f"{c}{á}l {c}{á}d",
        f"{c}{a} {c}{á}" + (f" {c}ék" if s.ik else ""),
        f"{c}{á}nk",
        f"{c}{á}t{tok[1:]}",
        f"{c}{á}n{a}k {c}{á}k",
    )


def _subjunctive(s: _Stem) -> tuple[str, ...]:
    a, á, o, u, i = s.a, s.á, s.o, s.u, _imperative(s)
    tok = "tok" if a == "a" else "tek"
    return (
        f"{i}{a}k {i}{a}m {i}{a}l{a}k",
        f"{i} {i}{á}l {i}{a}d" + _short_definite(s, i),
        f"{i}{o}n {i}{a}" + (f" {i}ék" if s.ik else ""),
        f"{i}{u}nk {i}{u}k",
        f"{i}{a}{tok} {i}{á}{tok}",
        f"{i}{a}n{a}k {i}{á}k",
    )


def _short_definite(s: _Stem, imperative: str) -> str:
    """Return the short second person definite: írd, küldd, olvasd, vedd."""
    if s.last == "t":
        return f" {imperative}d" if s.long_t and not s.text.endswith("szt") else f" {imperative[:-1]}d"
    return f" {s.text}d"


def _infinitives(s: _Stem) -> list[str]:
    n = s.text + (s.a if s.cluster else "") + "n"
    o, k = s.o, "ük" if s.a == "e" else "uk"
    tok = {"o": "otok", "e": "etek", "ö": "ötök"}[o]
    return [
        n + "i",
        n + o + "m",
        n + o + "d",
        n + "i" + ("e" if s.a == "e" else "a"),
        n + k[0] + "nk",
        n + tok,
        n + "i" + k,
    ]
