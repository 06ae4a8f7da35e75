# O que se diz a alguém quando o seu texto não é publicado tal como está: o que aconteceu, de que regra se trata, o que mudar e o que vem a seguir.
# Quando um texto daqui já foi dito a alguém, fica como está: outras palavras são outra versão, noutra pasta.

changes-requested = O teu texto ainda não foi publicado. Uma pessoa adulta leu-o e pede-te que mudes alguma coisa primeiro.
changes-requested-scope = Isto é só sobre este texto, tal como o enviaste. A tua conta e tudo o resto que escreveste ficam como estão. Acaba quando enviares uma versão nova e ela for aprovada.
changes-requested-next = Muda o que está marcado e envia-o outra vez. Também podes deixá-lo ficar. O teu rascunho é teu e mais ninguém o pode ler.
declined = O teu texto não vai ser publicado. Uma pessoa adulta leu-o e decidiu assim.
declined-again = Outra pessoa adulta leu o teu texto e o que foi dito contra a decisão. O texto continua sem ser publicado.
declined-scope = A decisão é só sobre este texto. Não tem data de fim. A tua conta e tudo o resto que escreveste ficam como estão.
declined-next = Podes escrever outro texto quando quiseres. Se não percebes porquê, pergunta a quem guia o teu grupo.
taken-down = O teu texto já não está publicado. Uma pessoa adulta leu-o e retirou-o.
taken-down-stays = Outra pessoa adulta também leu o teu texto. Continua retirado.
taken-down-again = Outra pessoa adulta leu o teu texto e o que foi dito contra a decisão. O texto continua retirado.
taken-down-scope = A decisão é só sobre este texto. No painel já ninguém o pode ler. Não tem data de fim. A tua conta e tudo o resto que escreveste ficam como estão.
taken-down-next = O teu rascunho continua a ser teu. Podes mudar o que está marcado e enviar uma versão nova. Se não percebes porquê, pergunta a quem guia o teu grupo.

noticed-reading = Uma pessoa adulta reparou nisto ao ler o teu texto antes de ele sair, como se faz com todos. Ninguém se queixou de ti.
noticed-afterwards = Uma pessoa adulta reparou nisto ao ler o teu texto quando já estava publicado. Ninguém se queixou de ti.
decided-marked = Um programa tinha marcado partes do texto para serem lidas primeiro. O programa não decide nada: uma pessoa leu o texto e decidiu.
decided-unmarked = Nenhum programa tinha marcado nada no teu texto. Uma pessoa leu-o e decidiu.
redress = Se não concordas, pede uma segunda revisão. É feita por outra pessoa adulta, nunca pela mesma. Tens seis meses e é grátis. Depois disso, tu e a tua família também podem recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.
redress-taken-down = Outra pessoa adulta está a lê-lo outra vez, ou lê o novo se enviaste um, e decide. Se não concordares com isso, podes então pedir uma segunda revisão. Tens seis meses e é grátis. Depois disso, tu e a tua família também podem recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.
redress-after = Esta já foi a segunda revisão, e no painel não há mais. Se continuas a não concordar, tu e a tua família podem recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.

