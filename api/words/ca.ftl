# El que llegeix la gent quan una cosa no es pot fer com l'ha demanada. Paraules senzilles: moltes persones que llegeixen això tenen dotze anys.

not-found = No ho trobem. Potser s'ha tret o l'adreça no és completa.
not-allowed = Amb aquest compte no pots fer això.
not-allowed-signed-out = Primer inicia la sessió. El que has escrit continua a la teva finestra.
not-allowed-not-active = Aquest compte està en pausa i no pot canviar res. Parla amb qui et fa de guia o escriu al centre.
not-allowed-awaiting-guardian = Primer hi ha de donar permís la teva mare, el teu pare o qui té cura de tu. El que has escrit continua a la teva finestra; pregunta-ho a casa o al teu guia.
not-allowed-paused = Algú que té cura de tu ha posat el teu compte en pausa. El que has escrit continua a la teva finestra. Parleu-ne a casa o amb el teu guia.
not-allowed-renew-consent = Ha canviat allò a què vas dir que sí. Llegeix-ho, torna a dir que sí i continua; el que has escrit continua a la teva finestra.
not-allowed-not-agreed = No has dit que vols participar, o ho has retirat. Pots tornar a dir que sí quan vulguis.
not-allowed-own-work = Ningú no revisa els seus propis textos.
not-allowed-own-group = Ningú no revisa la feina del seu propi grup.
not-allowed-own-ward = Ningú no revisa el que han escrit les seves pròpies filles o fills.
not-allowed-approved-before = Això ja ho has aprovat. Ara cal que ho aprovi una altra persona.
retry-id-reused = Aquest identificador de reintent ja s'ha fet servir per a una altra cosa. Fes-ne servir un de nou per a cada canvi.
retry-id-invalid = Un identificador de reintent té d'1 a 100 caràcters visibles.
sign-in-refused = El nom d'accés o la frase de contrasenya no són correctes. Comprova'ls tots dos i torna-ho a provar.
rate-limited = Hi ha hagut massa intents seguits. Espera { $minutes } min i torna-ho a provar. Si no recordes la frase de contrasenya, parla amb qui et fa de guia.
setup-link-over = Aquest enllaç ja no serveix: s'ha fet servir, n'hi ha un de més nou o ha passat un dia. Si encara ningú no té compte, torna a engegar el servidor i en mostrarà un de nou.
busy = Ara mateix hi ha moltíssima gent aquí. Torna-ho a provar d'aquí a un moment; el que has escrit continua a la teva finestra.
too-fast = Vas massa de pressa. Espera { $seconds } s i torna-ho a provar; el que has escrit continua a la teva finestra.

part-title = Títol
part-summary = Resum
part-body = Text
part-topics = Temes
part-message = Missatge
part-login = Nom d'accés
part-pen-name = Pseudònim

text-empty = { $part }: encara no hi ha res. Escriu alguna cosa primer.
text-too-short = { $part }: calen almenys { $least } caràcters.
text-too-long-characters = { $part }: hi ha { $actual } caràcters i n'hi caben { $most } com a màxim. Escurça el text i torna a desar.
text-too-long-bytes = { $part }: hi ha massa text. Ocupa { $actual } bytes i n'hi caben { $most } com a màxim. Escurça el text o reparteix-lo en dues publicacions.
text-forbidden-character = { $part }: el caràcter { $position } no es pot fer servir, perquè és invisible o canvia la direcció del text. Esborra'l i torna a escriure el que hi falti.
text-too-many-marks = { $part }: hi ha massa signes sobre una mateixa lletra, al caràcter { $position }.
text-not-allowed = { $part }: aquest caràcter no s'hi pot fer servir: { $character }
text-begins-without-letter = { $part }: ha de començar per una lletra.
text-mixed-scripts = { $part }: hi ha lletres d'alfabets diferents, o que es confonen amb les llatines. Escriu-lo amb un sol alfabet.
text-looks-like-contact = { $part }: sembla un telèfon, una adreça o un compte en un altre lloc. Tria alguna cosa que no porti enlloc.
text-reserved = { $part }: està reservat per a la plataforma o per a autoritats. Tria'n un altre.
passphrase-too-short = Una frase de contrasenya necessita almenys { $least } caràcters. Unes quantes paraules que només tu ajuntaries es recorden bé.
passphrase-too-long = Una frase de contrasenya té { $most } caràcters com a màxim. Tria'n una de més curta.
topics-too-many = Una publicació pot tenir com a màxim { $most } temes, sense repetir-ne cap.
topics-unknown = Un dels temes ja no existeix. Tria'n un altre.
reasons-missing = Tria almenys un motiu, perquè qui ho ha escrit entengui de què es tracta.
content-hash-invalid = El hash del contingut té 64 xifres hexadecimals. Copia'l de la versió que has llegit.

stale-version = Aquest esborrany s'ha tornat a desar després de la versió que tens oberta. El teu text continua a la teva finestra: compara'ls tots dos i torna a desar.
draft-incomplete = Encara falta alguna cosa: { $parts }.
render-too-large = El text és massa llarg per mostrar-lo. Escurça'l o reparteix-lo en dues publicacions.
render-too-deep = Hi ha massa cites o llistes les unes dins de les altres; hi pot haver { $limit } nivells com a màxim.
render-too-many-tags = El text té més de { $limit } etiquetes HTML. Escriu-lo amb menys.
render-unstable = L'HTML d'aquest text es contradiu i no es pot mostrar bé. Treu les etiquetes o tanca-les.
unchanged = No ha canviat res des de l'última vegada: aquest mateix text espera la revisió, és públic o ja te'l van tornar tal com està. Canvia alguna cosa primer.
no-group = Encara no ets en cap grup. Demana a qui et fa de guia que t'afegeixi a un.
too-many-drafts = Ja tens totes les publicacions que pot tenir una persona. Si en necessites més, escriu al centre.
nothing-waits = Res d'aquesta publicació no espera la revisió, així que no hi ha res per retirar.
not-published = Aquesta publicació no és pública, així que no hi ha res per treure.

review-held = Una altra persona ho està llegint en aquest moment.
claim-lost = Ja no tens aquesta revisió. Torna-la a agafar per decidir.
review-closed = Mentrestant, això ja s'ha decidit o s'ha retirat. No s'ha desat res de la teva decisió.
stale-revision = Hi ha un text més nou que el que has llegit: l'ha enviat qui l'escriu. Mira què ha canviat i decideix sobre aquest.
queue-empty = Ara mateix no tens res pendent. Gràcies!
consent-text-changed = Has llegit una altra versió del text, no la que val ara. Llegeix la nova i torna a decidir.
consent-needed = En aquest moment falta el consentiment per publicar de qui ho ha escrit. No s'ha decidit res; l'enviament espera. Parla amb el guia del grup.
decides-alone = A aquesta edat decideix per si sol. En podeu parlar, i pots posar el compte en pausa.
