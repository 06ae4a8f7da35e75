//! Everybody of the page tries everything that the API offers, on a stage of their own, and hears what the page says.

use api::seal::NodeKind;
use chrono::TimeDelta;
use domain::account::{Actor, Role};
use domain::policy::{Access, Denial, access};
use serde_json::{Value, json};
use tests::{Operation, World, stories};
use uuid::Uuid;

use super::cast::{Stage, later, stage};
use super::columns::{Column, Post};
use super::operations::Asks;
use super::people::Who;

/// What anybody may read.
struct Public {
    slug: String,
    post: Value,
    comment: Value,
    topic: String,
    /// The last part of the address of its group.
    group: String,
    pen_name: &'static str,
    correspondent: Value,
    /// Of a reader's comment that was declined, and looked at again.
    receipt: String,
    statement: Value,
    /// Of the audit log.
    record: Value,
}

/// What somebody heard.
#[derive(Debug)]
enum Heard {
    /// It worked, or did not for a reason that has nothing to do with who asked.
    Done,
    /// That it is not for them.
    Denied(String),
    /// Nothing, or that there is none.
    Nothing,
    /// That what they brought is not good.
    NotGood,
}

/// What is sent with an operation: the input of a mutation, or arguments as GraphQL writes them.
enum Brings {
    Input(Value),
    Arguments(String),
}

/// Makes a `match` over everything that the API offers.
macro_rules! brings {
    ($stage:ident, $public:ident; inputs { $($($mutation:ident)+ => $input:tt;)+ } arguments { $($($field:ident)+ => $text:expr;)+ }) => {
        fn brings($stage: &Stage<'_>, $public: &Public, operation: Operation) -> Brings {
            match operation {
                $($(Operation::$mutation)|+ => Brings::Input(json!($input)),)+
                $($(Operation::$field)|+ => Brings::Arguments($text.to_string()),)+
            }
        }
    };
}

