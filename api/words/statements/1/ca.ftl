# El que es diu a algú quan el seu text no es publica tal com és: què ha passat, de quina regla es tracta, què cal canviar i què ve després.
# Un text d'aquí que ja s'ha dit a algú es queda com està: unes altres paraules són una altra versió, en una altra carpeta.

changes-requested = El teu text encara no s'ha publicat. Una persona adulta l'ha llegit i et demana que abans hi canviïs alguna cosa.
changes-requested-scope = Això només va d'aquest text, tal com el vas enviar. El teu compte i tota la resta que has escrit continuen igual. S'acaba quan n'enviïs una versió nova i s'aprovi.
changes-requested-next = Canvia el que hi ha marcat i torna'l a enviar. També el pots deixar estar. L'esborrany és teu i ningú més no el pot llegir.
declined = El teu text no es publicarà. Una persona adulta l'ha llegit i ho ha decidit així.
declined-again = Una altra persona adulta ha llegit el teu text i el que s'ha dit contra la decisió. El text continua sense publicar-se.
declined-scope = Això només va d'aquest text. La decisió no té data final. El teu compte i tota la resta que has escrit continuen igual.
declined-next = Pots escriure un altre text quan vulguis. Si no entens per què, pregunta-ho a qui et fa de guia.
taken-down = El teu text ja no és públic. Una persona adulta l'ha llegit i l'ha retirat.
taken-down-stays = Una altra persona adulta també ha llegit el teu text. Continua retirat.
taken-down-again = Una altra persona adulta ha llegit el teu text i el que s'ha dit contra la decisió. El text continua retirat.
taken-down-scope = Això només va d'aquest text. Al panell ja no el pot llegir ningú. La decisió no té data final. El teu compte i tota la resta que has escrit continuen igual.
taken-down-next = L'esborrany continua sent teu. Pots canviar el que hi ha marcat i enviar-ne una versió nova. Si no entens per què, pregunta-ho a qui et fa de guia.

noticed-reading = Una persona adulta ho va veure quan llegia el teu text abans que sortís, com es fa amb tots els textos. Ningú no s'ha queixat de tu.
noticed-afterwards = Una persona adulta ho va veure quan llegia el teu text i ja era públic. Ningú no s'ha queixat de tu.
decided-marked = Un programa havia marcat parts del text perquè es llegissin primer. El programa no decideix res: una persona ha llegit el text i ha decidit.
decided-unmarked = Cap programa no havia marcat res al teu text. Una persona l'ha llegit i ha decidit.
redress = Si no hi estàs d'acord, demana una segona revisió. Tens sis mesos i és gratis. La fa una altra persona adulta, mai la mateixa. Després, tu i la teva família també podeu anar a un organisme oficial que resol conflictes, o als tribunals.
redress-taken-down = Una altra persona adulta el torna a llegir ara, o llegeix el nou si n'has enviat un, i decideix. Si no hi estàs d'acord, podràs demanar una segona revisió. Tens sis mesos i és gratis. Després, tu i la teva família també podeu anar a un organisme oficial que resol conflictes, o als tribunals.
redress-after = Aquesta ja era la segona revisió, i al panell no n'hi ha més. Si encara no hi estàs d'acord, tu i la teva família podeu recórrer a un organisme oficial que resol conflictes, o als tribunals.

