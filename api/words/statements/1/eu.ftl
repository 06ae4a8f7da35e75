# Norbaiti esaten zaiona, haren testua dagoen bezala argitaratzen ez denean: zer gertatu den, zein arauri buruzkoa den, zer aldatu behar den eta zer datorren gero.
# Hemengo testu bat norbaiti esan zaionean, dagoen bezala geratzen da: beste hitz batzuk beste bertsio bat dira, beste karpeta batean.

changes-requested = Zure testua ez da oraindik argitaratu. Heldu batek irakurri du, eta lehenago zerbait aldatzeko eskatzen dizu.
changes-requested-scope = Hau testu honi buruzkoa da bakarrik, bidali zenuen bezala. Zure kontua eta idatzi duzun beste guztia dauden bezala geratzen dira. Bertsio berri bat bidaltzen duzunean eta hura onartzen denean amaitzen da.
changes-requested-next = Aldatu markatuta dagoena eta bidali berriro. Bere horretan ere utz dezakezu. Zirriborroa zurea da, eta beste inork ezin du irakurri.
declined = Zure testua ez da argitaratuko. Heldu batek irakurri du, eta hala erabaki du.
declined-again = Beste heldu batek irakurri ditu zure testua eta erabakiaren aurka esandakoa. Testua ez da argitaratuko.
declined-scope = Hau testu honi buruzkoa da bakarrik. Erabakiak ez du amaiera-datarik. Zure kontua eta idatzi duzun beste guztia dauden bezala geratzen dira.
declined-next = Nahi duzunean idatz dezakezu beste testu bat. Zergatik den ulertzen ez baduzu, galdetu zure gidariari.
taken-down = Zure testua ez dago jada argitaratuta. Heldu batek irakurri du, eta kendu egin du.
taken-down-stays = Beste heldu batek ere irakurri du zure testua. Kenduta geratzen da.
taken-down-again = Beste heldu batek irakurri ditu zure testua eta erabakiaren aurka esandakoa. Testua kenduta geratzen da.
taken-down-scope = Hau testu honi buruzkoa da bakarrik. Panelean inork ezin du jada irakurri. Erabakiak ez du amaiera-datarik. Zure kontua eta idatzi duzun beste guztia dauden bezala geratzen dira.
taken-down-next = Zirriborroa zurea da oraindik. Markatuta dagoena alda dezakezu, eta bertsio berri bat bidali. Zergatik den ulertzen ez baduzu, galdetu zure gidariari.

noticed-reading = Heldu batek ikusi zuen hori, zure testua argitaratu aurretik irakurtzean, testu guztiekin egiten den bezala. Inor ez da zutaz kexatu.
noticed-afterwards = Heldu batek ikusi zuen hori, zure testua argitaratuta zegoela irakurtzean. Inor ez da zutaz kexatu.
decided-marked = Programa batek testuaren zati batzuk markatu zituen, lehenengo irakur zitezen. Programak ez du ezer erabakitzen: pertsona batek irakurri du testua, eta hark erabaki du.
decided-unmarked = Inongo programak ez zuen ezer markatu zure testuan. Pertsona batek irakurri du, eta hark erabaki du.
redress = Ados ez bazaude, eskatu bigarren berrikuspen bat. Sei hilabete dituzu, eta doakoa da. Beste heldu batek egiten du, inoiz ez lehengo berak. Gero, gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira ere jo dezakezue, zuk eta zure familiak.
redress-taken-down = Beste heldu batek berriro irakurtzen du orain, edo berria bidali baduzu hura, eta erabakitzen du. Horrekin ados ez bazaude, bigarren berrikuspen bat eskatu ahal izango duzu. Sei hilabete dituzu, eta doakoa da. Gero, gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira ere jo dezakezue, zuk eta zure familiak.
redress-after = Hau bigarren berrikuspena zen jada, eta panelean ez dago gehiagorik. Oraindik ados ez bazaude, zuk eta zure familiak gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira jo dezakezue.

