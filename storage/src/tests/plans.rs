//! No read that happens often scans a table that grows. The statements are the ones really sent: they are recorded
//! while the functions run, then each database is asked how it would go about them.

mod readers;
mod together;
mod volume;

use std::sync::{Arc, Mutex};

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use diesel::sql_types::Text as SqlText;
use diesel_async::SimpleAsyncConnection as _;
use domain::account::Role;
use domain::audit::Chapter;
use domain::text::Slug;
use domain::{AuditId, Language, NotificationId, SessionId};
use moderation::Lane;
use moderation::review::{Preferences, Themes};
use uuid::Uuid;

use crate::alarms::Alarm;
use crate::answered::Named;
use crate::drafts::Kind;
use crate::feed::{FeedFilter, Position};
use crate::queue::{Filter, Place};
use crate::statements::Known;
use crate::testing::*;
use crate::tx::{Conn, run};
use crate::{
    Direction, Tx, accounts, acts, address_proofs, alarms, answered, audit, claims, comments,
    consultations, decisions, drafts, epoch, escalations, feed, groups, jobs, mails, notifications,
    people, posts, preferences, queue, reviews, revisions, scheduled, second_factors, second_looks,
    sessions, silences, staff, statements, submissions, suggestions, takedowns,
};

/// Tables that stay small: nobody minds when they are read whole.
const SMALL: [&str; 7] = [
    "groups",
    "topics",
    "jobs",
    "epochs",
    "audit_check",
    "audit_head",
    "audit_pending",
];

/// Indices that hold what is asked for in the order that is asked for: they are read from one end until there is enough.
const IN_ORDER: [&str; 11] = [
    "escalations_alarming",
    "escalations_open",
    "escalations_closed",
    "posts_public",
    "reviews_alarming",
    "reviews_asked",
    "reviews_taken_back",
    "reviews_decided",
    "reviews_oldest",
    "reviews_open",
    "reviews_waiting",
];

/// Indices of what is live, never more than there are open reviews.
const LIVE: [&str; 2] = [
    "claims_one_live_for_a_review",
    "reviews_one_open_for_a_post",
];

/// What was sent to the database, with the name of what sent it.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Default)]
struct Recorded {
    name: &'static str,
    sent: Vec<Sent>,
}

/// Who sent a statement, and its text.
type Sent = (&'static str, String);

impl Recorder {
    fn name(&self, name: &'static str) {
        self.0.lock().unwrap().name = name;
    }

    fn listen(&self, tx: &mut Tx) {
        let recorder = Arc::clone(&self.0);
        let listen = move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                let text = query.to_string();
                let sql = text
                    .split(" -- binds")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let mut recorded = recorder.lock().unwrap();
                let name = recorded.name;
                recorded.sent.push((name, sql));
            }
        };
        match &mut tx.conn {
            Conn::Sqlite(conn) => conn.set_instrumentation(listen),
            Conn::Postgres(conn) => {
                diesel_async::AsyncConnection::set_instrumentation(&mut **conn, listen);
            }
        }
    }

    fn stop(self, tx: &mut Tx) -> Vec<Sent> {
        let nothing = |_: InstrumentationEvent<'_>| {};
        match &mut tx.conn {
            Conn::Sqlite(conn) => conn.set_instrumentation(nothing),
            Conn::Postgres(conn) => {
                diesel_async::AsyncConnection::set_instrumentation(&mut **conn, nothing);
            }
        }
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }
}

macro_rules! record {
    ($recorder:expr, $($name:literal: $call:expr;)+) => {$(
        $recorder.name($name);
        let _done = $call.await?;
    )+};
}

use record;