personal-data-self-rule = Al panell no es diuen coses amb què gent desconeguda pugui trobar qui les ha escrit.
personal-data-self-change = Treu el que diu on vius, on estudies o com es pot contactar amb tu. La teva història funciona igual de bé sense això.
personal-data-other-rule = Al panell no es diuen coses amb què gent desconeguda pugui trobar una altra persona.
personal-data-other-change = Treu els noms i les dades d'altres persones, o pregunta'ns com pots escriure sobre elles. Han de decidir elles mateixes què se'n sap.
insult-bullying-rule = Al panell ningú no insulta ningú ni se'n riu per fer-li mal.
insult-bullying-change = Explica què va passar i com et vas sentir, sense paraules que facin mal a ningú. Es pot sentir ràbia i, tot i així, dir les coses de manera justa.
hate-rule = Al panell no s'ataca ningú pel lloc d'on ve, pel que creu, per qui estima, pel cos que té o pel que és.
hate-change = Treu el que parla malament de tot un grup de persones. Pots no estar d'acord amb una idea; digues per què, amb arguments.
sexual-content-rule = Al panell no hi ha contingut sexual, perquè tothom el pot llegir.
sexual-content-change = Treu aquesta part, o explica-la com ho faries a classe. Fer preguntes i aprendre'n està bé; els detalls no són per a aquí.
contact-seeking-rule = Al panell ningú no demana el contacte ni fotos a altres persones, ni els proposa de quedar.
contact-seeking-change = Treu la part en què demanes que t'escriguin, que t'enviïn alguna cosa o que quedeu. Per fer coses amb més gent hi ha el grup i qui el guia.
self-harm-promotion-rule = El panell no publica textos que expliquin com fer-se mal o que ho pintin com una cosa bona.
self-harm-promotion-change = Pots escriure sobre passar-ho malament. Deixa fora com es fa, i explica què va ajudar o amb qui es pot parlar. Si va de tu, parla avui amb algú: els telèfons d'ajuda són gratuïts.
eating-disorder-promotion-rule = El panell no publica textos que pintin com una cosa bona passar gana o vomitar.
eating-disorder-promotion-change = Pots escriure sobre el menjar i el teu cos. Deixa fora pesos, números i trucs, i explica com et sents o què ajuda. Si va de tu, parla amb algú de confiança.
dangerous-challenge-rule = El panell no publica reptes en què algú es pugui fer mal.
dangerous-challenge-change = Treu el repte, o explica per què és perillós sense dir com es fa.
copied-text-or-image-rule = El que publiques aquí és teu, o diu de qui és.
copied-text-or-image-change = Digues-ho amb les teves paraules. Si vols citar algú, posa-ho entre cometes, fes-ho curt i digues qui ho va dir.
misinformation-rule = El que aquí s'explica com un fet ha de ser veritat, fins on es pot saber.
misinformation-change = Comprova la part marcada i digues d'on ho saps. Si no ho saps del cert, digues que és la teva opinió.
advertising-rule = Al panell no hi ha publicitat, ni de botigues ni de canals.
advertising-change = Treu els preus, les botigues o el canal. Pots dir què t'agrada i per què.
violence-threat-rule = Al panell no s'amenaça ningú ni es crida a la violència.
violence-threat-change = Treu l'amenaça, encara que fos de broma: qui la llegeixi es pot espantar de debò. En lloc d'això, explica què et fa ràbia.
off-topic-or-form-rule = Un text del panell ha d'anar d'alguna cosa que pugui entendre qui el llegeixi.
off-topic-or-form-change = Mira què hi ha marcat o què t'ha escrit la persona adulta, posa ordre al text i torna-ho a provar. Els textos de tothom milloren al segon intent.

guardian-declined = Un text de la persona corresponsal de qui teniu cura no es publicarà. El que hi diu queda per a ella: els esborranys només els poden llegir qui els escriu i qui els revisa.
guardian-taken-down = Un text de la persona corresponsal de qui teniu cura era públic i ja no ho és: una persona adulta l'ha retirat. Les paraules exactes de la decisió queden per a qui l'ha escrit.
guardian-stays-down = Una altra persona adulta ha llegit el text que s'havia retirat de la persona corresponsal de qui teniu cura. Continua retirat.
guardian-scope = Això només va d'aquest text. El seu compte i tota la resta que ha escrit continuen igual.
guardian-redress = Si no hi esteu d'acord, durant sis mesos podeu demanar una segona revisió, gratuïtament. La fa una altra persona adulta. Després també podeu recórrer a un organisme oficial que resol conflictes, o als tribunals.
guardian-redress-taken-down = Una altra persona adulta el torna a llegir ara. Si no esteu d'acord amb el que decideixi, aleshores podeu demanar una segona revisió, de franc. Després també podeu anar a un organisme oficial que resol conflictes, o als tribunals.
guardian-redress-after = Aquesta ja era la segona revisió, i al panell no n'hi ha més. Si no hi esteu d'acord, podeu recórrer a un organisme oficial que resol conflictes, o als tribunals.
guardian-personal-data = Hi havia dades amb què es podria trobar algú.
guardian-others = Podia fer mal a altres persones.
guardian-safety = No era segur per a qui el llegís. Si hi ha res que hàgiu de saber per tenir cura de qui l'ha escrit, el centre us trucarà.
guardian-form = No era un text propi, no era veritat, era publicitat o encara no estava a punt perquè algú el llegís.
