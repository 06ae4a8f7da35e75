# Jendeak irakurtzen duena, zerbait eskatu bezala egin ezin denean. Hitz errazak: irakurle askok hamabi urte dituzte.

not-found = Ez dugu aurkitzen. Agian kendu egin da, edo helbidea ez dago osorik.
not-allowed = Kontu honekin ezin duzu hori egin.
not-allowed-signed-out = Lehenengo, hasi saioa. Idatzi duzuna zure leihoan dago oraindik.
not-allowed-not-active = Kontu hau etenda dago une honetan, eta ezin du ezer aldatu. Hitz egin zure gidariarekin edo idatzi zentrora.
not-allowed-awaiting-guardian = Lehenik zure gurasoek edo zaintzaileak baimena eman behar du. Idatzi duzuna zure leihoan dago oraindik; galdetu etxean edo zure gidari bati.
not-allowed-paused = Zure zaintzaile batek kontua pausan jarri du. Idatzi duzuna zure leihoan dago oraindik. Hitz egin etxean edo zure gidariarekin.
not-allowed-renew-consent = Baietz esan zenion hura aldatu egin da. Irakurri, esan berriro baietz eta jarraitu; idatzi duzuna zure leihoan dago oraindik.
not-allowed-not-agreed = Ez duzu esan parte hartu nahi duzunik, edo atzera egin duzu. Nahi duzunean esan dezakezu berriro baietz.
not-allowed-own-work = Inork ez du berrikusten berak idatzitakoa.
not-allowed-own-group = Inork ez du berrikusten bere taldearen lana.
not-allowed-own-ward = Inork ez du berrikusten bere seme-alabek idatzitakoa.
not-allowed-approved-before = Zuk dagoeneko onartu duzu hau. Orain beste pertsona batek ere onartu behar du.
retry-id-reused = Berriz saiatzeko identifikatzaile hau beste zerbaitetarako erabili da lehenago. Erabili berri bat aldaketa bakoitzerako.
retry-id-invalid = Berriz saiatzeko identifikatzaile batek 1 eta 100 karaktere ikusgai artean izan behar ditu.
sign-in-refused = Sarbide-izena edo pasaesaldia ez da zuzena. Begiratu biak eta saiatu berriro.
rate-limited = Saiakera gehiegi egin dira jarraian. Itxaron { $minutes } min eta saiatu berriro. Pasaesaldia gogoratzen ez baduzu, hitz egin zure gidariarekin.
setup-link-over = Esteka honek ez du balio jada: erabili egin da, berriago bat dago edo egun bat igaro da. Oraindik inork ez badu konturik, abiarazi berriro zerbitzaria, eta berri bat erakutsiko du.
busy = Jende asko dago hemen une honetan. Saiatu berriro pixka bat barru; idatzi duzuna zure leihoan dago oraindik.
too-fast = Azkarregi zoaz. Itxaron { $seconds } s eta saiatu berriro; idatzi duzuna zure leihoan dago oraindik.

part-title = Izenburua
part-summary = Laburpena
part-body = Testua
part-topics = Gaiak
part-message = Mezua
part-login = Sarbide-izena
part-pen-name = Ezizena