brings! { s, public;
    inputs {
        MutationSetUpAdministrator => { "code": "none", "login": "nadia", "penName": "Nadia", "passphrase": PASSPHRASE };
        MutationSignIn => { "login": "unknown", "passphrase": PASSPHRASE };
        MutationSignOut MutationStartTotp MutationStartPasskey MutationAskForPasskey MutationRemoveTotp
            MutationRenewRecoveryCodes MutationClaimNextReview MutationSetReviewPreferences => {};
        MutationGiveMailAddress => { "address": format!("{}@example.org", s.name) };
        MutationProveMailAddress => { "code": "0000" };
        MutationRemoveMailAddress => {};
        MutationSetDigest => { "digest": "NEVER" };
        MutationMarkNotificationsSeen => { "upTo": s.id(NodeKind::Notification, s.consultation) };
        MutationInviteAdult MutationTakeBackAdultInvitations => {};
        MutationJoinAsAdult => { "code": s.adult_code, "login": format!("lia{}", s.name), "penName": format!("Lia {}", s.name), "passphrase": PASSPHRASE, "realName": "Nadia Sol",
            "email": "nadia@example.org", "country": "ES", "language": "ENGLISH" };
        MutationNameSession => { "session": s.session, "name": "Casa" };
        MutationEndSession => { "session": s.session };
        MutationChangePassphrase => { "current": "not this one", "passphrase": PASSPHRASE };
        MutationAskForPassphraseReset => { "penName": s.pen_name() };
        MutationReadPassphraseCode => { "act": s.id(NodeKind::ActForTwo, s.acts.own_reset.as_uuid()) };
        MutationResetPassphrase => { "code": "00000000000000000000000000", "passphrase": PASSPHRASE };
        MutationFinishTotp MutationProveTotp MutationUseRecoveryCode => { "code": "000000" };
        MutationFinishPasskey MutationProvePasskey => { "credential": "{}" };
        MutationRemovePasskey => { "passkey": s.id(NodeKind::Passkey, Uuid::nil()) };
        MutationRecordCertificate => { "staffMember": s.id(NodeKind::StaffMember, s.guide.as_uuid()), "country": "ES",
            "kind": "SEXUAL_OFFENCES_REGISTER", "issuedOn": "2026-11-01", "expiresOn": "2027-10-01" };
        MutationRecordTraining => { "staffMember": s.id(NodeKind::StaffMember, s.guide.as_uuid()), "on": "2026-11-02" };
        MutationSignCodeOfConduct => { "version": 1 };
        MutationAskForRoleChange => { "login": s.name, "role": "GUIDE" };
        MutationAskForSecondFactorReset => { "login": s.name };
        MutationAskToOpenIdentity => { "penName": s.pen_name(), "reason": "DANGER" };
        MutationAnswerAct => { "act": s.id(NodeKind::ActForTwo, s.acts.opening.as_uuid()), "agree": true };
        MutationReadIdentity => { "act": s.id(NodeKind::ActForTwo, s.acts.own_opening.as_uuid()) };
        MutationInviteCorrespondent => { "group": s.id(NodeKind::Group, s.group.id.as_uuid()), "realName": "Ona Vila",
            "bornOn": "2011-05-17", "country": "ES" };
        MutationVouchForInvitation => { "invitation": s.invited["invitation"]["id"] };
        MutationAskGuardian => { "invitation": s.invited["invitation"]["id"], "email": format!("familia-de-{}@example.org", s.guide_login) };
        MutationVouchForGuardian => { "guardian": s.id(NodeKind::AskedGuardian, s.asked_guardian.as_uuid()) };
        MutationCreateGroup => { "name": format!("Grupo de {}", s.name), "language": "SPANISH" };
        MutationCreateTopic => { "name": format!("Tema de {}", s.name) };
        MutationRenameTopic => { "topic": public.topic, "name": format!("Mar de {}", s.name) };
        MutationAppointGuide MutationLetGuideGo => { "group": s.id(NodeKind::Group, s.group.id.as_uuid()), "login": s.guide_login };
        MutationTakeBackInvitation => { "invitation": s.invited["invitation"]["id"] };
        MutationReadGuardianLink => { "code": s.guardian_code };
        MutationAnswerGuardianLink => { "code": s.guardian_code, "textVersion": 99, "declaresParentalResponsibility": true };
        MutationReadInvitation => { "code": s.invited["code"], "bornOn": "2013-05-17" };
        MutationJoinPanel => { "code": s.invited["code"], "bornOn": "2013-05-17", "login": "nova", "penName": "Nova",
            "avatar": "120301", "passphrase": PASSPHRASE, "language": "ENGLISH", "textVersion": 99, "give": ["ACCOUNT"] };
        MutationSetFacilitator => { "member": s.id(NodeKind::Account, s.author.as_uuid()), "facilitates": true };
        MutationChangeConsent => { "correspondent": s.id(NodeKind::Account, s.author.as_uuid()), "textVersion": 1,
            "withdraw": ["PHOTO_AND_VOICE"] };
        MutationStartDraft => { "text": { "title": "Otra", "body": "Texto.", "language": "SPANISH" } };
        MutationSaveDraft => { "draft": s.draft.id, "version": 77, "text": { "title": "Otra", "body": "Texto.", "language": "SPANISH" } };
        MutationComment MutationCheckComment => { "on": public.post, "text": format!("Dice {}.", s.name), "language": "SPANISH" };
        MutationCommentAsReader => { "on": public.post, "text": format!("Lee {}.", s.name), "language": "SPANISH" };
        MutationChangeCommentAsReader => { "receipt": public.receipt, "text": format!("Lee {}.", s.name), "language": "SPANISH" };
        MutationReadCommentReceipt MutationTakeBackCommentAsReader => { "receipt": public.receipt };
        MutationAskForSecondLookAsReader => { "receipt": public.receipt, "statement": public.statement };
        MutationCloseComments => { "post": s.published.shown["id"], "reason": "UNKIND" };
        MutationOpenComments => { "post": s.published.shown["id"] };
        MutationSetSilence => { "correspondent": public.correspondent, "silence": "MUTED" };
        MutationCheckDraft MutationWithdrawSubmission => { "draft": s.draft.id };
        MutationInviteCoAuthor => { "draft": s.draft.id, "correspondent": public.correspondent };
        MutationAnswerCoAuthorInvitation => { "draft": s.shared.asked.id, "joins": false };
        MutationGiveWord => { "draft": s.shared.sent.id, "contentHash": s.shared.hash, "word": "AGREES" };
        MutationEndCoAuthorship => { "draft": s.shared.sent.id };
        MutationAcceptSuggestion => { "suggestion": s.suggestion, "version": 77 };
        MutationDeclineSuggestion => { "suggestion": s.suggestion };
        MutationSubmitDraft => { "draft": s.draft.id, "version": 77 };
        MutationUnpublishPost => { "draft": s.published.draft.id };
        MutationAskForSecondLook => { "statement": s.statement };
        MutationClaimReview MutationRenewClaim MutationReleaseClaim => { "review": s.review.id };
        MutationHandOverClaim => { "review": s.review.id, "to": s.id(NodeKind::Colleague, s.colleague.as_uuid()) };
        MutationAskColleague => { "review": s.review.id, "colleague": s.id(NodeKind::Colleague, s.colleague.as_uuid()), "question": "Y esto?" };
        MutationAnswerColleague => { "consultation": s.id(NodeKind::Consultation, s.consultation), "answer": "Bien." };
        MutationAskCoAuthors MutationApprove => { "review": s.review.id, "contentHash": s.review.hash };
        MutationRequestChanges MutationDecline => { "review": s.review.id, "contentHash": s.review.hash,
            "grounds": [{ "reason": "HATE" }], "message": "No." };
        MutationEscalate => { "review": s.review.id, "contentHash": s.review.hash, "reason": "ABUSE" };
        MutationCloseEscalation => { "escalation": s.id(NodeKind::Escalation, s.escalated.escalation), "outcome": "REFERRED" };
        MutationTakeDownPost => { "post": s.published.shown["id"], "contentHash": s.published.shown["contentHash"], "grounds": [{ "reason": "HATE" }],
            "message": "No." };
    }
    arguments {
        QueryPosts QueryReadersMayComment QueryTopics QueryGroups QueryConsentText QueryCodeOfConduct QueryReasons QueryHelplines ViewerAllGroups QueryViewer QuerySecondFactorAsked ViewerAccount ViewerSessions ViewerWaitingTimes ViewerIdentityOpenings
            ViewerSecondFactors ViewerVetting ViewerActsForTwo ViewerConsent ViewerWards ViewerStaff ViewerGroups ViewerEscalations
            ViewerComments ViewerSilenced ViewerCoAuthorInvitations ViewerDrafts ViewerReviewQueue ViewerTakenBackFromCoAuthors ViewerReviewPreferences ViewerColleagues ViewerQuestions ViewerNotifications ViewerNewNotifications ViewerDigest SubscriptionDraftChanged SubscriptionReviewQueueChanged SubscriptionNotified => "";
        QueryPost => format!("(slug: \"{}\")", public.slug);
        QueryTopic => "(slug: \"mar\")";
        QueryGroup => format!("(slug: \"{}\")", public.group);
        QueryCorrespondent => format!("(penName: \"{}\")", public.pen_name);
        ViewerAuditLog => "(chapter: GROUPS)";
        ViewerAuditCheck ViewerScreeningRules => "";
        NodeAuditRecord => format!("(id: {})", public.record);
        QueryNode QueryNodes => "";
        NodePost => format!("(id: {})", public.post);
        NodeComment => format!("(id: {})", public.comment);
        NodeCorrespondent => format!("(id: {})", public.correspondent);
        NodeNotification => format!("(id: \"{}\")", s.id(NodeKind::Notification, s.consultation));
        NodeTopic => format!("(id: \"{}\")", public.topic);
        NodeGroup => format!("(id: \"{}\")", s.id(NodeKind::Group, s.group.id.as_uuid()));
        NodeStaffMember => format!("(id: \"{}\")", s.id(NodeKind::StaffMember, s.guide.as_uuid()));
        NodeLedGroup => format!("(id: \"{}\")", s.id(NodeKind::LedGroup, s.group.id.as_uuid()));
        NodeInvitation => format!("(id: {})", s.invited["invitation"]["id"]);
        NodeConsultation => format!("(id: \"{}\")", s.id(NodeKind::Consultation, s.consultation));
        NodeColleague => format!("(id: \"{}\")", s.id(NodeKind::Colleague, s.colleague.as_uuid()));
        NodeEscalation => format!("(id: \"{}\")", s.id(NodeKind::Escalation, s.escalated.escalation));
        ViewerPublishedRevision => format!("(post: {})", s.published.shown["id"]);
        ViewerDraft NodeDraft => format!("(id: \"{}\")", s.draft.id);
        ViewerReview NodeReview => format!("(id: \"{}\")", s.review.id);
    }
}

