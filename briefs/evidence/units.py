"""Units: what a number counts, and by how much a word multiplies it.

In:  the words that follow or precede a number, in lower case.
Out: `SCALES` and `UNITS`: the factor of each, and the unit that it leads to.

Only units of one measure are converted, and only where the factor is exact: 1,500 MW is 1.5 GW,
but 24 hours are not said to be a day. A tonne is a ton.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

BARE = ""
"""A number that nothing follows."""

COUNTED = "#"
"""A number of some things that are no unit: "22 provinces"."""

PERCENT, RANK, DATE, DECADE, CLOCK, AMBIGUOUS_YUAN = "%", "rank", "date", "decade", "clock", "¥"


class Unit(NamedTuple):
    """A unit's word: which measure it is of, and how many of the measure's base it is."""

    measure: str
    factor: float = 1


SCALES: dict[str, float] = {
    word: factor
    for factor, listed in {
        1e2: "hundred",
        1e3: "thousand k thsd tausend mille mil",
        1e5: "lakh lakhs लाख",
        1e6: "million mn mln mm mio millionen millions millones milioni миллион млн مليون ملايين",
        1e7: "crore crores करोड़",
        1e9: "billion bn bln mrd milliarden milliarde milliard milliards miliardi миллиард млрд"
        " مليار مليارات अरब",
        1e12: "trillion tn trn billionen трлн تريليون",
    }.items()
    for word in listed.split()
}
LETTER_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12, "k": 1e3}
"""Letters that are scales after a sum of money: $5m, €2b. Elsewhere they may be units or names."""

CJK_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}

_TABLE = """
%: 1 % percent percents pct prozent procent porcento percento | per cent | pour cent | por ciento
%: 1 प्रतिशत процентов процента بالمئة
pp: 1 pp | percentage point | percentage points
pp: 0.01 bp bps | basis point | basis points
usd: 1 dollar dollars usd dólares dollari долларов دولار | us dollar | us dollars | u.s. dollars
aud: 1 aud | australian dollar | australian dollars
cad: 1 cad | canadian dollar | canadian dollars
hkd: 1 hkd | hong kong dollars
twd: 1 twd ntd | taiwan dollars | new taiwan dollars
sgd: 1 sgd | singapore dollars
nzd: 1 nzd | new zealand dollars
eur: 1 euro euros eur евро يورو
gbp: 1 gbp sterling
pound: 1 pound pounds
lb: 1 lb lbs
cny: 1 yuan renminbi rmb cny юаней يوان
jpy: 1 yen jpy
krw: 1 won krw
inr: 1 rupee rupees inr रुपये रुपया रुपए
chf: 1 franc francs chf franken
rub: 1 ruble rubles rouble roubles rub рублей
brl: 1 real reais brl
sek: 1 krona kronor sek
try: 1 lira liras
mxn: 1 peso pesos
zar: 1 rand
sar: 1 riyal riyals
aed: 1 dirham dirhams
length: 1e-9 nm nanometer nanometers nanometre nanometres nano nanos nanomètres
length: 1e-6 μm µm um micron microns micrometer micrometers micrometre micrometres
length: 1e-3 mm millimeter millimeters millimetre millimetres
length: 1e-2 cm centimeter centimeters centimetre centimetres
length: 1 meter meters metre metres
length: 1e3 km kilometer kilometers kilometre kilometres
mile: 1 mile miles mi
foot: 1 foot feet ft
inch: 1 inch inches zoll
nautical: 1 | nautical mile | nautical miles
area: 1 m² sqm | square meter | square meters | square metre | square metres
area: 1e4 ha hectare hectares
area: 1e6 km² sqkm | square kilometer | square kilometers | square kilometre | square kilometres
acre: 1 acre acres
sqmile: 1 | square mile | square miles
sqft: 1 | square foot | square feet
weight: 1e-3 mg milligram milligrams
weight: 1 g gram grams gramme grammes
weight: 1e3 kg kilogram kilograms kilo kilos
weight: 1e6 tonne tonnes ton tons tonnen | metric ton | metric tons | metric tonnes
oz: 1 oz ounce ounces
power: 1 watt watts w
power: 1e3 kw kilowatt kilowatts
power: 1e6 mw megawatt megawatts
power: 1e9 gw gigawatt gigawatts
power: 1e12 tw terawatt terawatts
energy: 1e3 kwh | kilowatt hour | kilowatt hours
energy: 1e6 mwh | megawatt hour | megawatt hours
energy: 1e9 gwh | gigawatt hour | gigawatt hours
energy: 1e12 twh | terawatt hour | terawatt hours
volt: 1 volt volts
frequency: 1e3 khz kilohertz
frequency: 1e6 mhz megahertz
frequency: 1e9 ghz gigahertz
data: 1e3 kb kilobyte kilobytes
data: 1e6 mb megabyte megabytes
data: 1e9 gb gigabyte gigabytes
data: 1e12 tb terabyte terabytes
data: 1e15 pb petabyte petabytes
barrel: 1 barrel barrels bbl bpd
gallon: 1 gallon gallons
liter: 1 liter liters litre litres
celsius: 1 c °c celsius | degrees celsius | degrees centigrade
fahrenheit: 1 f °f fahrenheit | degrees fahrenheit
degree: 1 ° degree degrees
kmh: 1 kph kmh km/h
mph: 1 mph
second: 1e-3 ms millisecond milliseconds
second: 1 second seconds sec secs
minute: 1 minute minutes min mins
hour: 1 hour hours hr hrs
day: 1 day days
week: 1 week weeks
month: 1 month months
year: 1 year years yr yrs
decade-long: 1 decade decades
century: 1 century centuries
times: 1 x times fold
quarter: 1 quarter quarters
"""

CJK_UNITS = {
    "美元": "usd",
    "欧元": "eur",
    "歐元": "eur",
    "日元": "jpy",
    "日圆": "jpy",
    "英镑": "pound",
    "港元": "hkd",
    "人民币": "cny",
    "元": "cny",
    "円": "jpy",
    "纳米": "nm",
    "納米": "nm",
    "奈米": "nm",
    "公里": "km",
    "吨": "ton",
    "噸": "ton",
    "％": "%",
    "年": "year",
    "天": "day",
    "小时": "hour",
}
CURRENCIES = {
    "us$": "usd",
    "a$": "aud",
    "au$": "aud",
    "c$": "cad",
    "ca$": "cad",
    "hk$": "hkd",
    "nt$": "twd",
    "s$": "sgd",
    "nz$": "nzd",
    "r$": "brl",
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": AMBIGUOUS_YUAN,
    "￥": AMBIGUOUS_YUAN,
    "₹": "inr",
    "₩": "krw",
    "₽": "rub",
    "rs": "inr",
    "rs.": "inr",
    "usd": "usd",
    "eur": "eur",
    "gbp": "gbp",
    "cny": "cny",
    "rmb": "cny",
    "jpy": "jpy",
    "inr": "inr",
    "chf": "chf",
    "krw": "krw",
    "aud": "aud",
}
"""What stands before a sum of money."""

_SAME = {
    AMBIGUOUS_YUAN: {"cny", "jpy"},
    "cny": {AMBIGUOUS_YUAN},
    "jpy": {AMBIGUOUS_YUAN},
    "gbp": {"pound"},
    "lb": {"pound"},
    "pound": {"gbp", "lb"},
    "celsius": {"degree"},
    "fahrenheit": {"degree"},
    "degree": {"celsius", "fahrenheit"},
    **dict.fromkeys(("aud", "cad", "hkd", "twd", "sgd", "nzd"), {"usd"}),
}
"""By the unit of a claim, the other units of an article that may mean it.

"$5" in an article may be Australian dollars; a claim of "$5" is never found in "A$5".
"""


def _read_table() -> Iterator[tuple[str, Unit]]:
    for line in _TABLE.strip().splitlines():
        measure, _, rest = line.partition(": ")
        factor, _, names = rest.partition(" ")
        first, *phrases = names.split("|")
        for name in [*first.split(), *(phrase.strip() for phrase in phrases)]:
            yield name, Unit(measure, float(factor))


UNITS: dict[str, Unit] = dict(_read_table())
"""By its word or phrase."""

MONEY = frozenset(CURRENCIES.values())


def can_mean(claimed: str, said: str) -> bool:
    """Whether an article's number of the unit `said` can be what a claim counts in `claimed`."""
    if claimed == said or said in _SAME.get(claimed, ()):
        return True
    if said == BARE:
        return claimed not in {RANK, DATE, DECADE, CLOCK}
    if claimed == BARE:
        return said not in {RANK, DATE, DECADE, CLOCK}
    return False