/// What readers do all day.
async fn reading_the_feed(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let from = Some(Position {
        on: day(3),
        shuffle: text(1).shuffle(),
    });
    let all = FeedFilter::default();
    let topic = FeedFilter {
        topic: Some(topic(SCHOOL)),
        ..all
    };
    let group = FeedFilter {
        group: Some(group(NORTH)),
        ..all
    };
    let language = FeedFilter {
        language: Some(Language::English),
        ..all
    };
    let slug = Slug::parse("post-1").unwrap();
    record!(recorder,
        "the first page of the feed": feed::page(tx, all, None, Direction::Forward, 20);
        "an older page": feed::page(tx, all, from, Direction::Forward, 20);
        "a newer page": feed::page(tx, all, from, Direction::Backward, 20);
        "a page of a topic": feed::page(tx, topic, None, Direction::Forward, 20);
        "an older page of a topic": feed::page(tx, topic, from, Direction::Forward, 20);
        "a newer page of a topic": feed::page(tx, topic, from, Direction::Backward, 20);
        "a page of a group": feed::page(tx, group, None, Direction::Forward, 20);
        "an older page of a group": feed::page(tx, group, from, Direction::Forward, 20);
        "a page of a language": feed::page(tx, language, None, Direction::Forward, 20);
        "an older page of a language": feed::page(tx, language, from, Direction::Forward, 20);
        "a post": feed::by_slug(tx, &slug);
        "posts by id": feed::by_ids(tx, &[post_id(1), post_id(2)]);
        "the text of a post": feed::html(tx, &[revision_id(1), revision_id(2)]);
        "the posts of an author": feed::of_author(tx, account(1), None, Direction::Forward, 20);
        "how many an author has": feed::count_of_author(tx, account(1));
        "a correspondent": feed::correspondent(tx, &pen_name(1));
        "the comments on a post": comments::page(tx, (post_id(1), None), None, Direction::Forward, 20);
        "later comments on a post": comments::page(tx, (post_id(1), Some(account(1))), Some(vec![1]), Direction::Forward, 20);
        "earlier comments on a post": comments::page(tx, (post_id(1), Some(account(1))), Some(vec![1]), Direction::Backward, 20);
        "a comment": comments::get(tx, post_id(1), Some(account(1)));
        "comments by id": comments::by_ids(tx, &[post_id(1), post_id(2)], None);
        "how many comments": comments::count_of(tx, &[post_id(1), post_id(2)], Some(account(1)));
        "the epoch": epoch::published(tx);
    );
    Ok(())
}

/// What authors do all day.
async fn writing_posts(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let hash = domain::ContentHash::from_bytes([7; 32]);
    record!(recorder,
        "who is behind a session": people::by_session(tx, b"token", minute(1));
        "a person": people::by_account(tx, account(GUIDE));
        "authors": people::authors(tx, &[account(1), account(2)]);
        "drafts of an author": drafts::of_author(tx, (account(1), Kind::Posts), None, Direction::Forward, 20);
        "more drafts of an author": drafts::of_author(tx, (account(1), Kind::Posts), Some(post_id(3)), Direction::Forward, 20);
        "drafts of an author backward": drafts::of_author(tx, (account(1), Kind::Posts), Some(post_id(3)), Direction::Backward, 20);
        "comments of an author": drafts::of_author(tx, (account(1), Kind::Comments), None, Direction::Forward, 20);
        "how many drafts an author has": drafts::count_of_author(tx, (account(1), Kind::Posts));
        "submissions": submissions::newest_of(tx, &[post_id(1), post_id(2)]);
        "how submissions ended": submissions::outcomes_of(tx, account(1));
        "all submissions": submissions::of_post(tx, post_id(1), 50);
        "the newest revision": revisions::newest(tx, post_id(1));
        "a revision by its hash": revisions::by_hash(tx, post_id(1), hash);
        "what somebody sent before": revisions::texts_of(tx, account(1), post_id(1), 3);
        "whose work was approved before": revisions::authors_approved(tx, &[account(1)], Kind::Posts);
        "decisions": decisions::of_revision(tx, revision_id(1));
        "a revision that stands": revisions::standing_by_hash(tx, post_id(1), domain::ContentHash::from_bytes([7; 32]));
        "the newest that stands": revisions::newest_standing(tx, post_id(1), revision_id(1));
        "second looks": second_looks::of_reviews(tx, &[review_id(1)]);
        "what a statement was about": second_looks::about(tx, statement_id(1));
        "whether a second look was asked for": second_looks::looked(tx, statement_id(1));
        "what came with a statement": suggestions::of_statement(tx, statement_id(1));
        "the post of a suggestion": suggestions::post_of(tx, domain::SuggestionId::from_uuid(Uuid::from_u128(1)));
        "statements to guardians": statements::against(tx, account(1), minute(0), 20);
        "statements on a post": statements::of_post(tx, post_id(1), Known::NotEscalated, 20);
        "open escalation of a post": escalations::open_of(tx, post_id(1));
        "open escalations": escalations::open(tx, 100);
        "due escalations": escalations::due(tx, minute(0), 100);
        "whether bytes were escalated": reviews::was_escalated(tx, post_id(1), domain::ContentHash::from_bytes([1; 32]));
        "whether it is read anyway": second_looks::is_read_anyway(tx, post_id(1));
        "newest review of a post": reviews::newest_of(tx, post_id(1));
        "closed escalations": escalations::closed(tx, 100);
        "what waits for its time": scheduled::due(tx, minute(0), 50);
        "when a post is public": scheduled::of_post(tx, post_id(1));
        "when posts are public": scheduled::of_posts(tx, &[post_id(1), post_id(2)]);
        "when a revision may be public": decisions::publish_at(tx, &[decision_id(1)]);
        "how long it took": queue::waited(tx, 200);
        "what waits longest": queue::oldest(tx, 5);
        "takedown of a post": takedowns::of_post(tx, post_id(1));
        "comments that wait": comments::count_waiting(tx, account(1), post_id(1));
        "whether it was said before": revisions::stands_elsewhere(tx, account(1), hash, post_id(1));
        "whether a comment came back": revisions::was_returned(tx, post_id(1));
        "whether a comment was escalated": comments::was_escalated(tx, (account(1), post_id(1)), hash);
        "whether comments are closed": comments::is_closed(tx, post_id(1));
        "whom somebody keeps away": silences::of(tx, account(1));
        "whether somebody is blocked": silences::blocks(tx, &[account(1), account(2)], account(3));
    );
    Ok(())
}

