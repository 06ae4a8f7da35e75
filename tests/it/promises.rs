//! Sentences of DESIGN 2 that the other stories don't tell: no private channel, nobody rewrites a child's words, no
//! birth date in the clear, no write without a record.

use std::collections::BTreeSet;

use app::audit::{Verdict, verify_audit};
use chrono::TimeDelta;
use regex::Regex;
use serde_json::json;
use storage::{StorageError, Tx, people};
use tests::stories;

/// The inputs of mutations that carry free text, as `Input.field`.
fn text_fields() -> BTreeSet<String> {
    let sdl = api::sdl();
    let inputs = Regex::new(r"(?s)input (\w+) \{(.*?)\n\}").expect("a pattern");
    let fields = Regex::new(r"(?m)^\t(\w+): \[?String").expect("a pattern");
    let mut found = BTreeSet::new();
    for input in inputs.captures_iter(&sdl) {
        for field in fields.captures_iter(&input[2]) {
            found.insert(format!("{}.{}", &input[1], &field[1]));
        }
    }
    found.retain(|field| !field.ends_with(".clientMutationId"));
    found
}

/// Every field of text that somebody may send.
const TEXT_FIELDS: [&str; 84] = [
    "AnswerColleagueInput.answer",
    "AnswerGuardianLinkInput.code",
    "AppointGuideInput.login",
    "ApproveInput.contentHash",
    "ApproveInput.message",
    "AskCoAuthorsInput.contentHash",
    "AskColleagueInput.question",
    "AskForPassphraseResetInput.penName",
    "AskForRoleChangeInput.login",
    "AskForSecondFactorResetInput.login",
    "AskForSecondLookAsReaderInput.message",
    "AskForSecondLookAsReaderInput.receipt",
    "AskForSecondLookInput.message",
    "AskGuardianInput.email",
    "AskGuardianInput.institution",
    "AskToOpenIdentityInput.penName",
    "ChangeCommentAsReaderInput.receipt",
    "ChangeCommentAsReaderInput.text",
    "ChangePassphraseInput.current",
    "ChangePassphraseInput.passphrase",
    "CheckCommentInput.text",
    "CloseEscalationInput.note",
    "CodeInput.code",
    "CommentAsReaderInput.text",
    "CommentInput.checked",
    "CommentInput.text",
    "CommentReceiptInput.receipt",
    "CreateGroupInput.entity",
    "CreateGroupInput.name",
    "CreateTopicInput.name",
    "DeclineInput.contentHash",
    "DeclineInput.message",
    "DraftText.body",
    "DraftText.summary",
    "DraftText.title",
    "EscalateInput.contentHash",
    "EscalateInput.note",
    "FinishPasskeyInput.credential",
    "FinishPasskeyInput.name",
    "FinishTotpInput.code",
    "GiveMailAddressInput.address",
    "GiveWordInput.contentHash",
    "GuardianAccount.login",
    "GuardianAccount.passphrase",
    "GuardianAccount.penName",
    "InviteCorrespondentInput.guardianEmails",
    "InviteCorrespondentInput.guardianInstitution",
    "InviteCorrespondentInput.realName",
    "JoinAsAdultInput.code",
    "JoinAsAdultInput.email",
    "JoinAsAdultInput.login",
    "JoinAsAdultInput.passphrase",
    "JoinAsAdultInput.penName",
    "JoinAsAdultInput.realName",
    "JoinPanelInput.avatar",
    "JoinPanelInput.code",
    "JoinPanelInput.login",
    "JoinPanelInput.passphrase",
    "JoinPanelInput.penName",
    "LetGuideGoInput.login",
    "LetGuideGoInput.successor",
    "NameSessionInput.name",
    "ProveMailAddressInput.code",
    "ProvePasskeyInput.credential",
    "ReadGuardianLinkInput.code",
    "ReadInvitationInput.code",
    "ReadInvitationInput.login",
    "ReadInvitationInput.penName",
    "RenameTopicInput.name",
    "RequestChangesInput.contentHash",
    "RequestChangesInput.message",
    "ResetPassphraseInput.code",
    "ResetPassphraseInput.passphrase",
    "SetUpAdministratorInput.code",
    "SetUpAdministratorInput.login",
    "SetUpAdministratorInput.passphrase",
    "SetUpAdministratorInput.penName",
    "SignInInput.login",
    "SignInInput.passphrase",
    "SubmitDraftInput.checked",
    "SuggestionInput.note",
    "SuggestionInput.replacement",
    "TakeDownPostInput.contentHash",
    "TakeDownPostInput.message",
];

