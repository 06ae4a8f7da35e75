//! `docs/permissions.md` is what `domain::policy` answers to every actor and action, printed.
//! Like a snapshot it is written anew by running the test with `INSTA_UPDATE=always`.

use domain::account::{Actor, Person, Role, Standing, Unproven};
use domain::act::{Act, AskedAct, OpeningReason};
use domain::consent::Membership;
use domain::policy::{Access, Action, Denial, access};
use domain::post::Authors;
use domain::publication::{Ineligible, Subject};
use domain::{AccountId, AgeBand, GroupId};

use crate::generated::says;

const INTRODUCTION: &str = "\
# Who may do what

This page is printed from the rules that the program itself asks ([policy.rs](../domain/src/policy.rs)); a test fails
when the two differ. It shows what the program does today.

Every table is about one post that a correspondent of one group wrote, and about one review of it. Each line is a person,
each column something that this person might try:

- **allowed**: yes, as far as the person is concerned. The state of things may still be against it: what was decided can't
  be taken back from review, and only the moderator who holds a review decides it.
- denied: no, and the program says why.
- hidden: no, and the answer is the one for something that does not exist. The person can't tell the difference.

\"Cleared\" is a moderator, guide or safeguarding lead whose certificate another person has seen, who was trained, and who signed the code of conduct, each within a year; \"not active\" is an
account that is suspended or closed. Adults who work for the panel are nobody until they proved a second factor in their session. Who somebody is, is looked up anew at every request: a birthday, a lapsed clearance
or a suspension counts at once.

What the tables can't show:

- A review that needs two adults needs two different ones: whoever approved first is denied from then on.
- Real names, birth dates and contacts are on none of these lines. They are kept apart.
";

/// Takes what somebody may try, table by table, and makes the tables and a `match` over every action: an action that
/// stands in no table does not compile.
macro_rules! tables {
    ($($title:literal, $about:literal: { $($action:ident $(($facts:ident))? = $name:literal,)+ })+) => {
        fn tables(post: &Post) -> Vec<Table<'_>> {
            vec![$(Table {
                title: $title,
                about: $about,
                actions: vec![$(Action::$action $((&post.$facts))?,)+],
            },)+]
        }

        fn name(action: &Action<'_>) -> &'static str {
            match action {
                $($(Action::$action { .. } => $name,)+)+
            }
        }
    };
}

struct Table<'a> {
    title: &'static str,
    about: &'static str,
    actions: Vec<Action<'a>>,
}

/// The post that the tables are about: its authors, and what a review of it is about.
struct Post {
    author: AccountId,
    group: GroupId,
    authors: Authors,
    subject: Subject,
    opening: AskedAct,
    own_opening: AskedAct,
    own_reset: AskedAct,
    role_change: AskedAct,
}