text-empty = { $part }: oraindik ez dago ezer. Idatzi zerbait lehenengo.
text-too-short = { $part }: gutxienez { $least } karaktere behar dira.
text-too-long-characters = { $part }: { $actual } karaktere daude, eta gehienez { $most } sartzen dira. Laburtu testua eta gorde berriro.
text-too-long-bytes = { $part }: testu gehiegi dago. { $actual } byte hartzen ditu, eta gehienez { $most } sartzen dira. Laburtu testua edo banatu bi argitalpenetan.
text-forbidden-character = { $part }: { $position }. karakterea ezin da erabili, ikusezina delako edo testuaren norabidea aldatzen duelako. Ezabatu eta idatzi berriro falta dena.
text-too-many-marks = { $part }: ikur gehiegi daude letra bakar batean, { $position }. karakterean.
text-not-allowed = { $part }: karaktere hau ezin da hor erabili: { $character }
text-begins-without-letter = { $part }: letra batez hasi behar du.
text-mixed-scripts = { $part }: alfabeto desberdinetako letrak daude, edo latindarrekin nahas daitezkeenak. Idatzi alfabeto bakar batean.
text-looks-like-contact = { $part }: telefono bat, helbide bat edo beste leku bateko kontu bat dirudi. Aukeratu inora eramaten ez duen zerbait.
text-reserved = { $part }: plataformarentzat edo agintarientzat gordeta dago. Aukeratu beste bat.
passphrase-too-short = Pasaesaldi batek gutxienez { $least } karaktere behar ditu. Zuk bakarrik elkartuko zenituzkeen hainbat hitz erraz gogoratzen dira.
passphrase-too-long = Pasaesaldi batek gehienez { $most } karaktere ditu. Aukeratu laburragoa.
topics-too-many = Argitalpen batek gehienez { $most } gai izan ditzake, bat ere errepikatu gabe.
topics-unknown = Gaietako bat jada ez dago. Aukeratu beste bat.
reasons-missing = Aukeratu gutxienez arrazoi bat, egileak zertaz ari garen uler dezan.
content-hash-invalid = Edukiaren hashak 64 zifra hamaseitar ditu. Kopiatu irakurri duzun bertsiotik.

stale-version = Zirriborro hau berriro gorde da, zuk irekita duzun bertsioaren ondoren. Zure testua zure leihoan dago oraindik: konparatu biak eta gorde berriro.
draft-incomplete = Oraindik zerbait falta da: { $parts }.
render-too-large = Testua luzeegia da erakusteko. Laburtu edo banatu bi argitalpenetan.
render-too-deep = Aipu edo zerrenda gehiegi daude bata bestearen barruan; gehienez { $limit } maila egon daitezke.
render-too-many-tags = Testuak { $limit } HTML etiketa baino gehiago ditu. Idatzi gutxiagorekin.
render-unstable = Testu honen HTML kodea kontraesanean dago bere buruarekin, eta ezin da ondo erakutsi. Kendu edo itxi etiketak.
unchanged = Ez da ezer aldatu azken alditik: testu hau bera berrikuspenaren zain dago, publikoa da, edo dagoen bezala itzuli dizute. Aldatu zerbait lehenengo.
no-group = Oraindik ez zaude inongo taldetan. Eskatu zure gidariari talde batean sar zaitzan.
too-many-drafts = Pertsona batek izan ditzakeen argitalpen guztiak dituzu jada. Gehiago behar badituzu, idatzi zentrora.
nothing-waits = Argitalpen honetan ez dago ezer berrikuspenaren zain; beraz, ez dago zer erretiratu.
not-published = Argitalpen hau ez da publikoa; beraz, ez dago zer kendu.

review-held = Beste norbait ari da hau irakurtzen une honetan.
claim-lost = Berrikuspen hau jada ez dago zure esku. Hartu berriro erabakitzeko.
review-closed = Bitartean, hau erabaki edo erretiratu egin da. Zure erabakitik ez da ezer gorde.
stale-revision = Egileak zuk irakurritakoa baino testu berriago bat bidali du. Begiratu zer aldatu den, eta erabaki testu berri horri buruz.
queue-empty = Une honetan ez duzu ezer zain. Eskerrik asko!
consent-text-changed = Testuaren beste bertsio bat irakurri duzu, ez orain balio duena. Irakurri berria eta erabaki berriro.
consent-needed = Une honetan idatzi duenaren argitaratzeko baimena falta da. Ez da ezer erabaki; bidalketa zain dago. Hitz egin taldeko gidariarekin.
decides-alone = Adin honetan berak bakarrik erabakitzen du. Hitz egin dezakezue, eta kontua pausan jar dezakezu.
