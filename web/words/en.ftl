date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
} { $year }
skip = Skip to the content
help = Help
help-need = I need help
help-call = Call { $what }, free of charge
help-bothered = Someone is bothering me
nav = Main
nav-home = Home
nav-topics = Topics and groups
nav-how = How we read
foot-promise = The voice of those who are 12 to 17. There are no private messages here, no likes, no advertising and no trackers.
foot-wrong = If something is wrong
foot-lines = Help lines
foot-about = How it works
foot-feed = News as Atom
foot-developers = For developers
foot-language = Language
go-home = Go to the start
missing-title = There is nothing here
missing-text = It may have been taken away, or there may be a slip in the address.
sorry-title = We can't show you this right now
sorry-text = Something is wrong on our side, not on yours. Try again in a while.
topics = Topics
topic = Topic
groups = Groups
group = Group
group-members = We don't show who is in a group, only what it signs.
list = Pieces
list-empty = There is nothing here yet.
list-pages = Pages
list-newest = Back to the newest
list-is-newest = The newest
list-older = Earlier pieces
list-end = You have reached the very beginning
home-title = What we live through, told by those who live it
home-lead = Correspondents aged 12 to 17 tell how they live with the internet, school and their neighbourhood, in their own words and under a pen name. An adult reads every piece before it goes out.
home-how = How we do it
home-latest = The latest
home-order = By date. No algorithm and no counters.
home-more = More
post-revised = changed on { $what }
post-read-first = Read before it went out
post-read-by = An adult read this, word for word, before it went out
post-own-words = The words are { $what }'s. Nobody else changed them.
post-how = How we do it
post-how-text = It is read by somebody who doesn't know the writer's real name, and who decides about this exact version. If the writer changes it, the new one is read again, and until then you still see this one.
post-wave = The wave above is drawn from this version: if a comma changes, the wave changes.
post-version = version { $what }
post-beside = Beside this piece
post-help = Is something like this happening to you?
post-more-of = More from { $what }
comments = Comments
comments-read-first = They are read before they go out too. That is why they may take some hours.
comments-none = Nobody has said anything yet.
comments-reader = Somebody who reads us
comments-answers = Answers { $what }
comments-answers-reader = Answers somebody who reads us
comments-pages = Pages of comments
comments-first = The first comments
comments-more = More comments
comments-closed-by-author = Whoever wrote this has closed the comments. Those that were there stay.
comments-closed-unkind = An adult has closed the comments because the tone was getting unkind.
comments-closed-protecting = An adult has closed the comments to protect somebody.
comments-closed-off-topic = An adult has closed the comments because they were about something else by then.
help-title = You don't have to carry this alone
help-lead = It doesn't matter if you think it was your fault, or if it seems silly to you. There are people who listen, free of charge and discreetly. If there were grave danger, they tell you who has to know.
help-short = You can tell somebody who listens. It is free and confidential.
help-none = We have no line of this country here. 112 answers all over Europe.
help-danger = If you or somebody else is in danger right now, call
help-others = Other lines
help-other-ways = Other ways to ask for help
help-for-internet = Bullying, pictures, blackmail, tricks, stolen accounts, or something you have no name for.
help-for-suicide = If you think of hurting yourself or of not going on. You can call for somebody else too.
help-for-violence = If somebody beats, threatens or controls you, or somebody you love.
help-for-children = For anything that worries you.
help-by-web = Write on their page
help-checked = Checked on { $what }.
help-when-i-call = What happens when I call
help-when-1 = A person answers. You don't have to say your name.
help-when-2 = You tell what you want. You can hang up and call again.
help-when-3 = You think of the next step together. If there is grave danger, they will say who else has to know.
help-instead = If somebody bothers you here, or if you would rather not call
help-instead-1 = Talk to your guide or to somebody you trust. You can show them this page.
help-instead-2 = Keep what they wrote to you: a screenshot helps whoever helps you.
help-instead-3 = We keep no record of your having been on this page.
help-picture = If somebody has a picture of you or is blackmailing you
help-picture-1 = Don't pay and don't send more. It doesn't stop: they ask again.
help-picture-2 = Don't delete the conversation. It helps to help you.
help-picture-3 = It is not your fault. Blackmail is a crime.
help-picture-4 = Tell somebody today. The sooner, the easier it is to stop.
help-exit = Leave this page quickly
how-title = How we read before anything goes out
how-lead = People aged 12 to 17 write here, under pen names. What you read is, letter by letter, what they wrote and what an adult read and approved.
how-steps = What happens to a piece
how-step-1 = Whoever writes it sends it when it feels ready. Before, they can see in private what is worth a look: a phone number, a name, a place.
how-step-2 = It is read by an adult, trained and vetted, who doesn't know their real name and is not of their family or group.
how-step-3 = That person publishes it, asks for changes or says no, always with a reason that can be understood. They may suggest; the writer is the one who changes it.
how-step-4 = What is delicate is read by two people.
how-machines = And machines
how-machines-text = A program points out what to look at first. It decides nothing: it doesn't publish, refuse or punish.
how-unfair = If it doesn't seem fair
how-unfair-text = Whoever wrote it, their family or their guide can ask for another look. Somebody else takes it, and says why too.
how-never = What never happens here
how-never-1 = Nothing goes out before a person approved it.
how-never-2 = There are no private messages between people.
how-never-3 = The real name of whoever writes appears nowhere.
how-never-4 = There are no counters, no followers, no advertising, and nothing that tracks you.
how-developers = Everything public can be read by GraphQL, at the address /graphql. The contract is here:
set-up-title = Set up the panel
set-up-lead = Nobody is here yet. This account will be the first one and the administrator's: it adds people and what they are trusted with, and decides nothing about what they write.
set-up-code = Code from the link
set-up-login = Login
set-up-login-hint = 3 to 40 letters, digits, dots or hyphens. Only you see it.
set-up-pen-name = Name that others see
set-up-pen-name-hint = 3 to 24 letters or digits. It need not be your own.
set-up-passphrase = Passphrase
set-up-passphrase-hint = Ten characters or more. Several words that only you put together are easy to remember.
set-up-send = Create the account
set-up-broken = We can't create the account right now. What you typed is still here, except the passphrase: try again in a moment.
set-up-done-title = The panel is set up
set-up-done = Your account was created, and the link works for nobody any more. Before you can do anything with it, show that it is you with a second factor, an app with codes or a passkey; for now that is done through the API.
set-up-next = Keep your login and your passphrase safe: nobody can tell you what they are.
