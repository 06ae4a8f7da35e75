date = { $day } de { $month ->
    [1] xaneiro
    [2] febreiro
    [3] marzo
    [4] abril
    [5] maio
    [6] xuño
    [7] xullo
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[other] decembro
} de { $year }
skip = Saltar ao contido
help = Axuda
help-need = Necesito axuda
help-call = Chamar gratis ao { $what }
help-bothered = Estanme molestando
nav = Principal
nav-home = Inicio
nav-topics = Temas e grupos
nav-how = Como lemos
foot-promise = A voz de quen ten de 12 a 17 anos. Aquí non hai mensaxes privadas, nin «gústame», nin anuncios, nin rastrexadores.
foot-wrong = Se algo vai mal
foot-lines = Teléfonos de axuda
foot-about = Como funciona
foot-feed = Novidades en Atom
foot-developers = Para quen programa
foot-language = Idioma
go-home = Ir ao inicio
missing-title = Aquí non hai nada
missing-text = Pode que o quitasen, ou que o enderezo teña unha errata.
sorry-title = Agora non podemos amosarche isto
sorry-text = Algo falla do noso lado, non do teu. Proba outra vez dentro dun anaco.
topics = Temas
topic = Tema
groups = Grupos
group = Grupo
group-members = Non amosamos quen forma cada grupo: só o que asina.
list = Pezas
list-empty = Aínda non hai nada por aquí.
list-pages = Páxinas
list-newest = Volver ao último
list-is-newest = O máis recente
list-older = Pezas anteriores
list-end = Chegaches ao comezo de todo
home-title = O que vivimos, contado por quen o vivimos
home-lead = Correspondentes de 12 a 17 anos contan como viven internet, o instituto e o seu barrio, coas súas propias palabras e con pseudónimo. Unha persoa adulta le cada peza antes de publicala.
home-how = Como o facemos
home-latest = O último
home-order = Por data. Sen algoritmo e sen contadores.
home-more = Máis cousas
post-revised = cambiada o { $what }
post-read-first = Lida antes de publicarse
post-read-by = Unha persoa adulta leu isto, palabra por palabra, antes de publicalo
post-own-words = As palabras son de { $what }. Ninguén máis as cambiou.
post-how = Como o facemos
post-how-text = Leo alguén que non sabe o nome real de quen escribe, e decide sobre esta versión exacta. Se quen o escribiu a cambia, a nova vólvese ler e mentres tanto segues vendo esta.
post-wave = A onda de arriba debúxase a partir desta versión: se cambia unha coma, cambia a onda.
post-version = versión { $what }
post-beside = Ao lado desta peza
post-help = Pásache algo parecido?
post-more-of = Máis de { $what }
comments = Comentarios
comments-read-first = Tamén se len antes de saír. Por iso poden tardar unhas horas.
comments-none = Ninguén dixo nada aínda.
comments-reader = Alguén que nos le
comments-answers = Responde a { $what }
comments-answers-reader = Responde a alguén que nos le
comments-pages = Páxinas de comentarios
comments-first = Os primeiros comentarios
comments-more = Máis comentarios
comments-closed-by-author = Quen escribiu isto pechou os comentarios. Os que xa estaban quedan.
comments-closed-unkind = Unha persoa adulta pechou os comentarios porque o ton se estaba poñendo feo.
comments-closed-protecting = Unha persoa adulta pechou os comentarios para protexer a alguén.
comments-closed-off-topic = Unha persoa adulta pechou os comentarios porque xa se falaba doutra cousa.
help-title = Non tes que cargar con isto en solitario
help-lead = Dá igual se cres que foi culpa túa ou se che parece unha parvada. Hai persoas que escoitan, gratis e con discreción. Se houbese un perigo grave, explícanche a quen hai que avisar.
help-short = Podes contarllo a alguén que escoita. É gratis e confidencial.
help-none = Aquí non temos ningún teléfono deste país. O 112 atende en toda Europa.
help-danger = Se ti ou outra persoa está en perigo agora mesmo, chama ao
help-others = Outros teléfonos
help-other-ways = Outras formas de pedir axuda
help-for-internet = Acoso, fotos, chantaxes, enganos, contas roubadas ou algo que non sabes nin como chamar.
help-for-suicide = Se pensas en facerte dano ou en non seguir. Podes chamar tamén por outra persoa.
help-for-violence = Se alguén che pega, te ameaza ou te controla, a ti ou a quen queres.
help-for-children = Para calquera cousa que che preocupe.
help-by-web = Escribir pola súa páxina
help-checked = Comprobado o { $what }.
help-when-i-call = Que pasa cando chamo
help-when-1 = Contéstache unha persoa. Non tes que dicir o teu nome.
help-when-2 = Contas o que queiras. Podes colgar e volver chamar.
help-when-3 = Pensades xuntos o seguinte paso. Se hai un perigo grave, diráche a quen máis hai que avisar.
help-instead = Se alguén te molesta aquí, ou se prefires non chamar
help-instead-1 = Fala coa túa guía ou con alguén de confianza. Podes amosarlle esta páxina.
help-instead-2 = Garda o que che escribiron: unha captura axuda a quen te axuda.
help-instead-3 = Non gardamos que estiveches nesta páxina.
help-picture = Se alguén ten unha foto túa ou te está a chantaxear
help-picture-1 = Non pagues nin mandes máis. Non para: pide outra vez.
help-picture-2 = Non borres a conversa. Serve para axudarche.
help-picture-3 = Non é culpa túa. Quen chantaxea comete un delito.
help-picture-4 = Cóntao hoxe. Canto antes, máis fácil de parar.
help-exit = Saír rápido desta páxina
how-title = Como lemos antes de publicar
how-lead = Aquí escriben persoas de 12 a 17 anos, con pseudónimo. O que les é, letra por letra, o que elas escribiron e o que unha persoa adulta leu e aprobou.
how-steps = Que pasa cunha peza
how-step-1 = Quen a escribe envíaa cando lle parece que está lista. Antes pode ver en privado que convería mirar: un teléfono, un nome, un sitio.
how-step-2 = Leo alguén adulto, con formación e con certificado, que non sabe o seu nome real e non é da súa familia nin do seu grupo.
how-step-3 = Esa persoa publícaa, pide cambios ou di que non, sempre cun motivo que se entende. Pode propoñer; quen escribe é quen cambia.
how-step-4 = O delicado leno dúas persoas.
how-machines = E as máquinas
how-machines-text = Un programa sinala o que convén mirar primeiro. Non decide nada: nin publica, nin rexeita, nin castiga.
how-unfair = Se non parece xusto
how-unfair-text = Quen escribiu, a súa familia ou a súa guía pode pedir outra ollada. Dáa unha persoa distinta, e di tamén por que.
how-never = O que nunca pasa aquí
how-never-1 = Nada se publica sen que o aprobase unha persoa.
how-never-2 = Non hai mensaxes privadas entre persoas.
how-never-3 = O nome real de quen escribe non aparece en ningures.
how-never-4 = Non hai contadores, nin seguidores, nin publicidade, nin nada que te siga.
how-developers = Todo o público se pode ler por GraphQL, no enderezo /graphql. O contrato está aquí:
set-up-title = Poñer en marcha o panel
set-up-lead = Aínda non hai ninguén aquí. Esta conta será a primeira e levará a administración: dá de alta as persoas e as súas funcións, e non decide sobre o que escriben.
set-up-code = Código da ligazón
set-up-login = Nome de acceso
set-up-login-hint = De 3 a 40 letras, cifras, puntos ou guións. Só o ves ti.
set-up-pen-name = Nome que verán as demais persoas
set-up-pen-name-hint = De 3 a 24 letras ou cifras. Non fai falta que sexa o teu.
set-up-passphrase = Frase de contrasinal
set-up-passphrase-hint = Dez caracteres ou máis. Varias palabras que só ti xuntarías lémbranse ben.
set-up-send = Crear a conta
set-up-broken = Agora mesmo non podemos crear a conta. O que escribiches segue aquí, menos a frase de contrasinal: proba outra vez dentro dun momento.
set-up-done-title = O panel está en marcha
set-up-done = A túa conta está creada e a ligazón xa non lle serve a ninguén máis. Antes de facer nada con ela demostra que es ti cun segundo factor, unha aplicación de códigos ou unha chave de acceso; aínda se fai pola API.
set-up-next = Garda ben o teu nome de acceso e a túa frase de contrasinal: ninguén pode dichos.
