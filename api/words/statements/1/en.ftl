# What somebody is told when their text is not published as it is: what happened, which rule it is about, what to change, what comes next.
# Once a text here was told to anybody it stays as it is: other words are another version, in another folder.

changes-requested = Your text is not published yet. An adult who read it asks you to change something first.
changes-requested-scope = This is only about this text, as you sent it. Your account and everything else you wrote stay as they are. It ends when you send a new version and it is approved.
changes-requested-next = Change what is marked and send it again. You can also leave it. Your draft is yours and nobody else can read it.
declined = Your text is not going to be published. An adult read it and decided so.
declined-again = Another adult read your text and what was said against the decision. It is still not going to be published.
declined-scope = This is only about this text. It has no end date. Your account and everything else you wrote stay as they are.
declined-next = You can write another text whenever you want. If you don't understand why, ask your guide.
taken-down = Your text is not public any more. An adult read it and took it down.
taken-down-stays = Another adult read your text too. It stays down.
taken-down-again = Another adult read your text and what was said against the decision. It stays down.
taken-down-scope = This is only about this text. Nobody can read it in the panel any more. It has no end date. Your account and everything else you wrote stay as they are.
taken-down-next = Your draft is still yours. You can change what is marked and send a new version. If you don't understand why, ask your guide.

noticed-reading = An adult noticed it on reading your text before it came out, as with every text. Nobody complained about you.
noticed-afterwards = An adult noticed it on reading your text when it was out already. Nobody complained about you.
decided-marked = A program had marked parts of the text to be read first. It decides nothing: a person read it and decided.
decided-unmarked = No program had marked anything in your text. A person read it and decided.
redress = If you don't agree, ask for a second look. Another adult looks at it, never the same one. You have six months and it is free. After that, you and your family can also turn to an official body that settles disputes, or to a court.
redress-taken-down = Another adult is reading it again now, or the newer text if you sent one, and decides. If you don't agree with that, you can ask for a second look then. You have six months and it is free. After that, you and your family can also turn to an official body that settles disputes, or to a court.
redress-after = This was the second look already, and the panel has no third. If you still don't agree, you and your family can turn to an official body that settles disputes, or to a court.

personal-data-self-rule = In the panel nobody tells things by which a stranger could find them.
personal-data-self-change = Take out what shows where you live, where you study or how to reach you. Your story works just as well without it.
personal-data-other-rule = In the panel nobody tells things by which a stranger could find somebody else.
personal-data-other-change = Take out the names and details of other people, or ask us how to write about them. They should decide themselves what is known about them.
insult-bullying-rule = In the panel nobody insults anybody or makes fun of them to hurt.
insult-bullying-change = Say what happened and how you felt, without words that hurt anybody. You can be angry and still be fair.
hate-rule = In the panel nobody is attacked for where they come from, what they believe, whom they love, what body they have or what they are.
hate-change = Take out what talks badly of a whole group of people. You may disagree with an idea; say why with reasons.
sexual-content-rule = The panel has no sexual content, because anybody may read it.
sexual-content-change = Take that part out, or tell it as you would in class. Asking and learning about it is fine; details are not for here.
contact-seeking-rule = In the panel nobody asks others for their contact, for photos or to meet.
contact-seeking-change = Take out the part in which you ask people to write to you, to send something or to meet. To do things together there are the group and its guide.
self-harm-promotion-rule = The panel doesn't publish texts that explain how to hurt oneself or that make it look good.
self-harm-promotion-change = You may write about feeling bad. Leave out how it is done, and tell what helped or whom one can talk to. If it is about you, talk to somebody today: the help lines are free.
eating-disorder-promotion-rule = The panel doesn't publish texts that make going hungry or throwing up look good.
eating-disorder-promotion-change = You may write about food and your body. Leave out weights, numbers and tricks, and tell how you feel or what helps. If it is about you, talk to somebody you trust.
dangerous-challenge-rule = The panel doesn't publish challenges in which somebody could get hurt.
dangerous-challenge-change = Take the challenge out, or tell why it is dangerous without explaining how it is done.
copied-text-or-image-rule = What is published here is your own, or says whose it is.
copied-text-or-image-change = Say it in your own words. If you want to quote somebody, put it in quotation marks, keep it short and say who said it.
misinformation-rule = What is told as a fact here has to be true, as far as one can know.
misinformation-change = Check the part that is marked and say where you know it from. If you are not sure, say that it is your opinion.
advertising-rule = The panel has no advertising, neither for shops nor for channels.
advertising-change = Take out the prices, the shops or the channel. You may say what you like and why.
violence-threat-rule = In the panel nobody threatens anybody or calls for violence.
violence-threat-change = Take out the threat, also if it was a joke: whoever reads it may be really afraid. Tell what makes you angry instead.
off-topic-or-form-rule = A text in the panel has to be about something that can be understood by whoever reads it.
off-topic-or-form-change = Look at what is marked or what the adult wrote to you, put it in order and try again. Everybody's texts get better on the second try.

guardian-declined = A text by the correspondent you look after is not going to be published. What it says stays with them: nobody may read drafts but their authors and those who review them.
guardian-taken-down = A text by the correspondent you look after was public and is not any more: an adult took it down. The exact words of the decision stay with whoever wrote it.
guardian-stays-down = Another adult read the text that was taken down from what the correspondent you look after had published. It stays down.
guardian-scope = This is only about that text. Their account and everything else they wrote stay as they are.
guardian-redress = If you don't agree, you can ask for a second look for six months, free of charge. Another adult does it. After that you can also turn to an official body that settles disputes, or to a court.
guardian-redress-taken-down = Another adult is reading it again now. If you don't agree with what they decide, you can ask for a second look then, free of charge. After that you can also turn to an official body that settles disputes, or to a court.
guardian-redress-after = This was the second look already, and the panel has no third. If you don't agree, you can turn to an official body that settles disputes, or to a court.
guardian-personal-data = It gave away data by which somebody could be found.
guardian-others = It could hurt other people.
guardian-safety = It was not safe for whoever reads it. If there is something that you need to know to look after them, the centre calls you.
guardian-form = It was not a text of their own, not true, advertising, or not ready to be read.