personal-data-self-rule = Panelean inork ez du kontatzen ezezagun batek bera aurkitzeko erabil dezakeen ezer.
personal-data-self-change = Kendu non bizi zaren, non ikasten duzun edo zurekin nola jar daitekeen harremanetan esaten duena. Zure istorioak berdin-berdin balio du hori gabe.
personal-data-other-rule = Panelean inork ez du kontatzen ezezagun batek beste norbait aurkitzeko erabil dezakeen ezer.
personal-data-other-change = Kendu beste pertsona batzuen izenak eta datuak, edo galdetu guri nola idatzi haiei buruz. Haiek beraiek erabaki behar dute haiei buruz zer jakin daitekeen.
insult-bullying-rule = Panelean inork ez du inor iraintzen, ezta min emateko inoren lepotik barre egiten ere.
insult-bullying-change = Kontatu zer gertatu zen eta nola sentitu zinen, inori min egingo dion hitzik gabe. Haserre egon zaitezke eta, hala ere, zuzen jokatu.
hate-rule = Nondik datorren, zer sinesten duen, nor maite duen, nolako gorputza duen edo zer den: panelean ez zaio inori horregatik erasotzen.
hate-change = Kendu jende-talde oso bati buruz gaizki hitz egiten duena. Ideia baten kontra egon zaitezke; esan zergatik, arrazoiekin.
sexual-content-rule = Panelean ez dago eduki sexualik, edonork irakur dezakeelako.
sexual-content-change = Kendu zati hori, edo kontatu klasean egingo zenukeen bezala. Horri buruz galdetzea eta ikastea ondo dago; xehetasunak ez dira hemen jartzekoak.
contact-seeking-rule = Panelean inork ez die besteei eskatzen kontaktua emateko, argazkiak bidaltzeko edo elkarrekin geratzeko.
contact-seeking-change = Kendu jendeari zuri idazteko, zerbait bidaltzeko edo zurekin geratzeko eskatzen diozun zatia. Elkarrekin gauzak egiteko, hor daude taldea eta taldearen gidaria.
self-harm-promotion-rule = Panelak ez du argitaratzen nork bere buruari min nola egin azaltzen duen testurik, ezta hori gauza ontzat aurkezten duenik ere.
self-harm-promotion-change = Gaizki sentitzeari buruz idatz dezakezu. Utzi kanpoan nola egiten den, eta kontatu zerk lagundu zuen edo norekin hitz egin daitekeen. Zuri buruzkoa bada, hitz egin gaur norbaitekin: laguntza-telefonoak doakoak dira.
eating-disorder-promotion-rule = Panelak ez du argitaratzen gosea pasatzea edo jandakoa botatzea gauza ontzat aurkezten duen testurik.
eating-disorder-promotion-change = Janariari eta zure gorputzari buruz idatz dezakezu. Utzi kanpoan pisuak, zenbakiak eta trikimailuak, eta kontatu nola sentitzen zaren edo zerk laguntzen duen. Zuri buruzkoa bada, hitz egin konfiantzazko norbaitekin.
dangerous-challenge-rule = Panelak ez du argitaratzen norbaitek min har dezakeen erronkarik.
dangerous-challenge-change = Kendu erronka, edo kontatu zergatik den arriskutsua, nola egiten den azaldu gabe.
copied-text-or-image-rule = Hemen argitaratzen duzuna zurea da, edo norena den esaten du.
copied-text-or-image-change = Esan zure hitzekin. Norbaitek esandakoa aipatu nahi baduzu, jarri komatxo artean, labur, eta esan nork esan zuen.
misinformation-rule = Hemen zerbait egiatzat kontatzen bada, egia izan behar du, jakin daitekeen neurrian.
misinformation-change = Egiaztatu markatutako zatia, eta esan nondik dakizun. Ziur ez bazaude, esan zure iritzia dela.
advertising-rule = Panelean ez dago publizitaterik, ez dendenik, ez kanalenik.
advertising-change = Kendu prezioak, dendak edo kanala. Esan dezakezu zer gustatzen zaizun eta zergatik.
violence-threat-rule = Panelean inork ez du inor mehatxatzen, ezta indarkeriarako deirik egiten ere.
violence-threat-change = Kendu mehatxua, txantxetan esana bada ere: irakurtzen duena benetan beldur daiteke. Horren ordez, kontatu zerk haserretzen zaituen.
off-topic-or-form-rule = Paneleko testu batek irakurleak uler dezakeen zerbaiti buruzkoa izan behar du.
off-topic-or-form-change = Begiratu zer dagoen markatuta edo zer idatzi dizun helduak, ordenatu testua eta saiatu berriro. Denon testuak hobetzen dira bigarren saiakeran.

guardian-declined = Zuk zaintzen duzun korrespontsalaren testu bat ez da argitaratuko. Testuak dioena berarentzat geratzen da: zirriborroak egileek eta berrikusten dituztenek bakarrik irakur ditzakete.
guardian-taken-down = Zuk zaintzen duzun korrespontsalaren testu bat argitaratuta zegoen, eta jada ez dago: heldu batek kendu du. Erabakiaren hitz zehatzak egilearentzat geratzen dira.
guardian-stays-down = Beste heldu batek irakurri du zuk zaintzen duzun korrespontsalari kendu zitzaion testua. Kenduta geratzen da.
guardian-scope = Hau testu horri buruzkoa da bakarrik. Haren kontua eta idatzi duen beste guztia dauden bezala geratzen dira.
guardian-redress = Ados ez bazaude, sei hilabetez bigarren berrikuspen bat eska dezakezu, doan. Beste heldu batek egiten du. Gero, gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira ere jo dezakezu.
guardian-redress-taken-down = Beste heldu batek berriro irakurtzen du orain. Erabakitzen duenarekin ados ez bazaude, orduan bigarren berrikuspen bat eska dezakezu, doan. Gero, gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira ere jo dezakezu.
guardian-redress-after = Hau bigarren berrikuspena zen jada, eta panelean ez dago gehiagorik. Ados ez egonez gero, gatazkak konpontzen dituen erakunde ofizial batera edo epaitegira jo daiteke.
guardian-personal-data = Norbait aurkitzeko erabil daitezkeen datuak ematen zituen.
guardian-others = Beste pertsona batzuei min egin ziezaiekeen.
guardian-safety = Ez zen segurua irakurriko zuenarentzat. Korrespontsala zaintzeko jakin behar duzun zerbait badago, zentrotik deituko dizute.
guardian-form = Ez zen berak egindako testua, ez zen egia, publizitatea zen, edo oraindik ez zegoen irakurtzeko prest.
