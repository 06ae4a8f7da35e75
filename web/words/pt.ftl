date = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[other] dezembro
} de { $year }
skip = Saltar para o conteúdo
help = Ajuda
help-need = Preciso de ajuda
help-call = Ligar grátis para o { $what }
help-bothered = Estão a incomodar-me
nav = Principal
nav-home = Início
nav-topics = Temas e grupos
nav-how = Como lemos
foot-promise = A voz de quem tem entre 12 e 17 anos. Aqui não há mensagens privadas, nem «gostos», nem anúncios, nem rastreadores.
foot-wrong = Se algo corre mal
foot-lines = Telefones de ajuda
foot-about = Como funciona
foot-feed = Novidades em Atom
foot-developers = Para quem programa
foot-language = Idioma
go-home = Ir para o início
missing-title = Aqui não há nada
missing-text = Talvez o tenham retirado, ou o endereço tenha um erro.
sorry-title = Agora não podemos mostrar-te isto
sorry-text = Algo falhou do nosso lado, não do teu. Tenta outra vez daqui a pouco.
topics = Temas
topic = Tema
groups = Grupos
group = Grupo
group-members = Não mostramos quem faz parte de cada grupo: só o que assina.
list = Textos
list-empty = Ainda não há nada por aqui.
list-pages = Páginas
list-newest = Voltar ao mais recente
list-is-newest = O mais recente
list-older = Textos anteriores
list-end = Chegaste ao princípio de tudo
home-title = O que vivemos, contado por quem o vive
home-lead = Correspondentes dos 12 aos 17 anos contam como vivem a internet, a escola e o seu bairro, com as suas palavras e com pseudónimo. Uma pessoa adulta lê cada texto antes de o publicar.
home-how = Como fazemos
home-latest = O mais recente
home-order = Por data. Sem algoritmo e sem contadores.
home-more = Mais coisas
post-revised = alterado a { $what }
post-read-first = Lido antes de ser publicado
post-read-by = Uma pessoa adulta leu isto, palavra por palavra, antes de o publicar
post-own-words = As palavras são de { $what }. Mais ninguém as mudou.
post-how = Como fazemos
post-how-text = Quem lê não sabe o nome real de quem escreve, e decide sobre esta versão exata. Se quem escreveu a mudar, a nova é lida outra vez e até lá continuas a ver esta.
post-wave = A onda lá em cima é desenhada a partir desta versão: se muda uma vírgula, muda a onda.
post-version = versão { $what }
post-beside = Ao lado deste texto
post-help = Passa-se contigo algo parecido?
post-more-of = Mais de { $what }
comments = Comentários
comments-read-first = Também são lidos antes de sair. Por isso podem demorar umas horas.
comments-none = Ainda ninguém disse nada.
comments-reader = Alguém que nos lê
comments-answers = Responde a { $what }
comments-answers-reader = Responde a alguém que nos lê
comments-pages = Páginas de comentários
comments-first = Os primeiros comentários
comments-more = Mais comentários
comments-closed-by-author = Quem escreveu isto fechou os comentários. Os que já cá estavam ficam.
comments-closed-unkind = Uma pessoa adulta fechou os comentários porque o tom estava a ficar feio.
comments-closed-protecting = Uma pessoa adulta fechou os comentários para proteger alguém.
comments-closed-off-topic = Uma pessoa adulta fechou os comentários porque já se falava de outra coisa.
help-title = Não tens de carregar isto a sós
help-lead = Tanto faz se achas que a culpa foi tua ou se te parece uma parvoíce. Há pessoas que ouvem, de graça e com discrição. Se houver um perigo grave, explicam-te quem é preciso avisar.
help-short = Podes contar a alguém que ouve. É grátis e confidencial.
help-none = Não temos aqui nenhum telefone deste país. O 112 atende em toda a Europa.
help-danger = Se tu ou outra pessoa está em perigo agora mesmo, liga para o
help-others = Outros telefones
help-other-ways = Outras formas de pedir ajuda
help-for-internet = Assédio, fotos, chantagem, burlas, contas roubadas ou algo que nem sabes como chamar.
help-for-suicide = Se pensas em magoar-te ou em não continuar. Também podes ligar por outra pessoa.
help-for-violence = Se alguém te bate, te ameaça ou te controla, a ti ou a quem gostas.
help-for-children = Para qualquer coisa que te preocupe.
help-by-web = Escrever pela página deles
help-checked = Verificado a { $what }.
help-when-i-call = O que acontece quando ligo
help-when-1 = Uma pessoa atende-te. Não tens de dizer o teu nome.
help-when-2 = Contas o que quiseres. Podes desligar e voltar a ligar.
help-when-3 = Pensam juntos no passo seguinte. Se houver um perigo grave, diz-te quem mais é preciso avisar.
help-instead = Se alguém te incomoda aqui, ou se preferes não ligar
help-instead-1 = Fala com a tua guia ou com alguém de confiança. Podes mostrar-lhe esta página.
help-instead-2 = Guarda o que te escreveram: uma captura ajuda quem te ajuda.
help-instead-3 = Não guardamos que estiveste nesta página.
help-picture = Se alguém tem uma foto tua ou te está a chantagear
help-picture-1 = Não pagues nem mandes mais. Não para: pede outra vez.
help-picture-2 = Não apagues a conversa. Serve para te ajudar.
help-picture-3 = A culpa não é tua. Quem faz chantagem comete um crime.
help-picture-4 = Conta hoje. Quanto mais cedo, mais fácil de parar.
help-exit = Sair depressa desta página
how-title = Como lemos antes de publicar
how-lead = Aqui escrevem pessoas dos 12 aos 17 anos, com pseudónimo. O que lês é, letra por letra, o que elas escreveram e o que uma pessoa adulta leu e aprovou.
how-steps = O que acontece com um texto
how-step-1 = Quem o escreve envia-o quando acha que está pronto. Antes pode ver em privado o que convém olhar: um telefone, um nome, um sítio.
how-step-2 = Lê-o uma pessoa adulta, com formação e com certificado, que não sabe o seu nome real e não é da sua família nem do seu grupo.
how-step-3 = Essa pessoa publica-o, pede mudanças ou diz que não, sempre com um motivo que se entende. Pode propor; quem escreve é quem muda.
how-step-4 = O que é delicado é lido por duas pessoas.
how-machines = E as máquinas
how-machines-text = Um programa assinala o que convém ver primeiro. Não decide nada: nem publica, nem recusa, nem castiga.
how-unfair = Se não parece justo
how-unfair-text = Quem escreveu, a família ou a guia pode pedir outro olhar. É de uma pessoa diferente, que também diz porquê.
how-never = O que nunca acontece aqui
how-never-1 = Nada é publicado sem que uma pessoa o tenha aprovado.
how-never-2 = Não há mensagens privadas entre pessoas.
how-never-3 = O nome real de quem escreve não aparece em lado nenhum.
how-never-4 = Não há contadores, nem seguidores, nem publicidade, nem nada que te siga.
how-developers = Tudo o que é público pode ler-se por GraphQL, no endereço /graphql. O contrato está aqui:
set-up-title = Pôr o painel em marcha
set-up-lead = Ainda não há ninguém aqui. Esta conta será a primeira e terá a administração: regista as pessoas e as suas funções, e não decide sobre o que escrevem.
set-up-code = Código da ligação
set-up-login = Nome de acesso
set-up-login-hint = De 3 a 40 letras, algarismos, pontos ou hífenes. Só tu o vês.
set-up-pen-name = Nome que as outras pessoas verão
set-up-pen-name-hint = De 3 a 24 letras ou algarismos. Não precisa de ser o teu.
set-up-passphrase = Frase-passe
set-up-passphrase-hint = Dez caracteres ou mais. Várias palavras que só tu juntarias lembram-se bem.
set-up-send = Criar a conta
set-up-broken = Agora mesmo não podemos criar a conta. O que escreveste continua aqui, menos a frase-passe: tenta outra vez daqui a um momento.
set-up-done-title = O painel está em marcha
set-up-done = A tua conta está criada e a ligação já não serve a mais ninguém. Antes de fazer algo com ela, prova que és tu com um segundo fator, uma aplicação de códigos ou uma chave de acesso; ainda se faz pela API.
set-up-next = Guarda bem o teu nome de acesso e a tua frase-passe: ninguém tos pode dizer.