/// What people are told of.
async fn telling(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let reader = adult(tx, MODERATOR).await?;
    let (told, from) = (
        account(1),
        Some(NotificationId::from_uuid(Uuid::from_u128(7))),
    );
    record!(recorder,
        "what somebody was told": notifications::of(tx, told, None, Direction::Forward, 20);
        "what came before": notifications::of(tx, told, from, Direction::Forward, 20);
        "what came after": notifications::of(tx, told, from, Direction::Backward, 20);
        "one notification": notifications::get(tx, NotificationId::from_uuid(Uuid::from_u128(7)));
        "how much is new": notifications::count_after(tx, told, from, 100);
        "the newest": notifications::newest(tx, told);
        "what somebody has seen": notifications::lock_settings(tx, told);
        "what is not public any more": notifications::take_back_of(tx, post_id(1));
        "what was said by somebody": notifications::take_back_from(tx, told, account(2));
        "what is old": notifications::purge(tx, minute(0), 500);
        "whose digest is due": notifications::due(tx, minute(0), 200);
        "drafts by id": drafts::by_ids(tx, told, &[post_id(1), post_id(2)]);
        "whom mail goes to": accounts::to_mail(tx, told);
        "an address to be proven": address_proofs::of_account(tx, told, minute(1));
        "addresses nobody proved": address_proofs::purge(tx, minute(1));
        "older news": mails::delete_older(tx, domain::IdentityId::from_uuid(Uuid::from_u128(7)), mails::About::News);
        "whether somebody is guardian of anybody": groups::is_any_guardian(tx, told);
        "reviews by id": queue::among(tx, (&reader, minute(1)), &[review_id(1), review_id(2)]);
    );
    Ok(())
}

/// What moderators do all day.
async fn reviewing(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let person = adult(tx, GUIDE).await?;
    let place = Some(Place {
        queue_key: minute(1),
        review: review_id(1),
    });
    let lane = Filter {
        lane: Some(Lane::P1),
        language: Some(Language::English),
        ..Filter::default()
    };
    let said = Preferences {
        languages: vec![Language::English, Language::Basque],
        without: Themes::from_number(5).unwrap_or_default(),
        without_topics: vec![topic(SCHOOL)],
    };
    let suiting = Filter {
        suiting: said.clone(),
        ..Filter::default()
    };
    record!(recorder,
        "what is next in the queue": queue::next_for(tx, &person, &Preferences::default(), minute(0));
        "what is next and suits": queue::next_for(tx, &person, &said, minute(0));
        "what of the queue suits": queue::page(tx, (&person, minute(0)), suiting, None, Direction::Forward, 20);
        "what an adult said": preferences::of(tx, account(MODERATOR));
        "which languages colleagues read": preferences::languages_of(tx, &[account(MODERATOR), account(1)]);
        "whether a review suits": preferences::suit(tx, account(MODERATOR), review_id(1));
        "whether a review rests": claims::is_resting(tx, review_id(1), account(MODERATOR), minute(0));
        "what was asked about a post": consultations::of_post(tx, post_id(1), false, 50);
        "how much was asked": consultations::count_of(tx, review_id(1));
        "what a colleague was asked": consultations::unanswered(tx, account(MODERATOR), &[false, true], 50);
        "whether anything waits": queue::any_for(tx, &person);
        "how many somebody holds": queue::count_held(tx, account(MODERATOR), minute(0));
        "the queue": queue::page(tx, (&person, minute(0)), Filter::default(), None, Direction::Forward, 20);
        "more of the queue": queue::page(tx, (&person, minute(0)), Filter::default(), place, Direction::Forward, 20);
        "the queue backward": queue::page(tx, (&person, minute(0)), Filter::default(), place, Direction::Backward, 20);
        "a lane of the queue": queue::page(tx, (&person, minute(0)), lane, place, Direction::Forward, 20);
        "what a moderator holds": queue::held_by(tx, account(MODERATOR), minute(1));
        "the place in line": queue::ahead_of(tx, review_id(1), 100);
        "a review": reviews::get(tx, review_id(1));
        "the open review of a post": reviews::open_of(tx, post_id(1));
        "the open review of a post, locked": reviews::lock_open(tx, post_id(1));
        "the review of a revision": reviews::of_revision(tx, revision_id(1));
        "a post and its authors": posts::lock(tx, post_id(1));
    );
    Ok(())
}

