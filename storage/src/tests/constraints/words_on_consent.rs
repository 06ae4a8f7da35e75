//! What was said on consent stays as it was said.

use diesel::prelude::*;
use domain::consent::{Answer, Purpose, Said, TextVersion};

use super::refused;
use crate::schema::consent_words;
use crate::testing::*;
use crate::tx::run;
use crate::{StorageError, consents};

#[tokio::test]
async fn what_was_said_on_consent_is_kept_in_its_order_and_never_changed() {
    on_each(async |db| {
        panel(&db).await;
        let ward = identity(1);
        let saying = |guardian| consents::Saying {
            ward,
            guardian,
            text: TextVersion(1),
            language: domain::Language::Galician,
            on: day(1),
            at: minute(0),
        };
        let word = |about, answer| consents::Word { about, answer };
        let account_of = consents::About::Purpose(Purpose::Account);
        let of_guardian = Some(account(GUARDIAN));
        let words = [
            (None, word(account_of, Answer::Given)),
            (of_guardian, word(account_of, Answer::Withheld)),
            (of_guardian, word(consents::About::GoingOn, Answer::Withheld)),
            (None, word(account_of, Answer::Withheld)),
            (of_guardian, word(account_of, Answer::Given)),
        ];
        for (guardian, word) in words {
            let saying = saying(guardian);
            writing!(db, tx => {
                let place = consents::count(tx, ward).await?;
                consents::say(tx, place, &saying, word).await?;
            })
            .unwrap();
        }
        let said = reading!(db, tx => consents::of(tx, &[ward]).await?).pop().unwrap();
        let answers = |said: &[Said]| said.iter().map(|said| said.answer).collect::<Vec<_>>();
        assert_eq!(answers(&said.own), [Answer::Given, Answer::Withheld]);
        assert_eq!(answers(&said.guardians[0].said), [Answer::Withheld, Answer::Given]);
        assert!(said.guardians[0].paused);
        let again = saying(None);
        refused!(db, [again], tx => consents::say(tx, 0, &again, word(account_of, Answer::Given)).await?);
        refused!(db, [], "a word on consent is never changed", tx => run!(
            tx,
            execute,
            diesel::update(consent_words::table).set(consent_words::answer.eq(1_i16))
        )?);
    })
    .await;
}
