# What people read when something can't be done as they asked. Plain words: many readers are twelve.

not-found = We can't find that. It may have been taken down, or the address is not complete.
not-allowed = You can't do that with this account.
not-allowed-signed-out = Sign in first. What you wrote is still in your window.
not-allowed-not-active = This account is paused, so it can't change anything. Talk to your guide or write to the centre.
not-allowed-awaiting-guardian = Your guardian has to consent first. What you wrote is still in your window; ask at home, or your guide.
not-allowed-paused = Your account is paused by a guardian. What you wrote is still in your window. Talk about it at home, or with your guide.
not-allowed-renew-consent = What you consented to has changed. Read it and consent again, then go on; what you wrote is still in your window.
not-allowed-not-agreed = You have not agreed to take part, or you took it back. You can agree again at any time.
not-allowed-own-work = Nobody reviews what they wrote.
not-allowed-own-group = Nobody reviews the work of their own group.
not-allowed-own-ward = Nobody reviews what their own child wrote.
not-allowed-approved-before = You approved this already. Now it needs a second person.
retry-id-reused = This retry id was used for something else before. Use a new one for each change.
retry-id-invalid = A retry id has 1 to 100 visible characters.
sign-in-refused = The login or the passphrase is not right. Check both and try again.
rate-limited = There were too many tries in a row. Wait { $minutes } min and try again. If you don't remember the passphrase, talk to your guide.
setup-link-over = This link does not work any more: it was used, a newer one took its place, or a day has passed. If nobody has an account yet, start the server again and it prints a new one.
busy = Very many people are here right now. Try again in a moment; what you wrote is still in your window.
too-fast = You are going too fast. Wait { $seconds } s and try again; what you wrote is still in your window.

part-title = title
part-summary = summary
part-body = text
part-topics = topics
part-message = message
part-login = login
part-pen-name = pen name

text-empty = The { $part } is empty. Write something first.
text-too-short = The { $part } needs at least { $least } characters.
text-too-long-characters = The { $part } has { $actual } characters; at most { $most } fit. Shorten it and save again.
text-too-long-bytes = The { $part } is too long: it takes { $actual } bytes and at most { $most } fit. Shorten it or make two posts of it.
text-forbidden-character = Character { $position } of the { $part } can't be used: it is invisible or changes the direction of the text. Delete it and type again what is missing.
text-too-many-marks = There are too many marks on one letter at character { $position } of the { $part }.
text-not-allowed = The { $part } has a character that can't be used there: { $character }
text-begins-without-letter = The { $part } has to begin with a letter.
text-mixed-scripts = The { $part } has letters of different alphabets, or letters that look like Latin ones. Write it in one alphabet.
text-looks-like-contact = The { $part } looks like a telephone number, an address or an account somewhere else. Choose one that leads nowhere.
text-reserved = The { $part } is kept for the platform or for authorities. Choose another one.
passphrase-too-short = A passphrase needs at least { $least } characters. Several words that only you put together are easy to remember.
passphrase-too-long = A passphrase has at most { $most } characters. Choose a shorter one.
topics-too-many = A post has at most { $most } topics, each once.
topics-unknown = One of the topics does not exist any more. Choose another one.
reasons-missing = Choose at least one reason, so that the author understands what it is about.
content-hash-invalid = The content hash has 64 hexadecimal digits. Take it from the revision that you read.

stale-version = This draft was saved again after the version that you have open. Your text is still in your window: compare both and save again.
draft-incomplete = Something is still missing: { $parts }.
render-too-large = The text is too long to be shown. Shorten it or make two posts of it.
render-too-deep = Quotes or lists are nested too deeply; at most { $limit } levels are possible.
render-too-many-tags = The text has more than { $limit } HTML tags. Write it with fewer of them.
render-unstable = The HTML in this text contradicts itself and can't be shown reliably. Take the tags out or close them.
unchanged = Nothing changed since the last time: this very text waits for review, is public, or was sent back to you as it is. Change something first.
no-group = You don't belong to a group yet. Ask your guide to add you.
too-many-drafts = You have as many posts as one person can have. Write to the centre if you need more.
nothing-waits = Nothing of this post waits for review, so there is nothing to take back.
not-published = This post is not public, so there is nothing to take down.

review-held = Somebody else is reading this at the moment.
claim-lost = You don't hold this review any more. Take it again to decide.
review-closed = This was decided or taken back meanwhile. Nothing of your decision was recorded.
stale-revision = The author submitted a newer text than the one that you read. Look at what changed and decide about that one.
queue-empty = Nothing waits for you right now. Thank you!
consent-text-changed = You read another version of the text than the one that counts now. Read the new one, then decide again.
consent-needed = What an author consented to does not cover publication at the moment. Nothing was decided; the submission waits. Talk to the guide of the group.
decides-alone = At this age the correspondent decides alone. You can talk about it, and you can pause the account.
