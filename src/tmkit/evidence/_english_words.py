"""The English words for numbers, months and units, with what they stand for."""

from __future__ import annotations

from tmkit.evidence.quantity import Kind


def _numbered(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {word: first + step * index for index, word in enumerate(words.split())}


ONES = _numbered("zero one two three four five six seven eight nine ten eleven twelve", 0)
ONES |= _numbered("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13)
TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
CARDINALS = ONES | TENS
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "tn": 10**12}
ORDINALS = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh")
ORDINALS |= _numbered("twelfth thirteenth fourteenth fifteenth sixteenth seventeenth", 12)
ORDINALS |= _numbered("eighteenth nineteenth", 18)
ORDINALS |= _numbered("twentieth thirtieth fortieth fiftieth sixtieth", 20, 10)
ORDINALS |= {"hundredth": 100}
PARTS = {word: value for word, value in ORDINALS.items() if 3 <= value <= 10}
PARTS |= {"half": 2, "halve": 2, "quarter": 4}
MONTHS = _numbered(
    "january february march april may june july august september october november december"
)
SHORT_MONTHS = _numbered("jan feb mar apr may jun jul aug sep oct nov dec") | {"sept": 9}

UNITS: dict[str, tuple[Kind, str]] = {}
_kind: Kind
for _kind, _unit, _names in (
    ("percent", "%", "% ％ percent per-cent pct"),
    ("number", "pt", "percentage-points percentage-point points point"),
    ("money", "USD", "dollars dollar US-dollars U.S.-dollars"),
    ("money", "AUD", "Australian-dollars"),
    ("money", "CAD", "Canadian-dollars"),
    ("money", "JPY", "yen"),
    ("money", "EUR", "euros euro"),
    ("money", "GBP", "pounds pound"),
    ("money", "CNY", "yuan renminbi"),
    ("money", "INR", "rupees"),
    ("money", "RUB", "rubles roubles"),
    ("number", "year", "years year"),
    ("number", "month", "months month"),
    ("number", "week", "weeks week"),
    ("number", "day", "days day"),
    ("number", "hour", "hours hour hrs"),
    ("number", "minute", "minutes minute mins min"),
    ("number", "second", "seconds second secs sec"),
    ("number", "km", "km kilometers kilometres kilometer kilometre"),
    ("number", "m", "m meters metres meter metre"),
    ("number", "cm", "cm centimeters centimetres"),
    ("number", "mm", "mm millimeters millimetres"),
    ("number", "mile", "miles mile"),
    ("number", "kg", "kg kilograms kilogram kilos"),
    ("number", "g", "g grams gram"),
    ("number", "t", "tons tonnes ton tonne"),
    ("number", "degree", "degrees degree °C °F °"),
    ("number", "time", "times"),
    ("number", "person", "people persons person"),
    ("century", "", "century"),
):
    UNITS |= {name.replace("-", " ").lower(): (_kind, _unit) for name in _names.split()}


# What a first or second must stand before to be counted: for the first time is no number.
COUNTED = _numbered(
    "quarter century place round edition floor grade year term week day month person "
    "amendment generation anniversary stage phase chapter volume game set season child son "
    "daughter wife world largest biggest highest longest most time"
)
