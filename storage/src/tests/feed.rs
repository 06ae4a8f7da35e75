//! What everybody may read: pages that meet without holes, and never anything that is not published.

use chrono::NaiveDate;
use domain::{Language, PostId};

use crate::Direction;
use crate::feed::{self, FeedFilter, Position, PublicPost};
use crate::testing::*;
use crate::{Db, accounts, revisions};

/// Sixty posts on five days, of both groups, two languages, one to three authors and up to two topics. Every sixth is
/// taken down again, every seventh was never published.
async fn population(db: &Db) -> Vec<(Text, NaiveDate)> {
    let texts: Vec<(Text, NaiveDate)> = (1..=60_u128)
        .map(|n| {
            let written = Text {
                authors: [vec![1], vec![2, 3], vec![3], vec![3, 1, 2]]
                    [usize::try_from(n % 4).unwrap()]
                .clone(),
                group: 1 + n % 2,
                language: Language::ALL[usize::try_from(n % 3 / 2).unwrap()],
                topics: [vec![SCHOOL], vec![CLIMATE], vec![], vec![CLIMATE, SCHOOL]]
                    [usize::try_from(n % 5 % 4).unwrap()]
                .clone(),
                ..text(n)
            };
            (written, day(1 + u32::try_from(n * 7 % 5).unwrap()))
        })
        .collect();
    let (to_store, mut shown) = (texts.clone(), texts);
    writing!(db, tx => {
        for (written, on) in to_store {
            if written.n % 7 == 0 {
                written.submit(tx).await?;
                continue;
            }
            let n = written.n;
            let mut public = published(tx, written, on).await?;
            if n % 6 == 0 {
                public.unpublish(tx).await?;
            }
        }
    })
    .unwrap();
    shown.retain(|(written, _)| written.n % 7 != 0 && written.n % 6 != 0);
    shown.sort_by_key(|(written, on)| std::cmp::Reverse((*on, written.shuffle())));
    shown
}

fn filters() -> Vec<FeedFilter> {
    let mut filters = Vec::new();
    for topic in [
        None,
        Some(topic(SCHOOL)),
        Some(topic(CLIMATE)),
        Some(topic(77)),
    ] {
        for group in [None, Some(group(NORTH)), Some(group(77))] {
            for language in [None, Some(Language::English), Some(Language::Basque)] {
                filters.push(FeedFilter {
                    topic,
                    group,
                    language,
                });
            }
        }
    }
    filters
}

fn matching(shown: &[(Text, NaiveDate)], filter: FeedFilter) -> Vec<PostId> {
    let matches = |written: &Text| {
        filter
            .topic
            .is_none_or(|topic| written.topics().contains(&topic))
            && filter.group.is_none_or(|of| group(written.group) == of)
            && filter
                .language
                .is_none_or(|language| written.language == language)
    };
    let shown = shown.iter().filter(|(written, _)| matches(written));
    shown.map(|(written, _)| post_id(written.n)).collect()
}

