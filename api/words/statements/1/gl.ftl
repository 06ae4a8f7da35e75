# O que se lle di a alguén cando o seu texto non se publica tal como está: que pasou, de que norma se trata, que cambiar e que vén despois.
# Cando un texto de aquí xa se lle dixo a alguén, queda como está: outras palabras son outra versión, noutro cartafol.

changes-requested = O teu texto aínda non está publicado. Leuno unha persoa adulta e pídeche que cambies algo antes.
changes-requested-scope = Isto só afecta a este texto, tal como o enviaches. A túa conta e todo o demais que escribiches seguen igual. Remata cando envíes unha versión nova e se aprobe.
changes-requested-next = Cambia o que está marcado e envíao outra vez. Tamén podes deixalo. O teu borrador é teu e ninguén máis o pode ler.
declined = O teu texto non se vai publicar. Leuno unha persoa adulta e decidiuno así.
declined-again = Outra persoa adulta leu o teu texto e o que se dixo contra a decisión. O texto segue sen publicarse.
declined-scope = A decisión só afecta a este texto. Non ten data de fin. A túa conta e todo o demais que escribiches seguen igual.
declined-next = Podes escribir outro texto cando queiras. Se non entendes por que, pregúntalle a quen che fai de guía.
taken-down = O teu texto xa non está publicado. Leuno unha persoa adulta e quitouno.
taken-down-stays = Outra persoa adulta tamén leu o teu texto. Segue quitado.
taken-down-again = Outra persoa adulta leu o teu texto e o que se dixo contra a decisión. O texto segue quitado.
taken-down-scope = A decisión só afecta a este texto. No panel xa non o pode ler ninguén. Non ten data de fin. A túa conta e todo o demais que escribiches seguen igual.
taken-down-next = O teu borrador segue sendo teu. Podes cambiar o que está marcado e enviar unha versión nova. Se non entendes por que, pregúntalle a quen che fai de guía.

noticed-reading = Viuno unha persoa adulta ao ler o teu texto antes de que saíse, como se fai con todos. Ninguén se queixou de ti.
noticed-afterwards = Viuno unha persoa adulta ao ler o teu texto cando xa estaba publicado. Ninguén se queixou de ti.
decided-marked = Un programa marcara partes do texto para que se lesen primeiro. O programa non decide nada: unha persoa leu o texto e decidiu.
decided-unmarked = Ningún programa marcara nada no teu texto. Unha persoa leuno e decidiu.
redress = Se non estás de acordo, pide unha segunda revisión. Faina outra persoa adulta, nunca a mesma. Tes seis meses e é gratis. Despois, ti e a túa familia tamén podedes acudir a un organismo oficial que resolve conflitos, ou a un tribunal.
redress-taken-down = Outra persoa adulta leo agora outra vez, ou le o novo se enviaches un, e decide. Se non estás de acordo con iso, poderás pedir unha segunda revisión. Tes seis meses e é gratis. Despois, ti e a túa familia tamén podedes acudir a un organismo oficial que resolve conflitos, ou a un tribunal.
redress-after = Esta xa era a segunda revisión, e no panel non hai máis. Se aínda non estás de acordo, ti e a túa familia podedes ir a un organismo oficial que resolve conflitos, ou a un tribunal.

