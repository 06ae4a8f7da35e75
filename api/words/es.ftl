# Lo que lee la gente cuando algo no se puede hacer como lo pidió. Palabras sencillas: muchas personas que leen esto tienen doce años.

not-found = No lo encontramos. Puede que se haya quitado o que la dirección esté incompleta.
not-allowed = Con esta cuenta no puedes hacer eso.
not-allowed-signed-out = Primero inicia sesión. Lo que has escrito sigue en tu ventana.
not-allowed-not-active = Esta cuenta está en pausa y no puede cambiar nada. Habla con tu guía o escribe al centro.
not-allowed-awaiting-guardian = Primero tiene que dar permiso tu madre, tu padre o quien te cuida. Lo que has escrito sigue en tu ventana; pregunta en casa o a tu guía.
not-allowed-paused = Alguien que te cuida ha puesto tu cuenta en pausa. Lo que has escrito sigue en tu ventana. Habladlo en casa o con tu guía.
not-allowed-renew-consent = Ha cambiado aquello a lo que dijiste que sí. Léelo, di que sí otra vez y sigue; lo que has escrito sigue en tu ventana.
not-allowed-not-agreed = No has dicho que quieres participar, o lo has retirado. Puedes volver a decir que sí cuando quieras.
not-allowed-own-work = Nadie revisa sus propios textos.
not-allowed-own-group = Nadie revisa el trabajo de su propio grupo.
not-allowed-own-ward = Nadie revisa lo que han escrito sus propias hijas o hijos.
not-allowed-approved-before = Ya has aprobado esto. Ahora hace falta que lo apruebe otra persona.
retry-id-reused = Este identificador de reintento ya se usó para otra cosa. Usa uno nuevo para cada cambio.
retry-id-invalid = Un identificador de reintento tiene de 1 a 100 caracteres visibles.
sign-in-refused = El nombre de acceso o la frase de contraseña no son correctos. Comprueba los dos y prueba otra vez.
rate-limited = Ha habido demasiados intentos seguidos. Espera { $minutes } min y prueba otra vez. Si no recuerdas la frase de contraseña, habla con tu guía.
setup-link-over = Este enlace ya no sirve: se ha usado, hay uno más nuevo o ha pasado un día. Si todavía nadie tiene cuenta, arranca otra vez el servidor y mostrará uno nuevo.
busy = Ahora mismo hay muchísima gente aquí. Prueba otra vez dentro de un momento; lo que has escrito sigue en tu ventana.
too-fast = Vas demasiado deprisa. Espera { $seconds } s y prueba otra vez; lo que has escrito sigue en tu ventana.

part-title = Título
part-summary = Resumen
part-body = Texto
part-topics = Temas
part-message = Mensaje
part-login = Nombre de acceso
part-pen-name = Seudónimo

text-empty = { $part }: todavía no hay nada. Escribe algo primero.
text-too-short = { $part }: hacen falta al menos { $least } caracteres.
text-too-long-characters = { $part }: hay { $actual } caracteres y caben { $most } como máximo. Acorta el texto y guarda otra vez.
text-too-long-bytes = { $part }: hay demasiado texto. Ocupa { $actual } bytes y caben { $most } como máximo. Acorta el texto o repártelo en dos publicaciones.
text-forbidden-character = { $part }: el carácter { $position } no se puede usar, porque es invisible o cambia la dirección del texto. Bórralo y vuelve a escribir lo que falte.
text-too-many-marks = { $part }: hay demasiados signos sobre una misma letra, en el carácter { $position }.
text-not-allowed = { $part }: este carácter no se puede usar ahí: { $character }
text-begins-without-letter = { $part }: tiene que empezar por una letra.
text-mixed-scripts = { $part }: hay letras de alfabetos distintos, o que se confunden con las latinas. Escríbelo con un solo alfabeto.
text-looks-like-contact = { $part }: parece un teléfono, una dirección o una cuenta en otro sitio. Elige algo que no lleve a ninguna parte.
text-reserved = { $part }: está reservado para la plataforma o para autoridades. Elige otro.
passphrase-too-short = Una frase de contraseña necesita al menos { $least } caracteres. Varias palabras que solo tú juntarías se recuerdan bien.
passphrase-too-long = Una frase de contraseña tiene { $most } caracteres como máximo. Elige una más corta.
topics-too-many = Una publicación puede tener como máximo { $most } temas, sin repetir ninguno.
topics-unknown = Uno de los temas ya no existe. Elige otro.
reasons-missing = Elige al menos un motivo, para que quien lo ha escrito entienda de qué se trata.
content-hash-invalid = El hash del contenido tiene 64 cifras hexadecimales. Cópialo de la versión que has leído.

stale-version = Este borrador se ha vuelto a guardar después de la versión que tienes abierta. Tu texto sigue en tu ventana: compara los dos y guarda otra vez.
draft-incomplete = Todavía falta algo: { $parts }.
render-too-large = El texto es demasiado largo para mostrarlo. Acórtalo o repártelo en dos publicaciones.
render-too-deep = Hay demasiadas citas o listas unas dentro de otras; puede haber { $limit } niveles como máximo.
render-too-many-tags = El texto tiene más de { $limit } etiquetas HTML. Escríbelo con menos.
render-unstable = El HTML de este texto se contradice y no se puede mostrar bien. Quita las etiquetas o ciérralas.
unchanged = No ha cambiado nada desde la última vez: este mismo texto está esperando la revisión, es público o ya te lo devolvieron tal cual. Cambia algo primero.
no-group = Todavía no estás en ningún grupo. Pide a tu guía que te añada a uno.
too-many-drafts = Ya tienes todas las publicaciones que puede tener una persona. Si necesitas más, escribe al centro.
nothing-waits = Nada de esta publicación está esperando la revisión, así que no hay nada que retirar.
not-published = Esta publicación no es pública, así que no hay nada que quitar.

review-held = Otra persona lo está leyendo en este momento.
claim-lost = Ya no tienes esta revisión. Vuelve a cogerla para decidir.
review-closed = Mientras tanto, esto ya se ha decidido o se ha retirado. No se ha guardado nada de tu decisión.
stale-revision = Hay un texto más nuevo que el que has leído: lo ha enviado quien lo escribe. Mira qué ha cambiado y decide sobre ese.
queue-empty = Ahora mismo no tienes nada pendiente. ¡Gracias!
consent-text-changed = Has leído otra versión del texto, no la que vale ahora. Lee la nueva y vuelve a decidir.
consent-needed = En este momento falta el consentimiento para publicar de quien lo ha escrito. No se ha decidido nada; el envío espera. Habla con el guía del grupo.
decides-alone = A esta edad decide por su cuenta. Podéis hablarlo, y puedes poner la cuenta en pausa.