async fn page(
    db: &Db,
    filter: FeedFilter,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Vec<PublicPost> {
    reading!(db, tx => feed::page(tx, filter, from, direction, limit).await?)
}

fn ids(posts: &[PublicPost]) -> Vec<PostId> {
    posts.iter().map(|post| *post.id()).collect()
}

/// Every post of a filter, a page at a time.
async fn walk(db: &Db, filter: FeedFilter, direction: Direction, limit: i64) -> Vec<PostId> {
    let (mut all, mut from) = (vec![], None);
    loop {
        let posts = page(db, filter, from, direction, limit).await;
        assert!(i64::try_from(posts.len()).unwrap() <= limit);
        let Some(last) = posts.last() else { return all };
        from = Some(*last.position());
        all.extend(ids(&posts));
        assert!(all.len() <= 60, "the pages go round in a circle");
    }
}

#[tokio::test]
async fn pages_of_every_filter_meet_without_holes_in_both_directions() {
    on_each(async |db| {
        panel(&db).await;
        let shown = population(&db).await;
        let mut most = 0;
        for filter in filters() {
            let mut expected = matching(&shown, filter);
            most = most.max(expected.len());
            for limit in [1, 4, 50] {
                assert_eq!(
                    walk(&db, filter, Direction::Forward, limit).await,
                    expected,
                    "{filter:?}"
                );
            }
            expected.reverse();
            for limit in [1, 4, 50] {
                assert_eq!(
                    walk(&db, filter, Direction::Backward, limit).await,
                    expected,
                    "{filter:?}"
                );
            }
        }
        assert!(most > 40, "{most}");
    })
    .await;
}

#[tokio::test]
async fn from_any_post_the_older_and_the_newer_ones_are_all_the_others() {
    on_each(async |db| {
        panel(&db).await;
        let shown = population(&db).await;
        let everything = FeedFilter::default();
        let all = matching(&shown, everything);
        for (place, (written, on)) in shown.iter().enumerate() {
            let from = Some(Position {
                on: *on,
                shuffle: written.shuffle(),
            });
            let older = ids(&page(&db, everything, from, Direction::Forward, 100).await);
            let mut newer = ids(&page(&db, everything, from, Direction::Backward, 100).await);
            newer.reverse();
            assert_eq!((&newer[..], &older[..]), (&all[..place], &all[place + 1..]));
        }
    })
    .await;
}

#[tokio::test]
async fn a_public_post_is_what_was_approved_with_all_its_authors_in_order() {
    on_each(async |db| {
        panel(&db).await;
        let together = Text {
            authors: vec![3, 1, 2],
            topics: vec![CLIMATE, SCHOOL],
            language: Language::English,
            ..text(7)
        };
        let submission = writing!(db, tx => {
            accounts::set_blog_page(tx, account(1), true).await?;
            published(tx, together, day(4)).await?
        })
        .unwrap();
        let posts = page(&db, FeedFilter::default(), None, Direction::Forward, 10).await;
        let [post] = &posts[..] else {
            panic!("{posts:?}")
        };
        assert_eq!(*post.id(), post_id(7));
        assert_eq!(*post.revision(), revision_id(7));
        assert_eq!(post.slug().as_str(), "post-7");
        assert_eq!(*post.title(), submission.text.title());
        assert_eq!(*post.summary(), None);
        assert_eq!(*post.language(), Language::English);
        assert_eq!(*post.topics(), [topic(CLIMATE), topic(SCHOOL)]);
        assert_eq!(*post.group(), group_of(NORTH, "North"));
        assert_eq!(
            *post.position(),
            Position {
                on: day(4),
                shuffle: submission.text.shuffle()
            }
        );
        assert_eq!(*post.revised_on(), None);
        assert_eq!(*post.content_hash(), submission.revision.content_hash);
        let authors: Vec<_> = post
            .authors()
            .iter()
            .map(|author| (author.account, author.blog_page))
            .collect();
        assert_eq!(
            authors,
            [(account(3), false), (account(1), true), (account(2), false)]
        );
        assert_eq!(post.authors()[0].pen_name, pen_name(3));
    })
    .await;
}

/// Whether any of the ways to a post leads to it.
async fn can_be_read(db: &Db, n: u128) -> [bool; 5] {
    let slug = domain::text::Slug::parse(&format!("post-{n}")).unwrap();
    reading!(db, tx => {
        let all = feed::page(tx, FeedFilter::default(), None, Direction::Forward, 100).await?;
        [
            feed::by_slug(tx, &slug).await?.is_some(),
            !feed::by_ids(tx, &[post_id(n)]).await?.is_empty(),
            !feed::html(tx, &[revision_id(n)]).await?.is_empty(),
            !feed::of_author(tx, account(1), None, Direction::Forward, 100).await?.is_empty(),
            ids(&all).contains(&post_id(n)),
        ]
    })
}

#[tokio::test]
async fn nothing_leads_to_a_post_before_it_is_published_nor_after_it_was_taken_down() {
    on_each(async |db| {
        panel(&db).await;
        let (nowhere, everywhere) = ([false; 5], [true; 5]);
        let mut submission = writing!(db, tx => text(7).submit(tx).await?).unwrap();
        assert_eq!(can_be_read(&db, 7).await, nowhere, "waits");
        submission = writing!(db, tx => {
            submission.approve(tx, MODERATOR, minute(1)).await?;
            submission
        })
        .unwrap();
        assert_eq!(can_be_read(&db, 7).await, nowhere, "is approved");
        submission = writing!(db, tx => {
            submission.publish(tx, day(3)).await?;
            submission
        })
        .unwrap();
        assert_eq!(can_be_read(&db, 7).await, everywhere, "is published");
        writing!(db, tx => submission.unpublish(tx).await?).unwrap();
        assert_eq!(can_be_read(&db, 7).await, nowhere, "was taken down");
    })
    .await;
}

#[tokio::test]
async fn an_edit_that_waits_changes_nothing_of_what_is_public() {
    on_each(async |db| {
        panel(&db).await;
        let html = async |n| {
            let html = reading!(db, tx => feed::html(tx, &[revision_id(n)]).await?);
            html.into_iter()
                .map(|(_, html)| html.as_str().trim().to_owned())
                .collect::<Vec<_>>()
        };
        let newer = writing!(db, tx => {
            published(tx, text(7), day(3)).await?;
            text(7).revise(tx, 8).await?
        })
        .unwrap();
        let before = page(&db, FeedFilter::default(), None, Direction::Forward, 10).await;
        assert_eq!(*before[0].revision(), revision_id(7));
        assert_eq!(html(7).await, ["<p>What <em>7</em> says in group 1</p>"]);
        assert_eq!(html(8).await, [""; 0]);
        writing!(db, tx => {
            let review = text(7).open(tx, &newer).await?;
            let post = text(7).post();
            let mut edit = Submission { post, revision: newer, review, text: text(7) };
            edit.text.n = 8;
            edit.approve(tx, MODERATOR, minute(5)).await?;
            edit.text.n = 7;
            edit.publish(tx, day(9)).await?;
        })
        .unwrap();
        let after = page(&db, FeedFilter::default(), None, Direction::Forward, 10).await;
        assert_eq!(*after[0].revision(), revision_id(8));
        assert_eq!(
            html(7).await,
            [""; 0],
            "what was public before is public no more"
        );
        assert_eq!(html(8).await, ["<p>What <em>8</em> says in group 1</p>"]);
        let first = reading!(db, tx => revisions::get(tx, revision_id(7)).await?);
        assert!(first.is_some(), "it is kept");
    })
    .await;
}

#[tokio::test]
async fn posts_of_an_author_come_in_the_order_of_the_feed_also_those_written_together() {
    on_each(async |db| {
        panel(&db).await;
        let shown = population(&db).await;
        let theirs = shown
            .iter()
            .filter(|(written, _)| written.authors.contains(&2));
        let expected: Vec<PostId> = theirs.map(|(written, _)| post_id(written.n)).collect();
        let (mut all, mut from) = (vec![], None);
        loop {
            let posts = reading!(db, tx => feed::of_author(tx, account(2), from, Direction::Forward, 3).await?);
            let Some(last) = posts.last() else { break };
            from = Some(*last.position());
            all.extend(ids(&posts));
        }
        assert_eq!(all, expected);
        assert!(all.len() > 10);
    })
    .await;
}

#[tokio::test]
async fn a_correspondent_has_a_page_only_while_it_is_switched_on() {
    on_each(async |db| {
        panel(&db).await;
        let found = async |name: domain::text::PenName| {
            reading!(db, tx => feed::correspondent(tx, &name).await?).map(|author| author.account)
        };
        let switch = async |on| {
            writing!(db, tx => accounts::set_blog_page(tx, account(1), on).await?).unwrap();
        };
        assert_eq!(found(pen_name(1)).await, None);
        switch(true).await;
        assert_eq!(found(pen_name(1)).await, Some(account(1)));
        assert_eq!(found(pen_name(2)).await, None);
        assert_eq!(found(pen_name(99)).await, None);
        switch(false).await;
        assert_eq!(found(pen_name(1)).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_feed_takes_one_statement_and_one_more_for_posts_of_several_authors() {
    on_each(async |db| {
        panel(&db).await;
        let statements = async || {
            let before = db.statements();
            let posts = page(&db, FeedFilter::default(), None, Direction::Forward, 20).await;
            (posts.len(), db.statements() - before)
        };
        writing!(db, tx => for n in 1..=9 { published(tx, text(n), day(3)).await?; }).unwrap();
        assert_eq!(statements().await, (9, 1));
        writing!(db, tx => {
            for n in 10..=15 {
                published(tx, Text { authors: vec![1, 2, 3], ..text(n) }, day(3)).await?;
            }
        })
        .unwrap();
        assert_eq!(statements().await, (15, 2));
    })
    .await;
}
