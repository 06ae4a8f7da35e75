date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[other] diciembre
} de { $year }
skip = Saltar al contenido
help = Ayuda
help-need = Necesito ayuda
help-call = Llamar gratis al { $what }
help-bothered = Me están molestando
nav = Principal
nav-home = Inicio
nav-topics = Temas y grupos
nav-how = Cómo leemos
foot-promise = La voz de quienes tienen de 12 a 17 años. Aquí no hay mensajes privados, ni «me gusta», ni anuncios, ni rastreadores.
foot-wrong = Si algo va mal
foot-lines = Teléfonos de ayuda
foot-about = Cómo funciona
foot-feed = Novedades en Atom
foot-developers = Para quien programa
foot-language = Idioma
go-home = Ir al inicio
missing-title = Aquí no hay nada
missing-text = Puede que lo hayan quitado, o que la dirección tenga una errata.
sorry-title = Ahora no podemos enseñarte esto
sorry-text = Algo falla de nuestro lado, no del tuyo. Prueba otra vez dentro de un rato.
topics = Temas
topic = Tema
groups = Grupos
group = Grupo
group-members = No enseñamos quién forma cada grupo: solo lo que firma.
list = Piezas
list-empty = Todavía no hay nada por aquí.
list-pages = Páginas
list-newest = Volver a lo último
list-is-newest = Lo más reciente
list-older = Piezas anteriores
list-end = Has llegado al principio de todo
home-title = Lo que vivimos, contado por quienes lo vivimos
home-lead = Corresponsales de 12 a 17 años cuentan cómo viven internet, el instituto y su barrio, con sus propias palabras y con seudónimo. Una persona adulta lee cada pieza antes de publicarla.
home-how = Cómo lo hacemos
home-latest = Lo último
home-order = Por fecha. Sin algoritmo y sin contadores.
home-more = Más cosas
post-revised = cambiada el { $what }
post-read-first = Leída antes de publicarse
post-read-by = Una persona adulta leyó esto, palabra por palabra, antes de publicarlo
post-own-words = Las palabras son de { $what }. Nadie más las cambió.
post-how = Cómo lo hacemos
post-how-text = Lo lee alguien que no sabe el nombre real de quien escribe, y decide sobre esta versión exacta. Si quien lo escribió la cambia, la nueva se vuelve a leer y mientras tanto sigues viendo esta.
post-wave = La onda de arriba se dibuja a partir de esta versión: si cambia una coma, cambia la onda.
post-version = versión { $what }
post-beside = Al lado de esta pieza
post-help = ¿Te pasa algo parecido?
post-more-of = Más de { $what }
comments = Comentarios
comments-read-first = También se leen antes de salir. Por eso pueden tardar unas horas.
comments-none = Nadie ha dicho nada todavía.
comments-reader = Alguien que nos lee
comments-answers = Responde a { $what }
comments-answers-reader = Responde a alguien que nos lee
comments-pages = Páginas de comentarios
comments-first = Los primeros comentarios
comments-more = Más comentarios
comments-closed-by-author = Quien escribió esto ha cerrado los comentarios. Los que ya estaban se quedan.
comments-closed-unkind = Una persona adulta ha cerrado los comentarios porque el tono se estaba poniendo feo.
comments-closed-protecting = Una persona adulta ha cerrado los comentarios para proteger a alguien.
comments-closed-off-topic = Una persona adulta ha cerrado los comentarios porque ya se hablaba de otra cosa.
help-title = No tienes que cargar con esto a solas
help-lead = Da igual si crees que fue culpa tuya o si te parece una tontería. Hay personas que escuchan, gratis y con discreción. Si hubiera un peligro grave, te explican a quién hay que avisar.
help-short = Puedes contárselo a alguien que escucha. Es gratis y confidencial.
help-none = Aquí no tenemos ningún teléfono de este país. El 112 atiende en toda Europa.
help-danger = Si tú u otra persona está en peligro ahora mismo, llama al
help-others = Otros teléfonos
help-other-ways = Otras formas de pedir ayuda
help-for-internet = Acoso, fotos, chantajes, engaños, cuentas robadas o algo que no sabes ni cómo llamar.
help-for-suicide = Si piensas en hacerte daño o en no seguir. Puedes llamar también por otra persona.
help-for-violence = Si alguien te pega, te amenaza o te controla, a ti o a quien quieres.
help-for-children = Para cualquier cosa que te preocupe.
help-by-web = Escribir por su página
help-checked = Comprobado el { $what }.
help-when-i-call = Qué pasa cuando llamo
help-when-1 = Te contesta una persona. No tienes que decir tu nombre.
help-when-2 = Cuentas lo que quieras. Puedes colgar y volver a llamar.
help-when-3 = Pensáis juntos el siguiente paso. Si hay un peligro grave, te dirá a quién más hay que avisar.
help-instead = Si alguien te molesta aquí, o si prefieres no llamar
help-instead-1 = Habla con tu guía o con alguien de confianza. Puedes enseñarle esta página.
help-instead-2 = Guarda lo que te han escrito: una captura ayuda a quien te ayuda.
help-instead-3 = No guardamos que has estado en esta página.
help-picture = Si alguien tiene una foto tuya o te está chantajeando
help-picture-1 = No pagues ni mandes más. No para: pide otra vez.
help-picture-2 = No borres la conversación. Sirve para ayudarte.
help-picture-3 = No es culpa tuya. Quien chantajea comete un delito.
help-picture-4 = Cuéntalo hoy. Cuanto antes, más fácil de parar.
help-exit = Salir rápido de esta página
how-title = Cómo leemos antes de publicar
how-lead = Aquí escriben personas de 12 a 17 años, con seudónimo. Lo que lees es, letra por letra, lo que ellas escribieron y lo que una persona adulta leyó y aprobó.
how-steps = Qué pasa con una pieza
how-step-1 = Quien la escribe la envía cuando le parece que está lista. Antes puede ver en privado qué convendría mirar: un teléfono, un nombre, un sitio.
how-step-2 = La lee alguien adulto, con formación y con certificado, que no sabe su nombre real y no es de su familia ni de su grupo.
how-step-3 = Esa persona la publica, pide cambios o dice que no, siempre con un motivo que se entiende. Puede proponer; quien escribe es quien cambia.
how-step-4 = Lo delicado lo leen dos personas.
how-machines = Y las máquinas
how-machines-text = Un programa señala lo que conviene mirar primero. No decide nada: ni publica, ni rechaza, ni castiga.
how-unfair = Si no parece justo
how-unfair-text = Quien escribió, su familia o su guía puede pedir otra mirada. La da una persona distinta, y dice también por qué.
how-never = Lo que nunca pasa aquí
how-never-1 = Nada se publica sin que lo haya aprobado una persona.
how-never-2 = No hay mensajes privados entre personas.
how-never-3 = El nombre real de quien escribe no aparece en ninguna parte.
how-never-4 = No hay contadores, ni seguidores, ni publicidad, ni nada que te siga.
how-developers = Todo lo público se puede leer por GraphQL, en la dirección /graphql. El contrato está aquí:
set-up-title = Poner en marcha el panel
set-up-lead = Todavía no hay nadie aquí. Esta cuenta será la primera y llevará la administración: da de alta a las personas y sus funciones, y no decide sobre lo que escriben.
set-up-code = Código del enlace
set-up-login = Nombre de acceso
set-up-login-hint = De 3 a 40 letras, cifras, puntos o guiones. Solo lo ves tú.
set-up-pen-name = Nombre que verán las demás personas
set-up-pen-name-hint = De 3 a 24 letras o cifras. No hace falta que sea el tuyo.
set-up-passphrase = Frase de contraseña
set-up-passphrase-hint = Diez caracteres o más. Varias palabras que solo tú juntarías se recuerdan bien.
set-up-send = Crear la cuenta
set-up-broken = Ahora mismo no podemos crear la cuenta. Lo que has escrito sigue aquí, menos la frase de contraseña: prueba otra vez dentro de un momento.
set-up-done-title = El panel está en marcha
set-up-done = Tu cuenta está creada y el enlace ya no sirve a nadie más. Antes de hacer nada con ella demuestra que eres tú con un segundo factor, una aplicación de códigos o una llave de acceso; todavía se hace por la API.
set-up-next = Guarda bien tu nombre de acceso y tu frase de contraseña: nadie puede decírtelos.