tables! {
    "Reading and starting",
    "What anybody finds, and the first step of whoever writes.": {
        ReadPublished = "read what is published",
        StartDraft = "start a draft",
    }
    "A draft and its submissions",
    "Nobody but the authors learns that a draft exists, whatever their role.": {
        ReadDraft(authors) = "read draft and feedback",
        SaveDraft(authors) = "save the draft",
        SubmitDraft(authors) = "submit it for review",
        WithdrawSubmission(authors) = "take the submission back",
        UnpublishPost(authors) = "take down what is public",
    }
    "Joining",
    "Nobody comes in without a guide of the group who vouches for them, and no correspondent answers for a guardian. Codes \
     are asked for besides.": {
        Invite(group) = "invite to the author's group",
        Join = "join with an invitation",
        UseGuardianLink = "answer a guardian's link",
    }
    "Consent",
    "Who takes part at all. Guardians decide only while their ward may not yet decide alone; they read no drafts.": {
        ConsentForOneself = "give and withdraw one's own consent",
        ConsentForWard(author) = "give, withdraw and pause for the author",
    }
    "Reviews",
    "Nobody reviews what they wrote, their own group's or their ward's; nobody but moderators learns that a review exists.": {
        ReadQueue = "see the queue",
        ReadReview(subject) = "read the review",
        ClaimReview(subject) = "hold the review",
        DecideReview(subject) = "approve, return or decline",
    }
    "Passphrases",
    "Who forgot it gets a code of an adult, who needs another adult for it.": {
        ChangePassphrase = "change the own passphrase",
        ResetPassphrase = "choose another with a code",
    }
    "Second factors",
    "Adults who work for the panel prove one whenever they sign in, and again before what can do much harm.": {
        SetUpSecondFactor = "set one up",
        ProveSecondFactor = "prove one",
        ChangeSecondFactors = "take one away, get other recovery codes",
        ResetSecondFactors = "take somebody's away who lost them",
    }
    "Vetting",
    "A certificate, training and the code of conduct, each for a year at most. Nobody says of themselves that their certificate was seen.": {
        Vet(author) = "record the author's certificate",
        ReadStaff = "see the staff, with what they lack",
        SignCodeOfConduct = "sign the code of conduct",
    }
    "What needs two adults",
    "One asks, another answers, and neither is the one whom it is about: here the author, of whom another adult asked for it. Roles are \
     given by two administrators, or by the operator.": {
        AskForAct(opening) = "ask to open the author's identity",
        AnswerAct(role_change) = "agree that the author gets a role",
        ReadIdentity(own_opening) = "read the author's identity, if agreed",
        ReadPassphraseCode(own_reset) = "get a passphrase code for the author, if agreed",
    }
    "Running the panel",
    "None of these publishes anything: what is imported waits for review like everything else.": {
        CreateAccount = "create accounts",
        GiveRoles = "give and take roles",
        ManagePanel = "create groups and topics",
        ImportPosts = "import posts",
        VerifyAudit = "check the audit log",
        ManageKeys = "check and change the keys of what is sealed",
    }
}

const AUTHOR: u128 = 1;
const SOMEBODY_ELSE: u128 = 2;
const THIRD: u128 = 3;

#[expect(clippy::unwrap_used, reason = "32 hexadecimal digits are an id")]
fn account(number: u128) -> AccountId {
    AccountId::from_uuid(format!("{number:032x}").parse().unwrap())
}

#[expect(clippy::unwrap_used, reason = "32 hexadecimal digits are an id")]
fn group(number: u128) -> GroupId {
    GroupId::from_uuid(format!("{number:032x}").parse().unwrap())
}

fn post() -> Post {
    let authors = Authors::one(account(AUTHOR));
    let subject = Subject {
        authors: authors.clone(),
        group: group(1),
    };
    let asked = |act, by| AskedAct {
        act,
        about: account(AUTHOR),
        group: Some(group(1)),
        asked_by: account(by),
    };
    let opening = Act::OpenIdentity(OpeningReason::Danger);
    Post {
        author: account(AUTHOR),
        group: group(1),
        authors,
        subject,
        opening: asked(opening, SOMEBODY_ELSE),
        own_opening: asked(opening, SOMEBODY_ELSE),
        own_reset: asked(Act::ResetPassphrase, SOMEBODY_ELSE),
        role_change: asked(Act::GiveRole(Role::Guide), THIRD),
    }
}

fn adult(number: u128, role: Role) -> Person {
    Person {
        account: account(number),
        standing: Standing::Active,
        roles: vec![role],
        band: None,
        membership: None,
        group: None,
        guides: vec![],
        wards: vec![],
        cleared: role.needs_clearance(),
        proven_lately: true,
    }
}

fn correspondent(number: u128, band: AgeBand) -> Person {
    Person {
        band: Some(band),
        membership: Some(Membership::Active),
        group: Some(group(1)),
        ..adult(number, Role::Correspondent)
    }
}

