# Lo que se le dice a alguien cuando su texto no se publica tal como está: qué ha pasado, de qué norma se trata, qué cambiar y qué viene después.
# Cuando un texto de aquí ya se le ha dicho a alguien, se queda como está: otras palabras son otra versión, en otra carpeta.

changes-requested = Tu texto aún no está publicado. Lo ha leído una persona adulta y te pide que cambies algo antes.
changes-requested-scope = Esto solo afecta a este texto, tal como lo enviaste. Tu cuenta y todo lo demás que has escrito siguen igual. Se acaba cuando envíes una versión nueva y se apruebe.
changes-requested-next = Cambia lo que está marcado y envíalo otra vez. También puedes dejarlo. Tu borrador es tuyo y nadie más lo puede leer.
declined = Tu texto no se va a publicar. Lo ha leído una persona adulta y lo ha decidido así.
declined-again = Otra persona adulta ha leído tu texto y lo que se dijo en contra. El texto sigue sin publicarse.
declined-scope = La decisión solo afecta a este texto. No tiene fecha de fin. Tu cuenta y todo lo demás que has escrito siguen igual.
declined-next = Puedes escribir otro texto cuando quieras. Si no entiendes por qué, pregunta a tu guía.
taken-down = Tu texto ya no está publicado. Lo ha leído una persona adulta y lo ha quitado.
taken-down-stays = Tu texto sigue quitado. También lo ha leído otra persona adulta, y no ha visto que se deba publicar.
taken-down-again = Otra persona adulta ha leído tu texto y lo que se dijo en contra. El texto sigue quitado.
taken-down-scope = La decisión solo afecta a este texto. En el panel ya no lo puede leer nadie. No tiene fecha de fin. Tu cuenta y todo lo demás que has escrito siguen igual.
taken-down-next = Tu borrador sigue siendo tuyo. Puedes cambiar lo que está marcado y enviar una versión nueva. Si no entiendes por qué, pregunta a tu guía.

noticed-reading = Una persona adulta lo vio al leer tu texto antes de que saliera, como se hace con todos. Nadie se ha quejado de ti.
noticed-afterwards = Una persona adulta lo vio al leer tu texto cuando ya estaba publicado. Nadie se ha quejado de ti.
decided-marked = Un programa marcó partes del texto para que se leyeran primero. El programa no decide nada: una persona leyó el texto y decidió.
decided-unmarked = Ningún programa marcó nada en tu texto. Una persona lo leyó y decidió.
redress = Si no estás de acuerdo, pide una segunda revisión. La hace otra persona adulta, nunca la misma. Tienes seis meses y es gratis. Después, tú y tu familia también podéis ir a un organismo oficial que resuelve conflictos, o a un tribunal.
redress-taken-down = Otra persona adulta lo lee ahora otra vez, o lee el nuevo si has enviado uno, y decide. Si no estás de acuerdo con eso, podrás pedir una segunda revisión. Tienes seis meses y es gratis. Después, tú y tu familia también podéis ir a un organismo oficial que resuelve conflictos, o a un tribunal.
redress-after = Esta ya era la segunda revisión, y en el panel no hay más. Si aún no estás de acuerdo, tú y tu familia podéis ir a un organismo oficial que resuelve conflictos, o a un tribunal.

