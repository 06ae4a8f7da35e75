date = { $day } { $month ->
    [1] de gener
    [2] de febrer
    [3] de març
    [4] d'abril
    [5] de maig
    [6] de juny
    [7] de juliol
    [8] d'agost
    [9] de setembre
    [10] d'octubre
    [11] de novembre
   *[other] de desembre
} de { $year }
skip = Salta al contingut
help = Ajuda
help-need = Necessito ajuda
help-call = Truca gratis al { $what }
help-bothered = M'estan molestant
nav = Principal
nav-home = Inici
nav-topics = Temes i grups
nav-how = Com llegim
foot-promise = La veu de qui té de 12 a 17 anys. Aquí no hi ha missatges privats, ni «m'agrada», ni anuncis, ni rastrejadors.
foot-wrong = Si alguna cosa va malament
foot-lines = Telèfons d'ajuda
foot-about = Com funciona
foot-feed = Novetats en Atom
foot-developers = Per a qui programa
foot-language = Idioma
go-home = Ves a l'inici
missing-title = Aquí no hi ha res
missing-text = Potser ho han tret, o l'adreça té alguna errada.
sorry-title = Ara no t'ho podem ensenyar
sorry-text = Alguna cosa falla de la nostra banda, no de la teva. Torna-ho a provar d'aquí a una estona.
topics = Temes
topic = Tema
groups = Grups
group = Grup
group-members = No ensenyem qui forma cada grup: només el que signa.
list = Peces
list-empty = Encara no hi ha res per aquí.
list-pages = Pàgines
list-newest = Torna a l'últim
list-is-newest = El més recent
list-older = Peces anteriors
list-end = Has arribat al començament de tot
home-title = El que vivim, explicat per qui ho vivim
home-lead = Corresponsals de 12 a 17 anys expliquen com viuen internet, l'institut i el seu barri, amb les seves paraules i amb pseudònim. Una persona adulta llegeix cada peça abans de publicar-la.
home-how = Com ho fem
home-latest = L'últim
home-order = Per data. Sense algorisme i sense comptadors.
home-more = Més coses
post-revised = canviada el { $what }
post-read-first = Llegida abans de publicar-se
post-read-by = Una persona adulta ho va llegir, paraula per paraula, abans de publicar-ho
post-own-words = Les paraules són de { $what }. Ningú més les va canviar.
post-how = Com ho fem
post-how-text = Ho llegeix algú que no sap el nom real de qui escriu, i decideix sobre aquesta versió exacta. Si qui ho va escriure la canvia, la nova es torna a llegir i mentrestant continues veient aquesta.
post-wave = L'ona de dalt es dibuixa a partir d'aquesta versió: si canvia una coma, canvia l'ona.
post-version = versió { $what }
post-beside = Al costat d'aquesta peça
post-help = Et passa alguna cosa semblant?
post-more-of = Més de { $what }
comments = Comentaris
comments-read-first = També es llegeixen abans de sortir. Per això poden trigar unes hores.
comments-none = Encara ningú no ha dit res.
comments-reader = Algú que ens llegeix
comments-answers = Respon a { $what }
comments-answers-reader = Respon a algú que ens llegeix
comments-pages = Pàgines de comentaris
comments-first = Els primers comentaris
comments-more = Més comentaris
comments-closed-by-author = Qui va escriure això ha tancat els comentaris. Els que ja hi eren s'hi queden.
comments-closed-unkind = Una persona adulta ha tancat els comentaris perquè el to s'estava posant lleig.
comments-closed-protecting = Una persona adulta ha tancat els comentaris per protegir algú.
comments-closed-off-topic = Una persona adulta ha tancat els comentaris perquè ja es parlava d'una altra cosa.
help-title = No has de carregar amb això tot sol o tota sola
help-lead = Tant és si creus que va ser culpa teva o si et sembla una ximpleria. Hi ha persones que escolten, gratis i amb discreció. Si hi hagués un perill greu, t'expliquen a qui cal avisar.
help-short = Ho pots explicar a algú que escolta. És gratis i confidencial.
help-none = Aquí no tenim cap telèfon d'aquest país. El 112 atén a tot Europa.
help-danger = Si tu o una altra persona està en perill ara mateix, truca al
help-others = Altres telèfons
help-other-ways = Altres maneres de demanar ajuda
help-for-internet = Assetjament, fotos, xantatges, enganys, comptes robats o alguna cosa que no saps ni com anomenar.
help-for-suicide = Si penses a fer-te mal o a no seguir. També pots trucar per una altra persona.
help-for-violence = Si algú et pega, t'amenaça o et controla, a tu o a qui estimes.
help-for-children = Per a qualsevol cosa que et preocupi.
help-by-web = Escriu per la seva pàgina
help-checked = Comprovat el { $what }.
help-when-i-call = Què passa quan truco
help-when-1 = Et contesta una persona. No has de dir el teu nom.
help-when-2 = Expliques el que vulguis. Pots penjar i tornar a trucar.
help-when-3 = Penseu junts el pas següent. Si hi ha un perill greu, et dirà a qui més cal avisar.
help-instead = Si algú et molesta aquí, o si t'estimes més no trucar
help-instead-1 = Parla amb la teva guia o amb algú de confiança. Li pots ensenyar aquesta pàgina.
help-instead-2 = Guarda el que t'han escrit: una captura ajuda qui t'ajuda.
help-instead-3 = No guardem que has estat en aquesta pàgina.
help-picture = Si algú té una foto teva o t'està fent xantatge
help-picture-1 = No paguis ni n'enviïs més. No para: torna a demanar.
help-picture-2 = No esborris la conversa. Serveix per ajudar-te.
help-picture-3 = No és culpa teva. Qui fa xantatge comet un delicte.
help-picture-4 = Explica-ho avui. Com més aviat, més fàcil d'aturar.
help-exit = Surt ràpid d'aquesta pàgina
how-title = Com llegim abans de publicar
how-lead = Aquí escriuen persones de 12 a 17 anys, amb pseudònim. El que llegeixes és, lletra per lletra, el que elles van escriure i el que una persona adulta va llegir i aprovar.
how-steps = Què passa amb una peça
how-step-1 = Qui l'escriu l'envia quan li sembla que està a punt. Abans pot veure en privat què convindria mirar: un telèfon, un nom, un lloc.
how-step-2 = La llegeix una persona adulta, amb formació i amb certificat, que no sap el seu nom real i no és de la seva família ni del seu grup.
how-step-3 = Aquesta persona la publica, demana canvis o diu que no, sempre amb un motiu que s'entén. Pot proposar; qui escriu és qui canvia.
how-step-4 = El que és delicat ho llegeixen dues persones.
how-machines = I les màquines
how-machines-text = Un programa assenyala el que convé mirar primer. No decideix res: ni publica, ni rebutja, ni castiga.
how-unfair = Si no sembla just
how-unfair-text = Qui ho va escriure, la seva família o la seva guia pot demanar una altra mirada. La fa una persona diferent, i diu també per què.
how-never = El que mai no passa aquí
how-never-1 = Res no es publica sense que ho hagi aprovat una persona.
how-never-2 = No hi ha missatges privats entre persones.
how-never-3 = El nom real de qui escriu no apareix enlloc.
how-never-4 = No hi ha comptadors, ni seguidors, ni publicitat, ni res que et segueixi.
how-developers = Tot el que és públic es pot llegir per GraphQL, a l'adreça /graphql. El contracte és aquí:
set-up-title = Posar en marxa el panell
set-up-lead = Encara no hi ha ningú aquí. Aquest compte serà el primer i portarà l'administració: dona d'alta les persones i les seves funcions, i no decideix sobre el que escriuen.
set-up-code = Codi de l'enllaç
set-up-login = Nom d'accés
set-up-login-hint = De 3 a 40 lletres, xifres, punts o guions. Només el veus tu.
set-up-pen-name = Nom que veuran les altres persones
set-up-pen-name-hint = De 3 a 24 lletres o xifres. No cal que sigui el teu.
set-up-passphrase = Frase de contrasenya
set-up-passphrase-hint = Deu caràcters o més. Unes quantes paraules que només tu ajuntaries es recorden bé.
set-up-send = Crea el compte
set-up-broken = Ara mateix no podem crear el compte. El que has escrit continua aquí, menys la frase de contrasenya: torna-ho a provar d'aquí a un moment.
set-up-done-title = El panell està en marxa
set-up-done = El teu compte està creat i l'enllaç ja no serveix a ningú més. Abans de fer-ne res, demostra que ets tu amb un segon factor, una aplicació de codis o una clau d'accés; encara es fa per l'API.
set-up-next = Guarda bé el teu nom d'accés i la teva frase de contrasenya: ningú no te'ls pot dir.
