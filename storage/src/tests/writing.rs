//! Posts, drafts and revisions: what authors write is kept as they wrote it and read back whole.

use domain::post::draft::{Draft, DraftText, DraftVersion};
use domain::post::revision::RevisionState;
use domain::post::{Publication, Published};
use domain::text::Slug;
use domain::{ContentHash, Language};
use moderation::Lane;
use moderation::screen::FindingCode;

use crate::Direction;
use crate::testing::*;
use crate::{StorageError, drafts, epoch, posts, revisions};

#[tokio::test]
async fn a_post_keeps_its_authors_in_order_and_begins_with_nothing_public() {
    on_each(async |db| {
        panel(&db).await;
        let together = Text {
            authors: vec![2, 1, 3],
            ..text(7)
        };
        let started = writing!(db, tx => together.start(tx).await?).unwrap();
        let locked = writing!(db, tx => posts::lock(tx, post_id(7)).await?)
            .unwrap()
            .unwrap();
        assert_eq!(locked, started);
        assert_eq!(locked.publication, Publication::Never);
        let names = reading!(db, tx => posts::authors(tx, post_id(7)).await?);
        assert_eq!(names.as_slice(), [account(2), account(1), account(3)]);
        assert!(
            writing!(db, tx => posts::lock(tx, post_id(8)).await?)
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn a_publication_is_read_back_in_each_of_its_states() {
    on_each(async |db| {
        panel(&db).await;
        let stored = async || writing!(db, tx => posts::lock(tx, post_id(7)).await?).unwrap();
        let first = writing!(db, tx => published(tx, text(7), day(3)).await?).unwrap();
        let slug = Some(Slug::parse("post-7").unwrap());
        let publication = Publication::Published(Published {
            revision: revision_id(7),
            slug: slug.clone(),
            first_on: day(3),
            revised_on: None,
        });
        assert_eq!(stored().await.unwrap().publication, publication);
        let mut taken_down = first.clone();
        writing!(db, tx => taken_down.unpublish(tx).await?).unwrap();
        let unpublished = Publication::Unpublished {
            slug: slug.clone(),
            first_on: day(3),
        };
        assert_eq!(stored().await.unwrap().publication, unpublished);
        writing!(db, tx => {
            let mut again = first;
            again.post.publication = unpublished;
            again.publish(tx, day(9)).await?;
        })
        .unwrap();
        let publication = Publication::Published(Published {
            revision: revision_id(7),
            slug,
            first_on: day(3),
            revised_on: Some(day(9)),
        });
        assert_eq!(stored().await.unwrap().publication, publication);
    })
    .await;
}

#[tokio::test]
async fn the_epoch_of_published_content_moves_with_every_publication_and_takedown() {
    on_each(async |db| {
        panel(&db).await;
        let epoch = async || reading!(db, tx => epoch::published(tx).await?);
        let first = epoch().await;
        let mut submission = writing!(db, tx => {
            let mut submission = text(7).submit(tx).await?;
            submission.approve(tx, MODERATOR, minute(1)).await?;
            submission
        })
        .unwrap();
        assert_eq!(epoch().await, first, "an approval shows nothing yet");
        let mut submission = writing!(db, tx => {
            submission.publish(tx, day(3)).await?;
            submission
        })
        .unwrap();
        assert_eq!(epoch().await, first + 1);
        writing!(db, tx => submission.unpublish(tx).await?).unwrap();
        assert_eq!(epoch().await, first + 2);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_kept_with_what_is_still_missing() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => { text(7).start(tx).await?; }).unwrap();
        let draft = reading!(db, tx => drafts::get(tx, post_id(7)).await?).unwrap();
        assert_eq!(draft, text(7).draft());
        let emptied = Draft {
            text: DraftText::empty(Language::Basque),
            version: DraftVersion::new(2),
            saved_at: minute(5),
            ..draft
        };
        let saved = emptied.clone();
        writing!(db, tx => drafts::update(tx, &saved).await?).unwrap();
        assert_eq!(
            reading!(db, tx => drafts::get(tx, post_id(7)).await?),
            Some(emptied)
        );
        assert_eq!(reading!(db, tx => drafts::get(tx, post_id(8)).await?), None);
    })
    .await;
}

#[tokio::test]
async fn an_author_sees_the_own_drafts_only_newest_first_page_by_page() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for (n, authors) in [(1, vec![1]), (2, vec![2]), (3, vec![2, 1]), (4, vec![1]), (5, vec![3])] {
                Text { authors, ..text(n) }.start(tx).await?;
            }
        })
        .unwrap();
        let ask = async |author, from: Option<u128>, direction, limit| {
            let from = from.map(post_id);
            let author = account(author);
            let drafts = reading!(db, tx => drafts::of_author(tx, (author, drafts::Kind::Posts), from, direction, limit).await?);
            drafts.iter().map(|own| own.draft.post.as_uuid().as_u128()).collect::<Vec<_>>()
        };
        let page = async |author, from, limit| ask(author, from, Direction::Forward, limit).await;
        assert_eq!(page(1, None, 10).await, [4, 3, 1]);
        assert_eq!(page(1, None, 2).await, [4, 3]);
        assert_eq!(page(1, Some(3), 2).await, [1]);
        assert_eq!(page(2, None, 10).await, [3, 2]);
        let back = async |from, limit| ask(1, from, Direction::Backward, limit).await;
        assert_eq!(back(None, 2).await, [1, 3], "from the end");
        assert_eq!(back(Some(3), 2).await, [4]);
        assert_eq!(page(MODERATOR, None, 10).await, [0_u128; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_revision_is_read_back_byte_for_byte() {
    on_each(async |db| {
        panel(&db).await;
        let submitted = writing!(db, tx => {
            let long = Text {
                authors: vec![2, 1],
                lane: Lane::P2,
                language: Language::Galician,
                topics: vec![CLIMATE, SCHOOL],
                at: minute(4),
                ..text(7)
            };
            long.submit(tx).await?
        })
        .unwrap();
        let stored = reading!(db, tx => revisions::get(tx, revision_id(7)).await?).unwrap();
        assert_eq!(stored.revision, submitted.revision);
        assert_eq!(stored.title, Some(submitted.text.title()));
        assert_eq!(stored.summary, None);
        assert_eq!(stored.source.as_str(), "What *7* says in group 1");
        assert_eq!(
            stored.html.as_str().trim(),
            "<p>What <em>7</em> says in group 1</p>"
        );
        assert_eq!(stored.language, Language::Galician);
        assert_eq!(stored.authors.as_slice(), [account(2), account(1)]);
        assert_eq!(stored.topics, [topic(CLIMATE), topic(SCHOOL)]);
        assert_eq!(stored.sanitiser_version, moderation::SANITISER_VERSION);
        assert_eq!(stored.lane, Lane::P2);
        assert_eq!(stored.findings[0].code, FindingCode::ScreeningFailed);
        assert_eq!(stored.submitted_at, minute(4));
    })
    .await;
}

#[tokio::test]
async fn the_newest_revision_of_a_post_is_found_and_any_by_its_hash() {
    on_each(async |db| {
        panel(&db).await;
        let (first, second) = writing!(db, tx => {
            text(1).submit(tx).await?;
            text(7).start(tx).await?;
            (text(7).revise(tx, 9).await?, text(7).revise(tx, 8).await?)
        })
        .unwrap();
        let newest = reading!(db, tx => revisions::newest(tx, post_id(7)).await?);
        assert_eq!(newest.unwrap().revision, second);
        let by_hash = async |hash| {
            let found = reading!(db, tx => revisions::by_hash(tx, post_id(7), hash).await?);
            found.map(|found| found.revision)
        };
        assert_eq!(by_hash(first.content_hash).await, Some(first.clone()));
        assert_eq!(by_hash(second.content_hash).await, Some(second.clone()));
        assert_eq!(by_hash(ContentHash::from_bytes([7; 32])).await, None);
        let other =
            reading!(db, tx => revisions::by_hash(tx, post_id(1), first.content_hash).await?);
        assert!(other.is_none(), "it is another post's");
        assert!(reading!(db, tx => revisions::newest(tx, post_id(99)).await?).is_none());
    })
    .await;
}

#[tokio::test]
async fn every_state_of_a_revision_is_read_back() {
    on_each(async |db| {
        panel(&db).await;
        let state = async |n| {
            let stored = reading!(db, tx => revisions::get(tx, revision_id(n)).await?);
            stored.unwrap().revision.state
        };
        let (approved, declined) = writing!(db, tx => {
            text(1).submit(tx).await?;
            let mut approved = Text { lane: Lane::P1, ..text(2) }.submit(tx).await?;
            approved.approve(tx, MODERATOR, minute(1)).await?;
            approved.approve(tx, OTHER_MODERATOR, minute(2)).await?;
            let mut declined = text(3).submit(tx).await?;
            declined.decline(tx, MODERATOR, minute(1)).await?;
            let withdrawn = text(4).submit(tx).await?.revision.withdraw(minute(3)).unwrap();
            revisions::store_state(tx, &withdrawn, minute(3)).await?;
            let superseded = text(5).submit(tx).await?.revision.supersede(minute(4)).unwrap();
            revisions::store_state(tx, &superseded, minute(4)).await?;
            (approved, declined)
        })
        .unwrap();
        assert_eq!(state(1).await, RevisionState::Pending);
        assert!(matches!(approved.revision.state, RevisionState::Approved(permit) if permit.second().is_some()));
        assert_eq!(state(2).await, approved.revision.state);
        assert_eq!(state(3).await, RevisionState::Declined { by: declined.decision(MODERATOR) });
        assert_eq!(state(4).await, RevisionState::Withdrawn { at: minute(3) });
        assert_eq!(state(5).await, RevisionState::Superseded { at: minute(4) });
    })
    .await;
}

#[tokio::test]
async fn a_row_that_can_not_be_read_is_an_error_that_names_it_and_not_its_content() {
    use crate::schema::drafts::dsl;
    use crate::tx::run;
    use crate::types::key;
    use diesel::prelude::*;
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(7).start(tx).await?;
            let draft = dsl::drafts.find(key(post_id(7)));
            run!(tx, execute, diesel::update(draft).set(dsl::topics.eq("secret")))?;
        })
        .unwrap();
        let outcome = writing!(db, tx => drafts::get(tx, post_id(7)).await?);
        let Err(StorageError::Corrupt(row)) = outcome else {
            panic!("it was read");
        };
        let place = "drafts.topics of 00000000-0000-0000-0000-000000000007 can't be read";
        assert_eq!(row.to_string(), place);
    })
    .await;
}
