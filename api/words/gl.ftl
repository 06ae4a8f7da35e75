# O que le a xente cando algo non se pode facer como o pediu. Palabras sinxelas: moitas das persoas que len isto teñen doce anos.

not-found = Non o atopamos. Pode que se quitase ou que o enderezo estea incompleto.
not-allowed = Con esta conta non podes facer iso.
not-allowed-signed-out = Primeiro inicia sesión. O que escribiches segue na túa xanela.
not-allowed-not-active = Esta conta está en pausa e non pode cambiar nada. Fala con quen che fai de guía ou escribe ao centro.
not-allowed-awaiting-guardian = Primeiro ten que dar permiso a túa nai, o teu pai ou quen te coida. O que escribiches segue na túa xanela; pregunta na casa ou ao teu guía.
not-allowed-paused = Alguén que te coida puxo a túa conta en pausa. O que escribiches segue na túa xanela. Faladeo na casa ou co teu guía.
not-allowed-renew-consent = Cambiou aquilo ao que dixeches que si. Leo, di que si outra vez e segue; o que escribiches segue na túa xanela.
not-allowed-not-agreed = Non dixeches que queres participar, ou retiráchelo. Podes volver dicir que si cando queiras.
not-allowed-own-work = Ninguén revisa os seus propios textos.
not-allowed-own-group = Ninguén revisa o traballo do seu propio grupo.
not-allowed-own-ward = Ninguén revisa o que escribiron as súas propias fillas ou fillos.
not-allowed-approved-before = Xa aprobaches isto. Agora cómpre que o aprobe outra persoa.
retry-id-reused = Este identificador de reintento xa se usou para outra cousa. Usa un novo para cada cambio.
retry-id-invalid = Un identificador de reintento ten de 1 a 100 caracteres visibles.
sign-in-refused = O nome de acceso ou a frase de contrasinal non son correctos. Comproba os dous e proba outra vez.
rate-limited = Houbo demasiados intentos seguidos. Agarda { $minutes } min e proba outra vez. Se non lembras a frase de contrasinal, fala con quen che fai de guía.
setup-link-over = Esta ligazón xa non serve: usouse, hai unha máis nova ou pasou un día. Se aínda ninguén ten conta, arrinca outra vez o servidor e mostrará unha nova.
busy = Agora mesmo hai moitísima xente aquí. Proba outra vez dentro dun momento; o que escribiches segue na túa xanela.
too-fast = Vas demasiado á présa. Agarda { $seconds } s e proba outra vez; o que escribiches segue na túa xanela.

part-title = Título
part-summary = Resumo
part-body = Texto
part-topics = Temas
part-message = Mensaxe
part-login = Nome de acceso
part-pen-name = Pseudónimo

text-empty = { $part }: aínda non hai nada. Escribe algo primeiro.
text-too-short = { $part }: fan falta polo menos { $least } caracteres.
text-too-long-characters = { $part }: hai { $actual } caracteres e caben { $most } como máximo. Acurta o texto e garda outra vez.
text-too-long-bytes = { $part }: hai texto de máis. Ocupa { $actual } bytes e caben { $most } como máximo. Acurta o texto ou repárteo en dúas publicacións.
text-forbidden-character = { $part }: o carácter { $position } non se pode usar, porque é invisible ou cambia a dirección do texto. Bórrao e volve escribir o que falte.
text-too-many-marks = { $part }: hai demasiados signos sobre unha mesma letra, no carácter { $position }.
text-not-allowed = { $part }: este carácter non se pode usar aí: { $character }
text-begins-without-letter = { $part }: ten que empezar por unha letra.
text-mixed-scripts = { $part }: hai letras de alfabetos distintos, ou que se confunden coas latinas. Escríbeo cun só alfabeto.
text-looks-like-contact = { $part }: parece un teléfono, un enderezo ou unha conta noutro sitio. Escolle algo que non leve a ningures.
text-reserved = { $part }: está reservado para a plataforma ou para autoridades. Escolle outro.
passphrase-too-short = Unha frase de contrasinal necesita polo menos { $least } caracteres. Varias palabras que só ti xuntarías lémbranse ben.
passphrase-too-long = Unha frase de contrasinal ten { $most } caracteres como máximo. Escolle unha máis curta.
topics-too-many = Unha publicación pode ter como máximo { $most } temas, sen repetir ningún.
topics-unknown = Un dos temas xa non existe. Escolle outro.
reasons-missing = Escolle polo menos un motivo, para que quen o escribiu entenda de que se trata.
content-hash-invalid = O hash do contido ten 64 cifras hexadecimais. Cópiao da versión que liches.

stale-version = Este borrador volveuse gardar despois da versión que tes aberta. O teu texto segue na túa xanela: compara os dous e garda outra vez.
draft-incomplete = Aínda falta algo: { $parts }.
render-too-large = O texto é demasiado longo para amosalo. Acúrtao ou repárteo en dúas publicacións.
render-too-deep = Hai demasiadas citas ou listas unhas dentro doutras; pode haber { $limit } niveis como máximo.
render-too-many-tags = O texto ten máis de { $limit } etiquetas HTML. Escríbeo con menos.
render-unstable = O HTML deste texto contradise e non se pode amosar ben. Quita as etiquetas ou péchaas.
unchanged = Non cambiou nada desde a última vez: este mesmo texto agarda a revisión, é público ou xa cho devolveron tal como está. Cambia algo primeiro.
no-group = Aínda non estás en ningún grupo. Pídelle a quen che fai de guía que te engada a un.
too-many-drafts = Xa tes todas as publicacións que pode ter unha persoa. Se precisas máis, escribe ao centro.
nothing-waits = Nada desta publicación está agardando a revisión, así que non hai nada que retirar.
not-published = Esta publicación non é pública, así que non hai nada que quitar.

review-held = Outra persoa está a ler isto neste momento.
claim-lost = Xa non tes esta revisión. Volve collela para decidir.
review-closed = Mentres tanto, isto xa se decidiu ou se retirou. Non se gardou nada da túa decisión.
stale-revision = Hai un texto máis novo que o que liches: enviouno quen o escribe. Mira que cambiou e decide sobre ese.
queue-empty = Agora mesmo non tes nada pendente. Grazas!
consent-text-changed = Liches outra versión do texto, non a que vale agora. Le a nova e decide outra vez.
consent-needed = Neste momento falta o consentimento para publicar de quen o escribiu. Non se decidiu nada; o envío espera. Fala co guía do grupo.
decides-alone = A esta idade decide pola súa conta. Podedes falalo, e podes pór a conta en pausa.