const NODE: &str = "{ node(id: ";

const LOG: &str = "{ viewer { auditLog(chapter: GROUPS) { nodes { id } } } }";

const LED_GROUPS: &str = "{ viewer { groups { group { id } } } }";

const PASSPHRASE: &str = "tortuga violin nube sopa";

/// Tries something, and gives what is heard.
async fn tries(stage: &Stage<'_>, public: &Public, operation: Operation) -> Heard {
    let (document, variables) = match brings(stage, public, operation) {
        Brings::Input(input) => (operation.document(""), json!({ "input": input })),
        Brings::Arguments(_) if operation == Operation::ViewerGroups => {
            (LED_GROUPS.to_owned(), json!({}))
        }
        Brings::Arguments(arguments) => (operation.document(&arguments), json!({})),
    };
    let answered = stage.who.send(&document, variables).await;
    let answer = operation.answer(answered.data());
    if let Some(id) = document.strip_prefix(NODE) {
        let id = id.split(')').next().expect("an identifier");
        let many = format!("{{ nodes(ids: [{id}]) {{ __typename }} }}");
        let many = stage.who.send(&many, json!({})).await;
        assert_eq!(
            &many.data()["nodes"][0],
            answer,
            "{} by nodes",
            operation.name()
        );
    }
    if !operation.is_mutation() {
        let edges = if answer.is_object() && answer["edges"].is_array() {
            &answer["edges"]
        } else {
            answer
        };
        if operation == Operation::ViewerGroups {
            let group = stage.id(NodeKind::Group, stage.group.id.as_uuid());
            let leads = answer.as_array().into_iter().flatten();
            let leads = leads
                .filter(|led| led["group"]["id"] == group.as_str())
                .count();
            return if leads == 0 {
                Heard::Nothing
            } else {
                Heard::Done
            };
        }
        let nothing = edges.is_null() || edges.as_array().is_some_and(Vec::is_empty);
        return if nothing { Heard::Nothing } else { Heard::Done };
    }
    match answer["__typename"].as_str() {
        Some("NotAllowedError") => {
            Heard::Denied(answer["reason"].as_str().unwrap_or_default().to_owned())
        }
        Some("NotFoundError") => Heard::Nothing,
        Some("InvitationOverError" | "GuardianLinkOverError" | "InvalidInputError") => {
            Heard::NotGood
        }
        Some(_) => Heard::Done,
        None => panic!("{}: {answered:?}", operation.name()),
    }
}

