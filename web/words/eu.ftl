date = { $year }(e)ko { $month ->
    [1] urtarrilaren
    [2] otsailaren
    [3] martxoaren
    [4] apirilaren
    [5] maiatzaren
    [6] ekainaren
    [7] uztailaren
    [8] abuztuaren
    [9] irailaren
    [10] urriaren
    [11] azaroaren
   *[other] abenduaren
} { $day }(a)
skip = Joan edukira
help = Laguntza
help-need = Laguntza behar dut
help-call = Deitu doan: { $what }
help-bothered = Molestatzen ari zaizkit
nav = Nagusia
nav-home = Hasiera
nav-topics = Gaiak eta taldeak
nav-how = Nola irakurtzen dugun
foot-promise = 12 eta 17 urte bitartekoen ahotsa. Hemen ez dago mezu pribaturik, ez «atsegin dut»-ik, ez iragarkirik, ez jarraipenik.
foot-wrong = Zerbait gaizki badoa
foot-lines = Laguntza-telefonoak
foot-about = Nola dabilen
foot-feed = Berriak Atom bidez
foot-developers = Programatzaileentzat
foot-language = Hizkuntza
go-home = Joan hasierara
missing-title = Hemen ez dago ezer
missing-text = Agian kendu egin dute, edo helbidean akats bat dago.
sorry-title = Orain ezin dizugu hau erakutsi
sorry-text = Gure aldean zerbait gaizki dabil, ez zurean. Saiatu berriro pixka bat barru.
topics = Gaiak
topic = Gaia
groups = Taldeak
group = Taldea
group-members = Ez dugu erakusten talde bakoitzean nor dagoen: sinatzen duena bakarrik.
list = Lanak
list-empty = Hemen oraindik ez dago ezer.
list-pages = Orriak
list-newest = Itzuli azkenekora
list-is-newest = Berriena
list-older = Aurreko lanak
list-end = Hasiera-hasierara iritsi zara
home-title = Bizi duguna, bizi dugunok kontatuta
home-lead = 12 eta 17 urte bitarteko kazetariek kontatzen dute nola bizi duten internet, institutua eta auzoa, beren hitzekin eta ezizenarekin. Heldu batek irakurtzen du lan bakoitza argitaratu aurretik.
home-how = Nola egiten dugun
home-latest = Azkena
home-order = Dataren arabera. Algoritmorik eta kontagailurik gabe.
home-more = Gauza gehiago
post-revised = aldatua: { $what }
post-read-first = Argitaratu aurretik irakurria
post-read-by = Heldu batek hitzez hitz irakurri zuen hau argitaratu aurretik
post-own-words = Hitzak egilearenak dira ({ $what }). Beste inork ez ditu aldatu.
post-how = Nola egiten dugun
post-how-text = Idazlearen benetako izena ez dakien norbaitek irakurtzen du, eta bertsio honi buruz erabakitzen du. Egileak aldatzen badu, berria berriro irakurtzen da, eta bitartean hau ikusten jarraitzen duzu.
post-wave = Goiko uhina bertsio honetatik marrazten da: koma bat aldatzen bada, uhina aldatzen da.
post-version = bertsioa { $what }
post-beside = Lan honen ondoan
post-help = Antzeko zerbait gertatzen zaizu?
post-more-of = Gehiago: { $what }
comments = Iruzkinak
comments-read-first = Hauek ere argitaratu aurretik irakurtzen dira. Horregatik ordu batzuk behar izaten dituzte.
comments-none = Oraindik inork ez du ezer esan.
comments-reader = Irakurle bat
comments-answers = Honi erantzuten dio: { $what }
comments-answers-reader = Irakurle bati erantzuten dio
comments-pages = Iruzkinen orriak
comments-first = Lehen iruzkinak
comments-more = Iruzkin gehiago
comments-closed-by-author = Hau idatzi zuenak iruzkinak itxi ditu. Lehendik zeudenak hor geratzen dira.
comments-closed-unkind = Heldu batek iruzkinak itxi ditu, tonua itsusten ari zelako.
comments-closed-protecting = Heldu batek iruzkinak itxi ditu norbait babesteko.
comments-closed-off-topic = Heldu batek iruzkinak itxi ditu, beste gauza batez ari zirelako.
help-title = Ez duzu hau bakarrik eraman beharrik
help-lead = Berdin dio zure errua izan zela uste baduzu edo txorakeria bat iruditzen bazaizu. Badira entzuten duten pertsonak, doan eta zuhurtziaz. Arrisku larririk balego, nori abisatu behar zaion azalduko dizute.
help-short = Entzuten duen norbaiti kontatu ahal diozu. Doakoa eta konfidentziala da.
help-none = Hemen ez dugu herrialde honetako telefonorik. 112ak Europa osoan erantzuten du.
help-danger = Zu edo beste norbait oraintxe arriskuan bazaudete, deitu zenbaki honetara:
help-others = Beste telefono batzuk
help-other-ways = Laguntza eskatzeko beste bide batzuk
help-for-internet = Jazarpena, argazkiak, xantaia, iruzurrak, lapurtutako kontuak edo nola deitu ez dakizun zerbait.
help-for-suicide = Zure buruari min ematea edo ez jarraitzea pentsatzen baduzu. Beste norbaitengatik ere deitu dezakezu.
help-for-violence = Norbaitek jotzen, mehatxatzen edo kontrolatzen bazaitu, zu edo maite duzun norbait.
help-for-children = Kezkatzen zaituen edozertarako.
help-by-web = Idatzi haien webgunean
help-checked = Egiaztatua: { $what }.
help-when-i-call = Zer gertatzen da deitzen dudanean
help-when-1 = Pertsona batek erantzuten dizu. Ez duzu zure izena esan beharrik.
help-when-2 = Nahi duzuna kontatzen duzu. Eskegi eta berriro deitu dezakezu.
help-when-3 = Hurrengo urratsa elkarrekin pentsatzen duzue. Arrisku larria badago, beste nori abisatu behar zaion esango dizu.
help-instead = Hemen norbaitek molestatzen bazaitu, edo deitu nahi ez baduzu
help-instead-1 = Hitz egin zure gidariarekin edo konfiantzazko norbaitekin. Orri hau erakutsi ahal diozu.
help-instead-2 = Gorde idatzi dizutena: pantaila-argazki batek laguntzen dizunari laguntzen dio.
help-instead-3 = Ez dugu gordetzen orri honetan egon zarenik.
help-picture = Norbaitek zure argazki bat badu edo xantaia egiten badizu
help-picture-1 = Ez ordaindu eta ez bidali gehiago. Ez da gelditzen: berriro eskatzen du.
help-picture-2 = Ez ezabatu elkarrizketa. Zuri laguntzeko balio du.
help-picture-3 = Ez da zure errua. Xantaia egiten duenak delitua egiten du.
help-picture-4 = Kontatu gaur. Zenbat eta lehenago, orduan eta errazago gelditzen da.
help-exit = Irten azkar orri honetatik
how-title = Nola irakurtzen dugun argitaratu aurretik
how-lead = Hemen 12 eta 17 urte bitartekoek idazten dute, ezizenarekin. Irakurtzen duzuna, hizkiz hizki, haiek idatzi zutena eta heldu batek irakurri eta onartu zuena da.
how-steps = Zer gertatzen zaion lan bati
how-step-1 = Idazten duenak prest dagoela iruditzen zaionean bidaltzen du. Aurretik, pribatuan ikus dezake zer begiratu komeni den: telefono bat, izen bat, leku bat.
how-step-2 = Heldu batek irakurtzen du, prestatua eta ziurtagiriduna, benetako izena ez dakiena eta haren familiakoa edo taldekoa ez dena.
how-step-3 = Pertsona horrek argitaratu, aldaketak eskatu edo ezetz esaten du, beti ulertzeko moduko arrazoi batekin. Proposatu dezake; idazten duenak aldatzen du.
how-step-4 = Gai delikatuak bi pertsonak irakurtzen dituzte.
how-machines = Eta makinak
how-machines-text = Programa batek lehenik zer begiratu komeni den seinalatzen du. Ez du ezer erabakitzen: ez argitaratzen, ez baztertzen, ez zigortzen.
how-unfair = Bidezkoa ez badirudi
how-unfair-text = Egileak, familiak edo gidariak beste begirada bat eska dezake. Beste pertsona batek ematen du, eta hark ere zergatia esaten du.
how-never = Hemen inoiz gertatzen ez dena
how-never-1 = Ezer ez da argitaratzen pertsona batek onartu gabe.
how-never-2 = Ez dago pertsonen arteko mezu pribaturik.
how-never-3 = Idazlearen benetako izena ez da inon agertzen.
how-never-4 = Ez dago kontagailurik, jarraitzailerik, publizitaterik, ezta jarraitzen zaituen ezer ere.
how-developers = Publikoa den guztia GraphQL bidez irakur daiteke, /graphql helbidean. Kontratua hemen dago:
set-up-title = Panela martxan jarri
set-up-lead = Oraindik ez dago inor hemen. Kontu hau izango da lehena eta administrazioa eramango du: pertsonak eta haien eginkizunak sartzen ditu, eta ez du erabakitzen idazten dutenaz.
set-up-code = Estekako kodea
set-up-login = Sarbide-izena
set-up-login-hint = 3tik 40ra bitarteko hizki, zifra, puntu edo gidoi. Zuk bakarrik ikusten duzu.
set-up-pen-name = Besteek ikusiko duten izena
set-up-pen-name-hint = 3tik 24ra bitarteko hizki edo zifra. Ez du zurea izan behar.
set-up-passphrase = Pasaesaldia
set-up-passphrase-hint = Hamar karaktere edo gehiago. Zuk bakarrik elkartuko zenituzkeen hitz batzuk ondo gogoratzen dira.
set-up-send = Sortu kontua
set-up-broken = Oraintxe ezin dugu kontua sortu. Idatzi duzuna hemen dago oraindik, pasaesaldia izan ezik: saiatu berriro une bat barru.
set-up-done-title = Panela martxan dago
set-up-done = Zure kontua sortuta dago eta estekak ez dio beste inori balio. Ezer egin aurretik, frogatu zu zarela bigarren faktore batekin, kode-aplikazio batekin edo sarbide-gako batekin; oraindik API bidez egiten da.
set-up-next = Gorde ondo zure sarbide-izena eta pasaesaldia: inork ezin dizkizu esan.