/// Sentences 6 and 7: an author's words come from authors, and what an adult writes to them stands on a review.
#[test]
fn no_mutation_carries_text_to_a_person_outside_a_review() {
    let found = text_fields();
    assert!(
        found.iter().map(String::as_str).eq(TEXT_FIELDS),
        "a new field of text needs a look at DESIGN 2, sentences 6 and 7: {found:#?}"
    );
}

stories! {
    async fn every_write_leaves_a_record_and_the_log_stays_sound(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let mut seen = world.records().await;
        let mut grew = async |what: &str| {
            let now = world.records().await;
            assert!(now > seen, "{what} left no record");
            seen = now;
        };
        let draft = mia.starts("Uno", "Texto.").await;
        grew("starting").await;
        let draft = mia.rewrites(&draft, "Dos", "Texto.").await;
        grew("saving").await;
        mia.submits(&draft).await;
        grew("submitting").await;
        mia.withdraws(&draft).await;
        grew("withdrawing").await;
        mia.submits(&draft).await;
        grew("submitting again").await;
        let review = ann.takes_next().await.expect("a review");
        grew("claiming the next").await;
        ann.renews(&review).await;
        grew("renewing").await;
        ann.releases(&review).await;
        grew("releasing").await;
        ann.claims(&review).await;
        grew("claiming").await;
        ann.asks_for_changes(&review, "Cambia algo.").await;
        grew("asking for changes").await;
        mia.submits(&mia.rewrites(&draft, "Tres", "Texto.").await).await;
        let review = ann.takes_next().await.expect("a review");
        ann.declines(&review, "Así no.").await;
        grew("declining").await;
        let bob = world.moderator("bob").await;
        ann.does(tests::SET_PREFERENCES, json!({ "languages": ["SPANISH"] })).await;
        grew("saying what one reads").await;
        let other = mia.writes("Otra", "Texto.").await;
        let review = ann.takes_next().await.expect("a review");
        grew("sending and claiming").await;
        let colleague = |of: &tests::Person<'_>| world.sealer().node_id(api::seal::NodeKind::Colleague, of.account().as_uuid());
        let ask = json!({ "review": review.id, "colleague": colleague(&bob), "question": "¿Y esto?" });
        let asked = ann.does(tests::ASK_COLLEAGUE, ask).await;
        grew("asking a colleague").await;
        let answer = json!({ "consultation": asked["consultation"]["id"], "answer": "Bien." });
        bob.does(tests::ANSWER_COLLEAGUE, answer).await;
        grew("answering a colleague").await;
        ann.does(tests::HAND_OVER, json!({ "review": review.id, "to": colleague(&ann) })).await;
        grew("naming a colleague who can't take it").await;
        ann.does(tests::HAND_OVER, json!({ "review": review.id, "to": colleague(&bob) })).await;
        grew("handing over").await;
        let passage = |start: usize| json!({ "passage": { "field": "BODY", "start": start, "end": start + 1 }, "replacement": "", "reason": "HATE" });
        let back = json!({ "review": review.id, "contentHash": review.hash, "grounds": [{ "reason": "HATE" }], "message": "Casi.",
            "suggestions": [passage(0), passage(1)] });
        assert_eq!(bob.does(tests::REQUEST_CHANGES, back).await["__typename"], "ChangesRequested");
        grew("suggesting").await;
        let told = mia.send(tests::SUGGESTIONS, json!({ "id": other.id })).await;
        let all = told.data()["viewer"]["draft"]["statements"][0]["suggestions"].clone();
        mia.does(tests::ACCEPT_SUGGESTION, json!({ "suggestion": all[0]["id"], "version": 1 })).await;
        grew("taking a suggestion").await;
        mia.does(tests::DECLINE_SUGGESTION, json!({ "suggestion": all[1]["id"] })).await;
        grew("leaving a suggestion").await;
        mia.writes("Algo grave", "Texto.").await;
        let review = ann.takes_next().await.expect("a review");
        let escalate = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
        assert_eq!(ann.does(tests::ESCALATE, escalate).await["__typename"], "ReviewEscalated");
        grew("escalating").await;
        let (_, slug) = mia.publishes("Uno de más", "Texto.", &ann).await;
        grew("approving").await;
        let post = world.reader().post(&slug).await;
        let reason = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "Así no." });
        assert_eq!(ann.does(tests::TAKE_DOWN, reason).await["__typename"], "PostTakenDown");
        grew("taking down what others wrote").await;
        let (draft, _) = mia.publishes("Cuatro", "Texto.", &ann).await;
        mia.unpublishes(&draft).await;
        grew("taking down").await;
        let (_, slug) = mia.publishes("Cinco", "Texto.", &ann).await;
        let post = mia.post(&slug).await["id"].clone();
        grew("publishing once more").await;
        let receipt = world.reader().says_as_reader(&post, "Soy de fuera.").await;
        grew("commenting without an account").await;
        let review = ann.takes_next().await.expect("the comment");
        ann.asks_for_changes(&review, "Cambia algo.").await;
        grew("asking a reader for changes").await;
        world.reader().changes_as_reader(&receipt, "Vengo de fuera.").await;
        grew("changing it").await;
        let review = ann.takes_next().await.expect("the comment");
        // Of two statements of one instant, neither is the newest.
        world.passes(TimeDelta::minutes(1));
        ann.declines(&review, "Así no.").await;
        grew("declining it").await;
        let told = world.reader().reads_receipt(&receipt).await;
        let asked = world.reader().asks_again_as_reader(&receipt, &told["statements"][0]["id"]).await;
        assert_eq!(asked["state"], "PENDING", "{asked}");
        grew("asking again").await;
        world.reader().takes_back_as_reader(&receipt).await;
        grew("taking it back").await;
        world.signed_in("ann", ann.account()).await;
        grew("signing in").await;
        ann.does("mutation($input: SignOutInput!) { signOut(input: $input) { __typename } }", json!({})).await;
        grew("signing out").await;

        app::jobs::chain_audit(world.app()).await.expect("chained");
        let verdict = verify_audit(&world.app().operator()).await.expect("a verdict");
        assert!(matches!(verdict, Verdict::Sound { chained, waiting: 0 } if chained == seen), "{verdict:?}");
    }

    async fn what_was_refused_leaves_nothing_behind(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let draft = mia.writes("Uno", "Texto.").await;
        let review = ann.takes_next().await.expect("a review");
        ann.releases(&review).await;
        let before = world.records().await;
        assert_eq!(ann.approves(&review).await["__typename"], "ClaimLostError");
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "NothingChangedError");
        let other = tests::DraftHandle { version: 9, ..draft.clone() };
        assert_eq!(mia.saves(&other, "Dos", "x").await["__typename"], "StaleVersionError");
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "NotPublishedError");
        assert_eq!(world.records().await, before);
    }

    async fn a_birth_date_is_never_stored_in_the_clear(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await.account();
        let stored = world.app().db().read::<_, StorageError, _>(async move |tx: &mut Tx| {
            people::by_account(tx, mia).await
        }).await.expect("a read").expect("an account");
        let sealed = stored.birth.expect("a sealed date").birth_date;
        assert!(sealed.len() > 40);
        assert!(!world.database().holds("2011-03-01").await.expect("a look"));
        assert!(world.database().holds("mia del Mar").await.expect("a look"), "what was looked at holds the account");
    }

    async fn a_session_token_is_never_stored_in_the_clear(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        assert!(!world.database().holds(mia.token()).await.expect("a look"));
        assert!(!world.database().holds("la casa azul").await.expect("a look"));
        assert!(world.database().holds("$argon2id$").await.expect("a look"), "what was looked at holds the account");
    }

    async fn background_jobs_only_tidy_up_and_nothing_depends_on_them(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let draft = mia.writes("Uno", "Texto.").await;
        ann.takes_next().await.expect("a review");
        world.passes(TimeDelta::minutes(20));
        app::jobs::register(world.app()).await.expect("registered");
        assert!(app::jobs::run_due(world.app()).await.expect("jobs") >= 3);
        let queue = ann.queue().await.expect("a queue");
        assert_eq!((&queue[0]["state"], &queue[0]["claim"]), (&json!("WAITING"), &json!(null)));
        assert_eq!(mia.drafts().await[0]["submission"]["state"], "PENDING");
        world.passes(TimeDelta::days(10));
        app::jobs::run_due(world.app()).await.expect("jobs");
        assert!(world.reader().feed().await.is_empty(), "time publishes nothing");
        assert_eq!(mia.node(&draft.id).await["__typename"], "Draft", "ten days are no month");
    }
}
