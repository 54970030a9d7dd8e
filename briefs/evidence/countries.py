"""Countries: the names, peoples, short forms and capitals that mean one of them.

In:  a folded name.
Out: all that an article may say in its place.

A capital stands for its government in the press ("Beijing's call"), so a claim of the capital is
found where an article names the country; a claim of the country is not found in its capital.
"""

from __future__ import annotations

_TABLE = """
us, usa, united states, america, american, americans > washington, white house
uk, united kingdom, britain, british, great britain, briton, britons > london, downing street
eu, european union, europe, european, europeans > brussels
un, united nations
uae, united arab emirates, emirati, emiratis > abu dhabi
china, chinese, prc, people s republic of china > beijing
taiwan, taiwanese > taipei
hong kong, hongkong
japan, japanese > tokyo
south korea, south korean, south koreans, korea, korean, koreans > seoul
north korea, north korean, north koreans, dprk > pyongyang
india, indian, indians > new delhi, delhi
pakistan, pakistani, pakistanis > islamabad
bangladesh, bangladeshi, bangladeshis > dhaka
sri lanka, sri lankan > colombo
nepal, nepali, nepalese > kathmandu
russia, russian, russians, russian federation > moscow, kremlin
ukraine, ukrainian, ukrainians > kyiv, kiev
belarus, belarusian, belarusians > minsk
poland, polish, poles > warsaw
germany, german, germans > berlin
france, french > paris, elysee
netherlands, dutch, holland > the hague
belgium, belgian, belgians
luxembourg, luxembourgish
switzerland, swiss > bern
austria, austrian, austrians > vienna
italy, italian, italians > rome
spain, spanish, spaniards > madrid
portugal, portuguese > lisbon
ireland, irish > dublin
denmark, danish, danes > copenhagen
sweden, swedish, swedes > stockholm
norway, norwegian, norwegians > oslo
finland, finnish, finns > helsinki
iceland, icelandic > reykjavik
greece, greek, greeks > athens
turkey, turkiye, turkish, turks > ankara
cyprus, cypriot, cypriots > nicosia
hungary, hungarian, hungarians > budapest
czech republic, czechia, czech, czechs > prague
slovakia, slovak, slovaks > bratislava
romania, romanian, romanians > bucharest
bulgaria, bulgarian, bulgarians > sofia
serbia, serbian, serbs > belgrade
croatia, croatian, croats > zagreb
slovenia, slovenian, slovene > ljubljana
estonia, estonian, estonians > tallinn
latvia, latvian, latvians > riga
lithuania, lithuanian, lithuanians > vilnius
georgia, georgian, georgians > tbilisi
armenia, armenian, armenians > yerevan
azerbaijan, azerbaijani, azerbaijanis > baku
kazakhstan, kazakh, kazakhs > astana
israel, israeli, israelis > jerusalem
palestine, palestinian, palestinians
lebanon, lebanese > beirut
syria, syrian, syrians > damascus
iraq, iraqi, iraqis > baghdad
iran, iranian, iranians > tehran
saudi arabia, saudi, saudis, saudi arabian > riyadh
qatar, qatari, qataris > doha
kuwait, kuwaiti, kuwaitis
yemen, yemeni, yemenis > sanaa
jordan, jordanian, jordanians > amman
egypt, egyptian, egyptians > cairo
libya, libyan, libyans > tripoli
tunisia, tunisian, tunisians > tunis
algeria, algerian, algerians > algiers
morocco, moroccan, moroccans > rabat
sudan, sudanese > khartoum
ethiopia, ethiopian, ethiopians > addis ababa
kenya, kenyan, kenyans > nairobi
nigeria, nigerian, nigerians > abuja
ghana, ghanaian, ghanaians > accra
south africa, south african, south africans > pretoria
congo, congolese, drc, democratic republic of congo > kinshasa
australia, australian, australians > canberra
new zealand, new zealander, new zealanders > wellington
indonesia, indonesian, indonesians > jakarta
malaysia, malaysian, malaysians > kuala lumpur, putrajaya
singapore, singaporean, singaporeans
thailand, thai, thais > bangkok
vietnam, vietnamese > hanoi
philippines, philippine, filipino, filipinos > manila
myanmar, burma, burmese > naypyidaw
cambodia, cambodian, cambodians > phnom penh
mongolia, mongolian, mongolians
afghanistan, afghan, afghans > kabul
canada, canadian, canadians > ottawa
mexico, mexican, mexicans > mexico city
brazil, brazilian, brazilians > brasilia
argentina, argentine, argentinian, argentines > buenos aires
chile, chilean, chileans > santiago
colombia, colombian, colombians > bogota
peru, peruvian, peruvians > lima
venezuela, venezuelan, venezuelans > caracas
bolivia, bolivian, bolivians > la paz
cuba, cuban, cubans > havana
africa, african, africans
asia, asian, asians
arab, arabs, arabic
west, western
"""


def _read_table() -> dict[str, frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    for line in _TABLE.strip().splitlines():
        listed, _, capitals = line.partition(" > ")
        names = frozenset(listed.split(", "))
        for name in names:
            meanings[name] = meanings.get(name, frozenset()) | names
        for capital in filter(None, capitals.split(", ")):
            meanings[capital] = names | {capital}
    return meanings


MEANINGS = _read_table()
"""By each name, what an article may say instead of it."""