/// Everybody of interest: who writes, who is near to them, who moderates, who runs things.
fn people() -> Vec<(&'static str, Actor)> {
    let mut people = vec![("reader, no account", Actor::Reader)];
    let persons = writers()
        .into_iter()
        .chain(moderators())
        .chain(everybody_else());
    people.extend(persons.map(|(who, person)| (who, Actor::Person(person))));
    for (who, has_factor) in [
        ("staff, no second factor set up yet", false),
        ("staff, second factor not yet proven", true),
    ] {
        let account = account(SOMEBODY_ELSE);
        people.push((
            who,
            Actor::Unproven(Unproven {
                account,
                has_factor,
            }),
        ));
    }
    people.push((
        "operator, by commands on the server itself",
        Actor::Operator,
    ));
    people
}

fn writers() -> Vec<(&'static str, Person)> {
    let teenager = AgeBand::FourteenSeventeen;
    let author = |standing| Person {
        standing,
        ..correspondent(AUTHOR, teenager)
    };
    let lacking = |membership| Person {
        membership: Some(membership),
        ..correspondent(AUTHOR, teenager)
    };
    vec![
        ("the author, aged 12 to 17", author(Standing::Active)),
        (
            "the author, turned 18 since",
            correspondent(AUTHOR, AgeBand::Adult),
        ),
        (
            "the author, found to be under 12",
            correspondent(AUTHOR, AgeBand::TooYoung),
        ),
        (
            "the author, waiting for a guardian",
            lacking(Membership::AwaitingGuardian),
        ),
        (
            "the author, paused by a guardian",
            lacking(Membership::Paused),
        ),
        (
            "the author, has to consent anew",
            lacking(Membership::Renew),
        ),
        (
            "the author, took consent back",
            lacking(Membership::NotAgreed),
        ),
        ("the author, suspended", author(Standing::Suspended)),
        ("the author, account closed", author(Standing::Closed)),
        (
            "another correspondent of the group",
            correspondent(SOMEBODY_ELSE, teenager),
        ),
    ]
}

fn moderators() -> Vec<(&'static str, Person)> {
    let moderator = || adult(SOMEBODY_ELSE, Role::Moderator);
    let with = |change: fn(&mut Person)| {
        let mut person = moderator();
        change(&mut person);
        person
    };
    vec![
        ("moderator, cleared and unrelated", moderator()),
        (
            "moderator, cleared, is the author (turned 18)",
            with(|it| it.account = account(AUTHOR)),
        ),
        (
            "moderator, cleared, guide of the group",
            with(|it| it.guides = vec![group(1)]),
        ),
        (
            "moderator, cleared, was a member of the group",
            with(|it| it.group = Some(group(1))),
        ),
        (
            "moderator, cleared, guardian of the author",
            with(|it| it.wards = vec![account(AUTHOR)]),
        ),
        ("moderator, clearance lapsed", with(|it| it.cleared = false)),
        (
            "moderator, cleared, proved the second factor long ago",
            with(|it| it.proven_lately = false),
        ),
        (
            "moderator, under 18",
            with(|it| it.band = Some(AgeBand::FourteenSeventeen)),
        ),
        (
            "moderator, suspended",
            with(|it| it.standing = Standing::Suspended),
        ),
    ]
}

fn everybody_else() -> Vec<(&'static str, Person)> {
    let guide = |number| Person {
        guides: vec![group(number)],
        ..adult(SOMEBODY_ELSE, Role::Guide)
    };
    let guardian = Person {
        wards: vec![account(AUTHOR)],
        ..adult(SOMEBODY_ELSE, Role::Guardian)
    };
    let other = |role| adult(SOMEBODY_ELSE, role);
    vec![
        ("guide of the group, cleared", guide(1)),
        (
            "guide of the group, clearance lapsed",
            Person {
                cleared: false,
                ..guide(1)
            },
        ),
        ("guide of another group, cleared", guide(2)),
        ("guardian of the author", guardian),
        ("coordinator", other(Role::Coordinator)),
        ("administrator", other(Role::Administrator)),
        ("safeguarding lead, cleared", other(Role::SafeguardingLead)),
    ]
}