const fn reason(denial: Denial) -> &'static str {
    match denial {
        Denial::SignedOut => "SIGNED_OUT",
        Denial::SecondFactor => "SECOND_FACTOR",
        Denial::ProveAgain => "PROVE_AGAIN",
        Denial::NotActive => "NOT_ACTIVE",
        Denial::NotYourRole => "NOT_YOUR_ROLE",
        Denial::AnotherWrites => "ANOTHER_WRITES",
        Denial::NotCleared => "NOT_CLEARED",
        Denial::NoConsent(_) => "CONSENT_NEEDED",
        Denial::Related(_) => "RELATED",
    }
}

/// What whoever is nobody is told first.
const fn nobody(actor: &Actor) -> Option<&'static str> {
    match actor {
        Actor::Reader => Some("SIGNED_OUT"),
        Actor::Unproven(_) => Some("SECOND_FACTOR"),
        Actor::Person(_) | Actor::Operator => None,
    }
}

/// Whether what somebody heard is what the page says.
fn fits(operation: Operation, actor: &Actor, who: Who, heard: &Heard) -> bool {
    let post = Post::new();
    let (column, is_quiet) = match Asks::of(operation) {
        Asks::Anybody => return matches!(heard, Heard::Done | Heard::NotGood),
        // Tried for each type.
        Asks::ByType => return true,
        Asks::Unproven => {
            return matches!(heard, Heard::Done) == matches!(actor, Actor::Unproven(_));
        }
        Asks::Of(column) => (column, false),
        Asks::Quietly(column) => (column, true),
        Asks::OwnOr(own, other) => (if who.is_author() { own } else { other }, false),
        Asks::Either(one, other) => {
            let allows = |column: Column| access(actor, &column.action(&post)) == Access::Allowed;
            (if allows(one) { one } else { other }, false)
        }
    };
    let told = |reason: &str| matches!(heard, Heard::Denied(heard) if heard == reason);
    match access(actor, &column.action(&post)) {
        // Who has one passkey and takes another away that there is not.
        Access::Allowed if operation == Operation::MutationRemovePasskey => {
            matches!(heard, Heard::Nothing)
        }
        Access::Allowed if is_quiet => matches!(heard, Heard::Done),
        // What they sent may be wrong; whoever may not is told that first.
        Access::Allowed => matches!(heard, Heard::Done | Heard::NotGood),
        _ if !operation.is_mutation() => matches!(heard, Heard::Nothing),
        Access::Hidden => match nobody(actor) {
            Some(reason) => told(reason),
            None => matches!(heard, Heard::Nothing),
        },
        Access::Denied(denial) => {
            told(reason(denial)) || is_quiet && matches!(heard, Heard::Nothing | Heard::NotGood)
        }
    }
}