personal-data-self-rule = No panel non se contan cousas coas que xente descoñecida poida atopar a quen escribe.
personal-data-self-change = Quita o que diga onde vives, onde estudas ou como dar contigo. A túa historia funciona igual de ben sen iso.
personal-data-other-rule = No panel non se contan cousas coas que xente descoñecida poida atopar a outra persoa.
personal-data-other-change = Quita os nomes e os datos doutras persoas, ou pregúntanos como escribir sobre elas. A cada persoa tócalle decidir que se sabe dela.
insult-bullying-rule = No panel ninguén insulta a ninguén nin se burla de ninguén para facer dano.
insult-bullying-change = Di que pasou e como te sentiches, sen palabras que lle fagan dano a ninguén. Podes sentir rabia e, aínda así, ser unha persoa xusta.
hate-rule = No panel non se ataca a ninguén pola súa orixe, polo que cre, por querer a quen quere, polo seu corpo ou polo que é.
hate-change = Quita o que fala mal de todo un grupo de xente. Podes non estar de acordo cunha idea: di por que, con razóns.
sexual-content-rule = No panel non hai contido sexual, porque o pode ler calquera.
sexual-content-change = Quita esa parte, ou cóntaa como o farías na clase. Preguntar e aprender sobre iso está ben; os detalles non son para aquí.
contact-seeking-rule = No panel ninguén lles pide a outras persoas o contacto, nin fotos, nin quedar.
contact-seeking-change = Quita a parte na que lle pides á xente que che escriba, que che mande algo ou que quede contigo. Para facer cousas en común están o grupo e quen lle fai de guía.
self-harm-promotion-rule = O panel non publica textos que expliquen como facerse dano ou que o pinten como algo bo.
self-harm-promotion-change = Podes escribir sobre sentirse mal. Deixa fóra como se fai, e conta que axudou ou con quen se pode falar. Se che pasa a ti, fala hoxe con alguén: os teléfonos de axuda son gratis.
eating-disorder-promotion-rule = O panel non publica textos que pinten como algo bo pasar fame ou vomitar.
eating-disorder-promotion-change = Podes escribir sobre a comida e o teu corpo. Deixa fóra pesos, cifras e trucos, e conta como te sentes ou que axuda. Se che pasa a ti, fala con alguén de confianza.
dangerous-challenge-rule = O panel non publica retos nos que alguén se poida facer dano.
dangerous-challenge-change = Quita o reto, ou conta por que é perigoso sen explicar como se fai.
copied-text-or-image-rule = O que se publica aquí é de quen o asina, ou di de quen é.
copied-text-or-image-change = Dio coas túas palabras. Se queres citar a alguén, pono entre comiñas, que sexa curto, e di quen o dixo.
misinformation-rule = O que aquí se conta como un feito ten que ser verdade, ata onde se pode saber.
misinformation-change = Comproba a parte que está marcada e di de onde o sabes. Se tes dúbidas, di que é a túa opinión.
advertising-rule = No panel non hai publicidade, nin de tendas nin de canles.
advertising-change = Quita os prezos, as tendas ou a canle. Podes dicir que che gusta e por que.
violence-threat-rule = No panel ninguén ameaza a ninguén nin chama á violencia.
violence-threat-change = Quita a ameaza, tamén se era unha broma: quen a lea pode ter medo de verdade. Mellor conta que che dá rabia.
off-topic-or-form-rule = Un texto do panel ten que tratar de algo que poida entender quen o lea.
off-topic-or-form-change = Mira o que está marcado ou o que che escribiu a persoa adulta, pon en orde o texto e proba outra vez. Á segunda, os textos de todo o mundo melloran.

guardian-declined = Este aviso é para quen coida de alguén que é correspondente. Un texto seu non se vai publicar. O que di queda con quen o escribiu: os borradores só os poden ler quen os escribe e quen os revisa.
guardian-taken-down = Este aviso é para quen coida de alguén que é correspondente. Un texto seu estaba publicado e xa non o está: quitouno unha persoa adulta. As palabras exactas da decisión quedan con quen o escribiu.
guardian-stays-down = Este aviso é para quen coida de alguén que é correspondente. Outra persoa adulta leu o texto que se quitara, e segue quitado.
guardian-scope = Isto só afecta a ese texto. A súa conta de correspondente e todo o demais que escribiu seguen igual.
guardian-redress = En caso de non estar de acordo, pódese pedir unha segunda revisión durante seis meses, gratis. Faina outra persoa adulta. Despois tamén se pode acudir a un organismo oficial que resolve conflitos, ou a un tribunal.
guardian-redress-taken-down = Outra persoa adulta leo agora outra vez. No caso de non estar de acordo co que decida, pódese pedir daquela unha segunda revisión, gratis. Despois tamén se pode ir a un organismo oficial que resolve conflitos, ou a un tribunal.
guardian-redress-after = Esta xa era a segunda revisión, e no panel non hai máis. No caso de non estar de acordo, pódese ir a un organismo oficial que resolve conflitos, ou a un tribunal.
guardian-personal-data = Daba datos cos que se podería atopar a alguén.
guardian-others = Podía facerlles dano a outras persoas.
guardian-safety = Non era seguro para quen o lese. Se fai falta saber algo para coidar desa persoa, o centro chama a quen a coida.
guardian-form = Non era un texto propio, ou non era verdade, ou era publicidade, ou aínda non estaba listo para que se lese.