fn cell(access: Access) -> &'static str {
    match access {
        Access::Allowed => "**allowed**",
        Access::Hidden => "hidden",
        Access::Denied(denial) => match denial {
            Denial::SignedOut => "denied: not signed in",
            Denial::SecondFactor => "denied: second factor",
            Denial::ProveAgain => "denied: prove it again",
            Denial::NotCleared => "denied: not cleared",
            Denial::NotActive => "denied: account not active",
            Denial::NotYourRole => "denied: not their role",
            Denial::NoConsent(_) => "denied: consent is lacking",
            Denial::Related(Ineligible::NotModerator) => "denied: no cleared moderator",
            Denial::Related(Ineligible::OwnWork) => "denied: own work",
            Denial::Related(Ineligible::OwnGroup) => "denied: own group",
            Denial::Related(Ineligible::OwnWard) => "denied: own ward",
            Denial::Related(Ineligible::ApprovedBefore) => "denied: approved it before",
        },
    }
}

/// One line of a table, its cells filled up so that the columns stand under each other in plain text too.
fn line(cells: &[&str], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths);
    let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn print(table: &Table<'_>) -> String {
    let names = table.actions.iter().map(name);
    let mut lines: Vec<Vec<&str>> = vec![std::iter::once("who").chain(names).collect()];
    let people = people();
    lines.extend(people.iter().map(|(who, actor)| {
        let answers = table
            .actions
            .iter()
            .map(|action| cell(access(actor, action)));
        std::iter::once(*who).chain(answers).collect()
    }));
    let columns = 0..=table.actions.len();
    let width = |line: &Vec<&str>, column: usize| line.get(column).map(|cell| cell.chars().count());
    let widest = |column: usize| lines.iter().filter_map(|line| width(line, column)).max();
    let widths: Vec<usize> = columns.filter_map(widest).collect();
    let rule = vec!["---"; widths.len()];
    lines.insert(1, rule);
    let lines: String = lines.iter().map(|cells| line(cells, &widths)).collect();
    format!("\n## {}\n\n{}\n\n{lines}", table.title, table.about)
}

fn page() -> String {
    let tables: String = tables(&post()).iter().map(print).collect();
    format!("{INTRODUCTION}{tables}")
}

#[test]
fn the_page_of_permissions_says_what_the_rules_say() -> anyhow::Result<()> {
    says("docs/permissions.md", &page())
}

#[test]
fn correspondents_of_every_age_may_do_the_same() {
    let post = post();
    for action in tables(&post).into_iter().flat_map(|table| table.actions) {
        for number in [AUTHOR, SOMEBODY_ELSE] {
            let answers = [AgeBand::TwelveThirteen, AgeBand::FourteenSeventeen]
                .map(|band| access(&Actor::Person(correspondent(number, band)), &action));
            assert_eq!(answers[0], answers[1], "{}", name(&action));
        }
    }
}

#[test]
fn only_a_cleared_and_unrelated_moderator_gets_hold_of_a_review() {
    let post = post();
    for action in [
        Action::ReadReview(&post.subject),
        Action::ClaimReview(&post.subject),
        Action::DecideReview(&post.subject),
    ] {
        let people = people().into_iter();
        let allowed = people.filter(|(_, actor)| access(actor, &action) == Access::Allowed);
        let allowed: Vec<_> = allowed.map(|(who, _)| who).collect();
        let cleared = [
            "moderator, cleared and unrelated",
            "moderator, cleared, proved the second factor long ago",
        ];
        assert_eq!(allowed, cleared);
    }
}

#[test]
fn nobody_but_the_author_learns_that_a_draft_exists() {
    let post = post();
    for (who, actor) in people() {
        let answer = access(&actor, &Action::ReadDraft(&post.authors));
        let is_author = actor.account() == Some(account(AUTHOR));
        assert!(is_author || answer == Access::Hidden, "{who}: {answer:?}");
    }
}