personal-data-self-rule = En el panel no se cuentan cosas con las que gente desconocida pueda encontrar a quien escribe.
personal-data-self-change = Quita lo que diga dónde vives, dónde estudias o cómo dar contigo. Tu historia funciona igual de bien sin eso.
personal-data-other-rule = En el panel no se cuentan cosas con las que gente desconocida pueda encontrar a otra persona.
personal-data-other-change = Quita los nombres y los datos de otras personas, o pregúntanos cómo escribir sobre ellas. A cada persona le toca decidir qué se sabe de ella.
insult-bullying-rule = En el panel nadie insulta a nadie ni se burla de nadie para hacer daño.
insult-bullying-change = Di qué pasó y cómo te sentiste, sin palabras que hagan daño a nadie. Puedes sentir rabia y, aun así, ser una persona justa.
hate-rule = En el panel no se ataca a nadie por su origen, por lo que cree, por querer a quien quiere, por su cuerpo o por lo que es.
hate-change = Quita lo que habla mal de todo un grupo de gente. Puedes no estar de acuerdo con una idea. Di por qué, con razones.
sexual-content-rule = En el panel no hay contenido sexual, porque lo puede leer cualquiera.
sexual-content-change = Quita esa parte, o cuéntala como lo harías en clase. Preguntar y aprender sobre eso está bien. Los detalles no son para aquí.
contact-seeking-rule = En el panel nadie pide a otras personas su contacto, ni fotos, ni quedar.
contact-seeking-change = Quita la parte en la que pides que te escriban, que te manden algo o que queden contigo. Para hacer cosas con más gente están el grupo y su guía.
self-harm-promotion-rule = El panel no publica textos que expliquen cómo hacerse daño o que lo pinten como algo bueno.
self-harm-promotion-change = Puedes escribir sobre sentirse mal. Deja fuera cómo se hace, y cuenta qué ayudó o con quién se puede hablar. Si te pasa a ti, habla hoy con alguien: los teléfonos de ayuda son gratis.
eating-disorder-promotion-rule = El panel no publica textos que pinten como algo bueno pasar hambre o vomitar.
eating-disorder-promotion-change = Puedes escribir sobre la comida y tu cuerpo. Deja fuera pesos, cifras y trucos, y cuenta cómo te sientes o qué ayuda. Si te pasa a ti, habla con alguien de confianza.
dangerous-challenge-rule = El panel no publica retos en los que alguien se pueda hacer daño.
dangerous-challenge-change = Quita el reto, o cuenta por qué es un peligro sin explicar cómo se hace.
copied-text-or-image-rule = Lo que se publica aquí es de quien lo firma, o dice de quién es.
copied-text-or-image-change = Dilo con tus palabras. Si quieres citar a alguien, ponlo entre comillas, que sea corto, y di quién lo dijo.
misinformation-rule = Lo que aquí se cuenta como un hecho tiene que ser verdad, hasta donde se puede saber.
misinformation-change = Comprueba la parte que está marcada y di de dónde lo sabes. Si tienes dudas, di que es tu opinión.
advertising-rule = En el panel no hay publicidad, ni de tiendas ni de canales.
advertising-change = Quita los precios, las tiendas o el canal. Puedes decir qué te gusta y por qué.
violence-threat-rule = En el panel nadie amenaza a nadie ni llama a la violencia.
violence-threat-change = Quita la amenaza, también si era una broma: quien la lea puede tener miedo de verdad. Mejor cuenta qué te da rabia.
off-topic-or-form-rule = Un texto del panel tiene que tratar de algo que pueda entender quien lo lea.
off-topic-or-form-change = Mira lo que está marcado o lo que te escribió la persona adulta, pon en orden el texto y prueba otra vez. A la segunda, los textos de todo el mundo mejoran.

guardian-declined = Este aviso es para quien cuida de alguien que es corresponsal. Un texto suyo no se va a publicar. Lo que dice se queda con quien lo ha escrito: los borradores solo los pueden leer quien los escribe y quien los revisa.
guardian-taken-down = Este aviso es para quien cuida de alguien que es corresponsal. Un texto suyo estaba publicado y ya no lo está: una persona adulta lo ha quitado. Las palabras exactas de la decisión se quedan con quien lo ha escrito.
guardian-stays-down = Este aviso es para quien cuida de alguien que es corresponsal. Otra persona adulta ha leído el texto que se había quitado, y sigue quitado.
guardian-scope = Esto solo afecta a ese texto. Su cuenta de corresponsal y todo lo demás que ha escrito siguen igual.
guardian-redress = En caso de no estar de acuerdo, se puede pedir una segunda revisión durante seis meses, gratis. La hace otra persona adulta. Después también se puede ir a un organismo oficial que resuelve conflictos, o a un tribunal.
guardian-redress-taken-down = Otra persona adulta lo lee ahora otra vez. En caso de no estar de acuerdo con lo que decida, se puede pedir entonces una segunda revisión, gratis. Después también se puede ir a un organismo oficial que resuelve conflictos, o a un tribunal.
guardian-redress-after = Esta ya era la segunda revisión, y en el panel no hay más. En caso de no estar de acuerdo, se puede ir a un organismo oficial que resuelve conflictos, o a un tribunal.
guardian-personal-data = Daba datos con los que se podría encontrar a alguien.
guardian-others = Podía hacer daño a otra gente.
guardian-safety = No era seguro para quien lo leyera. Si hace falta saber algo para cuidar de esa persona, el centro llama a quien la cuida.
guardian-form = No era un texto propio, o no era verdad, o era publicidad, o aún no estaba listo para leerse.