/// What the jobs do, and every write.
async fn housekeeping(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    record!(recorder,
        "lapsed claims": claims::end_lapsed(tx, minute(60), 100);
        "alarms that are due": alarms::due(tx, Alarm::Late, minute(60), 100);
        "an alarm that is put off": alarms::put_off(tx, &[review_id(1), review_id(2)], minute(60), minute(65));
        "the end of a claim": claims::end(tx, review_id(1), claims::Ending::Closed, minute(60));
        "a claim that is given back": claims::give_back(tx, review_id(1), account(MODERATOR), minute(60));
        "what rested long enough": claims::purge_given_back(tx, minute(-1));
        "the audit log's sequencer": audit::chain(tx, 1);
        "a chapter of the audit log": audit::told(tx, Chapter::Groups, Some(account(1)), None, Direction::Forward, 20);
        "the next of a chapter": audit::told(tx, Chapter::Groups, None, Some(AuditId::from_uuid(Uuid::nil())), Direction::Forward, 20);
        "the page before": audit::told(tx, Chapter::Groups, None, Some(AuditId::from_uuid(Uuid::nil())), Direction::Backward, 20);
        "one record of the log": audit::told_one(tx, AuditId::from_uuid(Uuid::nil()), None);
        "what the last look at the log found": audit::checked(tx);
        "a job that is due": jobs::lease_due(tx, minute(60), minute(61));
        "a retried write": answered::reserve(tx, named(), minute(1));
        "old answers": answered::purge(tx, minute(-1));
        "old sessions": sessions::purge(tx, minute(-1));
        "sessions beyond the newest": sessions::keep_newest(tx, account(1), SessionId::from_uuid(Uuid::nil()), sessions::Counted::All, 5);
        "unproven sessions beyond the newest": sessions::keep_newest(tx, account(1), SessionId::from_uuid(Uuid::nil()), sessions::Counted::Unproven, 5);
        "signing out": sessions::delete(tx, SessionId::from_uuid(Uuid::nil()));
    );
    Ok(())
}

/// What staff do about themselves and about each other.
async fn staff_work(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let hash = [7; 32];
    record!(recorder,
        "second factors of an account": second_factors::of(tx, account(1));
        "a recovery code": second_factors::take_code(tx, account(1), &hash);
        "the adults who work for the panel": staff::list(tx, [Role::Moderator, Role::Guide].into_iter(), None, None, Direction::Forward, 20);
        "acts that wait for an answer": acts::open(tx, minute(60), 100);
        "acts that somebody asked for": acts::asked_by(tx, account(1), minute(0), 50);
        "openings of an identity": acts::openings_of(tx, account(1), 50);
        "the act of a code": acts::of_code(tx, &hash);
        "guardians of somebody": groups::guardians_of(tx, identity(1));
    );
    Ok(())
}

/// All of it, recorded.
async fn everything(tx: &mut Tx) -> Outcome<Vec<Sent>> {
    let recorder = Recorder::default();
    recorder.listen(tx);
    reading_the_feed(tx, &recorder).await?;
    writing_posts(tx, &recorder).await?;
    together::writing_together(tx, &recorder).await?;
    readers::readers_comment(tx, &recorder).await?;
    telling(tx, &recorder).await?;
    reviewing(tx, &recorder).await?;
    housekeeping(tx, &recorder).await?;
    staff_work(tx, &recorder).await?;
    Ok(recorder.stop(tx))
}

fn named() -> Named<'static> {
    Named {
        account: account(1),
        client_mutation_id: "once",
        operation: "saveDraft",
        input_hash: b"input",
    }
}

