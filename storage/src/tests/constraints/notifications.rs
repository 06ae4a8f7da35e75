//! What somebody is told is about their own text, about what was said to it, or about a review, as its kind says.

use diesel::prelude::*;
use domain::NotificationId;
use domain::notification::{Digest, NotificationKind};
use uuid::Uuid;

use super::{refused, waiting};
use crate::StorageError;
use crate::notifications::{self, About, Notification, Settings};
use crate::schema::notification_settings as settings;
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};

fn told(kind: NotificationKind, about: About) -> Notification {
    Notification {
        id: NotificationId::from_uuid(Uuid::from_u128(1)),
        account: account(1),
        kind,
        about,
        at: minute(1),
    }
}

#[tokio::test]
async fn a_notification_is_about_what_its_kind_says() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        waiting(&db, comment(10, 1, None)).await;
        let text = |comment| About::Text {
            post: post_id(1),
            comment,
        };
        let (own, said) = (text(None), text(Some(post_id(10))));
        let review = About::Review(review_id(1));
        for kind in NotificationKind::ALL {
            for about in [own, said, review] {
                let fits = match kind {
                    NotificationKind::Commented | NotificationKind::Answered => about == said,
                    NotificationKind::Asked
                    | NotificationKind::ColleagueAnswered
                    | NotificationKind::HandedOver => about == review,
                    NotificationKind::Published
                    | NotificationKind::Scheduled
                    | NotificationKind::ChangesRequested
                    | NotificationKind::Declined
                    | NotificationKind::TakenDown
                    | NotificationKind::CommentsClosed
                    | NotificationKind::CoAuthorInvited
                    | NotificationKind::CoAuthorJoined
                    | NotificationKind::WordAsked
                    | NotificationKind::WordRefused
                    | NotificationKind::LookedAgain => about == own,
                };
                let new = told(kind, about);
                if fits {
                    let kept = writing!(db, tx => {
                        notifications::insert(tx, &new).await?;
                        let kept = notifications::get(tx, new.id).await?;
                        notifications::purge(tx, minute(1), 1).await?;
                        kept
                    });
                    assert_eq!(kept.unwrap(), Some(new));
                } else {
                    refused!(db, [], tx => notifications::insert(tx, &new).await?);
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_digest_has_a_time_and_a_time_is_of_a_digest() {
    on_each(async |db| {
        panel(&db).await;
        let wanted = Settings {
            digest: Some((Digest::Weekly, minute(1))),
            ..Settings::default()
        };
        writing!(db, tx => notifications::store_settings(tx, account(1), &wanted).await?).unwrap();
        let kept = reading!(db, tx => notifications::settings(tx, account(1)).await?);
        assert_eq!(kept, wanted);
        let own = settings::table.find(key(account(1)));
        let never = settings::digest.eq(None::<i16>);
        refused!(db, [], tx => run!(tx, execute, diesel::update(own).set(never))?);
        let no_time = settings::digest_due_at.eq(None::<At>);
        refused!(db, [], tx => run!(tx, execute, diesel::update(own).set(no_time))?);
    })
    .await;
}