personal-data-self-rule = No painel não se contam coisas que ajudem pessoas desconhecidas a encontrar quem escreve.
personal-data-self-change = Tira o que mostra onde vives, onde estudas ou como chegar até ti. A tua história funciona igualmente bem sem isso.
personal-data-other-rule = No painel não se contam coisas que ajudem pessoas desconhecidas a encontrar outra pessoa.
personal-data-other-change = Tira os nomes e os dados de outras pessoas, ou pergunta-nos como escrever sobre elas. Cabe a cada pessoa decidir o que se sabe dela.
insult-bullying-rule = No painel ninguém insulta ninguém nem goza com ninguém para magoar.
insult-bullying-change = Diz o que aconteceu e como te sentiste, sem palavras que magoem alguém. Podes sentir raiva e, mesmo assim, ser uma pessoa justa.
hate-rule = No painel não se ataca ninguém pelo sítio de onde vem, por aquilo em que acredita, por quem ama, pelo corpo que tem ou por aquilo que é.
hate-change = Tira o que diz mal de um grupo inteiro de pessoas. Podes não concordar com uma ideia: diz porquê, com razões.
sexual-content-rule = No painel não há conteúdo sexual, porque qualquer pessoa o pode ler.
sexual-content-change = Tira essa parte, ou conta-a como contarias numa aula. Fazer perguntas e aprender sobre isso está bem; os pormenores não são para aqui.
contact-seeking-rule = No painel ninguém pede a outras pessoas o contacto, fotografias ou um encontro.
contact-seeking-change = Tira a parte em que pedes às pessoas que te escrevam, que te enviem alguma coisa ou que se encontrem contigo. Para fazer coisas em conjunto há o grupo e quem o guia.
self-harm-promotion-rule = O painel não publica textos que expliquem maneiras de uma pessoa se magoar ou que façam isso parecer uma coisa boa.
self-harm-promotion-change = Podes escrever sobre o que é sentir-se mal. Deixa de fora como se faz, e conta o que ajudou ou com quem se pode falar. Se é sobre ti, fala hoje com alguém: as linhas de apoio são grátis.
eating-disorder-promotion-rule = O painel não publica textos que façam parecer uma coisa boa passar fome ou vomitar.
eating-disorder-promotion-change = Podes escrever sobre a comida e o teu corpo. Deixa de fora pesos, números e truques, e conta como te sentes ou o que ajuda. Se é sobre ti, fala com alguém em quem confies.
dangerous-challenge-rule = O painel não publica desafios em que alguém se possa magoar.
dangerous-challenge-change = Tira o desafio, ou conta porque é que é perigoso, sem explicar como se faz.
copied-text-or-image-rule = O que se publica aqui é de quem o assina, ou diz de quem é.
copied-text-or-image-change = Di-lo por palavras tuas. Se quiseres citar alguém, cita pouco, põe entre aspas e diz quem o disse.
misinformation-rule = O que aqui se conta como um facto tem de ser verdade, tanto quanto se pode saber.
misinformation-change = Confirma a parte que está marcada e diz de onde sabes isso. Se não tens a certeza, diz que é a tua opinião.
advertising-rule = No painel não há publicidade, nem de lojas nem de canais.
advertising-change = Tira os preços, as lojas ou o canal. Podes dizer do que gostas e porquê.
violence-threat-rule = No painel ninguém ameaça ninguém nem apela à violência.
violence-threat-change = Tira a ameaça, mesmo que fosse a brincar: quem a ler pode ficar com medo a sério. Conta antes o que te dá raiva.
off-topic-or-form-rule = Um texto do painel tem de ser sobre alguma coisa que quem o lê consiga perceber.
off-topic-or-form-change = Vê o que está marcado ou o que a pessoa adulta te escreveu, põe o texto em ordem e tenta outra vez. À segunda tentativa, os textos de toda a gente ficam melhores.

guardian-declined = Um texto da pessoa ao seu cuidado, que é correspondente do painel, não vai ser publicado. O que lá está escrito fica com essa pessoa: os rascunhos só podem ser lidos por quem os escreve e por quem os revê.
guardian-taken-down = Um texto da pessoa ao seu cuidado, que é correspondente do painel, estava publicado e já não está: uma pessoa adulta retirou-o. As palavras exatas da decisão ficam com quem o escreveu.
guardian-stays-down = Outra pessoa adulta leu o texto que tinha sido retirado à pessoa ao seu cuidado. Continua retirado.
guardian-scope = Isto é só sobre esse texto. A conta dessa pessoa e tudo o resto que escreveu ficam como estão.
guardian-redress = Se não concordar, pode pedir uma segunda revisão durante seis meses, sem pagar nada. É feita por outra pessoa adulta. Depois disso, também pode recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.
guardian-redress-taken-down = Outra pessoa adulta está a lê-lo outra vez. Se não concordar com o que decidir, pode então pedir uma segunda revisão, gratuita. Depois disso também pode recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.
guardian-redress-after = Esta já foi a segunda revisão, e no painel não há mais. Se não concordar, pode recorrer a um organismo oficial que resolve conflitos, ou a um tribunal.
guardian-personal-data = Dava dados com que se podia encontrar alguém.
guardian-others = Podia magoar outras pessoas.
guardian-safety = Não era seguro para quem o lesse. Se houver alguma coisa que precise de saber para cuidar dessa pessoa, o centro telefona-lhe.
guardian-form = Não era um texto da própria pessoa, ou não era verdade, ou era publicidade, ou ainda não estava pronto para ser lido.