#[derive(QueryableByName)]
struct SqlitePlan {
    #[diesel(sql_type = SqlText)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresPlan {
    #[diesel(sql_type = SqlText, column_name = "QUERY PLAN")]
    line: String,
}

/// How the database would go about a statement whose values it does not know yet.
async fn plan(tx: &mut Tx, sql: &str) -> Outcome<Vec<String>> {
    if let Conn::Sqlite(conn) = &mut tx.conn {
        let plan = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"));
        let plan: Vec<SqlitePlan> = RunQueryDsl::load(plan, conn)?;
        return Ok(plan.into_iter().map(|step| step.detail).collect());
    }
    let values = (1..100)
        .take_while(|n| sql.contains(&format!("${n}")))
        .count();
    if let Conn::Postgres(conn) = &mut tx.conn {
        conn.batch_execute(&format!("PREPARE planned AS {sql}"))
            .await?;
    }
    let values = match values {
        0 => String::new(),
        some => format!("({})", vec!["NULL"; some].join(", ")),
    };
    let plan = diesel::sql_query(format!("EXPLAIN (COSTS OFF) EXECUTE planned{values}"));
    let plan: Vec<PostgresPlan> = run!(tx, load, plan)?;
    if let Conn::Postgres(conn) = &mut tx.conn {
        conn.batch_execute("DEALLOCATE planned").await?;
    }
    Ok(plan.into_iter().map(|step| step.line).collect())
}

/// The word after `before` in a line.
fn word_after<'l>(line: &'l str, before: &str) -> Option<&'l str> {
    line.split_once(before)?.1.split_whitespace().next()
}

/// What is wrong with a plan: tables that grow and are read from end to end, or sorted to find the first few.
fn faults(plan: &[String]) -> Vec<&str> {
    let sorts = plan
        .iter()
        .any(|line| line.contains("Sort Key") || line.contains("TEMP B-TREE"));
    let may = |table: &str, index: &str| {
        SMALL.contains(&table) || LIVE.contains(&index) || (IN_ORDER.contains(&index) && !sorts)
    };
    let mut found = Vec::new();
    for (line, next) in plan.iter().zip(plan.iter().skip(1).map(Some).chain([None])) {
        let has_bounds = next.is_some_and(|next| next.contains("Index Cond"));
        let table = word_after(line, "SCAN ")
            .or_else(|| word_after(line, "Seq Scan on "))
            .or_else(|| {
                word_after(line, " on ")
                    .filter(|_| line.contains("Index") && line.contains(" using ") && !has_bounds)
            });
        let index = word_after(line, " using ").or_else(|| word_after(line, "USING INDEX "));
        if table.is_some_and(|table| !may(table, index.unwrap_or_default())) {
            found.push(line.as_str());
        }
    }
    found
}

/// Has PostgreSQL plan for values that it does not know, as SQLite does anyway.
async fn plan_blindly(tx: &mut Tx) -> Outcome {
    if let Conn::Postgres(conn) = &mut tx.conn {
        conn.batch_execute("SET LOCAL plan_cache_mode = force_generic_plan")
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_that_happens_often_reads_a_growing_table_from_end_to_end() {
    on_each(async |db| {
        panel(&db).await;
        volume::fill(&db).await;
        writing!(db, tx => {
            text(1).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
            let together = Text { authors: vec![1, 2], ..text(2) };
            published(tx, together, day(3)).await?;
            plan_blindly(tx).await?;
            let sent = everything(tx).await?;
            assert!(sent.len() > 60, "{} statements", sent.len());
            for (name, sql) in sent {
                let plan = plan(tx, &sql).await?;
                let faults = faults(&plan);
                assert!(faults.is_empty(), "{name}: {faults:#?}\n{sql}\n{}", plan.join("\n"));
            }
        })
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_reads_a_growing_table_from_end_to_end_is_found() {
    on_each(async |db| {
        panel(&db).await;
        volume::fill(&db).await;
        writing!(db, tx => {
            plan_blindly(tx).await?;
            for planted in [
                "SELECT post_id FROM drafts WHERE body = 'secret'",
                "SELECT r.id FROM posts p JOIN revisions r ON p.published_revision_id = r.id WHERE r.html = ''",
                "SELECT count(*) FROM audit_records WHERE actor_kind = 3",
                "SELECT id FROM posts WHERE published_revision_id IS NOT NULL ORDER BY published_on, created_at LIMIT 5",
            ] {
                let plan = plan(tx, planted).await?;
                assert!(!faults(&plan).is_empty(), "{planted}\n{}", plan.join("\n"));
            }
        })
        .unwrap();
    })
    .await;
}