/// Everybody tries everything; what is not as the page says is listed.
async fn play(world: &World, (number, who): (usize, Who), public: &Public) -> Vec<String> {
    let Some(stage) = stage(world, who, number).await else {
        return Vec::new();
    };
    // Nobody signs in with an account that is closed.
    let actor = if who == Who::AuthorClosed {
        Actor::Reader
    } else {
        who.actor()
    };
    let mut wrong = Vec::new();
    // Everybody looks around before they do anything.
    let rank = |operation: &Operation| match operation {
        Operation::MutationSignOut => 4,
        Operation::MutationTakeBackInvitation => 3,
        // Whoever vouched answers no guardian's link any more, and who asks again ends the link before.
        Operation::MutationVouchForInvitation
        | Operation::MutationVouchForGuardian
        | Operation::MutationAskGuardian => 2,
        operation => i32::from(operation.is_mutation()),
    };
    let mut all = Operation::ALL.to_vec();
    all.sort_by_key(rank);
    for operation in all {
        if operation.is_subscription() || Asks::of(operation) == Asks::ByType {
            continue;
        }
        let heard = tries(&stage, public, operation).await;
        if !fits(operation, &actor, who, &heard) {
            wrong.push(format!("{}, {}: {heard:?}", who.name(), operation.name()));
        }
    }
    wrong
}

/// Something that anybody may read.
async fn public(world: &World) -> Public {
    let group = world.group("Puerto").await;
    let topic = world.topic("Mar").await;
    let (leo, nora) = (
        world.correspondent("leo", &group).await,
        world.moderator("nora").await,
    );
    let (_, slug) = leo.publishes("De todos", "Texto.", &nora).await;
    let operator = world.app().operator();
    let page = app::people::set_blog_page(&operator, leo.account(), true);
    page.await.expect("a page");
    let post = leo.post(&slug).await;
    let comment = leo.says(&post["id"], "Gracias por leer.").await;
    nora.publishes_comment().await;
    let comment = leo.own_comment(&comment).await["comment"]["id"].clone();
    let receipt = world
        .reader()
        .says_as_reader(&post["id"], "Qué tontería.")
        .await;
    let review = nora.takes_next().await.expect("the comment");
    nora.declines(&review, "Con respeto.").await;
    let statement = world.reader().reads_receipt(&receipt).await["statements"][0]["id"].clone();
    app::audit::check_due(world.app())
        .await
        .expect("a look at the log");
    let olga = world.adult("olga", &[Role::Coordinator]).await;
    let log = olga.send(LOG, json!({})).await.data()["viewer"]["auditLog"].clone();
    Public {
        record: log["nodes"][0]["id"].clone(),
        receipt,
        statement,
        slug,
        post: post["id"].clone(),
        comment,
        correspondent: post["authors"][0]["id"].clone(),
        group: group.slug.as_str().to_owned(),
        topic: world.sealer().node_id(NodeKind::Topic, topic.id.as_uuid()),
        pen_name: "leo del Mar",
    }
}

stories! {
    async fn everybody_hears_from_the_api_what_the_page_of_permissions_says(world) {
        let public = public(world).await;
        let mut wrong = Vec::new();
        // Time goes on for some of them, and back for one, who is the first.
        let mut cast: Vec<(usize, Who)> = Who::ALL.iter().copied().enumerate().collect();
        cast.sort_by_key(|(_, who)| later(*who));
        for (number, who) in cast {
            wrong.extend(play(world, (number, who), &public).await);
            if later(who) < TimeDelta::zero() {
                world.passes(-later(who));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
