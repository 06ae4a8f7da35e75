# O que as pessoas leem quando algo não pode ser feito como pediram. Palavras simples: muitas das pessoas que leem isto têm doze anos.

not-found = Não conseguimos encontrar isso. Talvez tenha sido retirado do ar ou o endereço esteja incompleto.
not-allowed = Com esta conta não podes fazer isso.
not-allowed-signed-out = Inicia sessão primeiro. O que escreveste continua na tua janela.
not-allowed-not-active = Esta conta está em pausa e não pode alterar nada. Fala com quem é guia do teu grupo ou escreve ao centro.
not-allowed-awaiting-guardian = Primeiro, a tua mãe, o teu pai ou quem cuida de ti tem de autorizar. O que escreveste continua na tua janela; pergunta em casa ou ao teu guia.
not-allowed-paused = Alguém que cuida de ti pôs a tua conta em pausa. O que escreveste continua na tua janela. Falem disso em casa ou com o teu guia.
not-allowed-renew-consent = Mudou aquilo a que disseste que sim. Lê, diz que sim outra vez e continua; o que escreveste continua na tua janela.
not-allowed-not-agreed = Não disseste que queres participar, ou voltaste atrás. Podes dizer que sim outra vez quando quiseres.
not-allowed-own-work = Ninguém revê os seus próprios textos.
not-allowed-own-group = Ninguém revê o trabalho do seu próprio grupo.
not-allowed-own-ward = Ninguém revê o que as suas próprias filhas ou filhos escreveram.
not-allowed-approved-before = Já aprovaste isto. Agora é preciso que outra pessoa também aprove.
retry-id-reused = Este identificador de repetição já foi usado para outra coisa. Usa um novo para cada alteração.
retry-id-invalid = Um identificador de repetição tem de 1 a 100 caracteres visíveis.
sign-in-refused = O nome de acesso ou a frase-passe não estão certos. Verifica os dois e tenta outra vez.
rate-limited = Houve demasiadas tentativas seguidas. Espera { $minutes } min e tenta outra vez. Se não te lembras da frase-passe, fala com quem é guia do teu grupo.
setup-link-over = Esta ligação já não serve: foi usada, há uma mais nova ou passou um dia. Se ainda ninguém tem conta, reinicia o servidor e ele mostra uma nova.
busy = Há imensa gente aqui neste momento. Tenta outra vez daqui a pouco; o que escreveste continua na tua janela.
too-fast = Estás a ir depressa de mais. Espera { $seconds } s e tenta outra vez; o que escreveste continua na tua janela.

part-title = Título
part-summary = Resumo
part-body = Texto
part-topics = Temas
part-message = Mensagem
part-login = Nome de acesso
part-pen-name = Pseudónimo

text-empty = { $part }: ainda não há nada. Escreve algo primeiro.
text-too-short = { $part }: são precisos pelo menos { $least } caracteres.
text-too-long-characters = { $part }: há { $actual } caracteres e cabem no máximo { $most }. Encurta o texto e guarda outra vez.
text-too-long-bytes = { $part }: há texto a mais. Ocupa { $actual } bytes e cabem no máximo { $most }. Encurta o texto ou divide-o em duas publicações.
text-forbidden-character = { $part }: o carácter { $position } não pode ser usado, porque é invisível ou muda a direção do texto. Apaga-o e volta a escrever o que faltar.
text-too-many-marks = { $part }: há demasiados sinais sobre a mesma letra, no carácter { $position }.
text-not-allowed = { $part }: este carácter não pode ser usado aí: { $character }
text-begins-without-letter = { $part }: tem de começar por uma letra.
text-mixed-scripts = { $part }: há letras de alfabetos diferentes, ou que se confundem com as latinas. Escreve-o com um só alfabeto.
text-looks-like-contact = { $part }: parece um telefone, um endereço ou uma conta noutro sítio. Escolhe algo que não leve a lado nenhum.
text-reserved = { $part }: está reservado para a plataforma ou para autoridades. Escolhe outro.
passphrase-too-short = Uma frase-passe precisa de pelo menos { $least } caracteres. Várias palavras que só tu juntarias são fáceis de lembrar.
passphrase-too-long = Uma frase-passe tem no máximo { $most } caracteres. Escolhe uma mais curta.
topics-too-many = Uma publicação pode ter no máximo { $most } temas, sem repetir nenhum.
topics-unknown = Um dos temas já não existe. Escolhe outro.
reasons-missing = Escolhe pelo menos um motivo, para que quem escreveu perceba do que se trata.
content-hash-invalid = O hash do conteúdo tem 64 algarismos hexadecimais. Copia-o da versão que leste.

stale-version = Este rascunho foi guardado outra vez depois da versão que tens aberta. O teu texto continua na tua janela: compara os dois e guarda outra vez.
draft-incomplete = Ainda falta algo: { $parts }.
render-too-large = O texto é demasiado longo para ser mostrado. Encurta-o ou divide-o em duas publicações.
render-too-deep = Há demasiadas citações ou listas umas dentro das outras; pode haver no máximo { $limit } níveis.
render-too-many-tags = O texto tem mais de { $limit } etiquetas HTML. Escreve-o com menos.
render-unstable = O HTML deste texto contradiz-se e não pode ser bem mostrado. Tira as etiquetas ou fecha-as.
unchanged = Nada mudou desde a última vez: este mesmo texto está à espera de revisão, é público ou já te foi devolvido tal como está. Muda alguma coisa primeiro.
no-group = Ainda não estás em nenhum grupo. Pede a quem é guia que te junte a um.
too-many-drafts = Já tens todas as publicações que uma pessoa pode ter. Se precisares de mais, escreve ao centro.
nothing-waits = Nada desta publicação está à espera de revisão, por isso não há nada para recolher.
not-published = Esta publicação não é pública, por isso não há nada para retirar do ar.

review-held = Outra pessoa está a ler isto neste momento.
claim-lost = Já não tens esta revisão. Volta a pegar nela para decidir.
review-closed = Entretanto, isto já foi decidido ou recolhido. Nada da tua decisão ficou guardado.
stale-revision = Há um texto mais novo do que o que leste: foi enviado por quem o escreve. Vê o que mudou e decide sobre esse.
queue-empty = Neste momento não tens nada à espera. Agradecemos a tua ajuda!
consent-text-changed = Leu outra versão do texto, e não a que vale agora. Leia a nova e decida outra vez.
consent-needed = Neste momento falta o consentimento para publicar de quem escreveu. Nada foi decidido; o envio espera. Fale com o guia do grupo.
decides-alone = Nesta idade decide por si. Podem falar sobre isso, e pode pôr a conta em pausa.
