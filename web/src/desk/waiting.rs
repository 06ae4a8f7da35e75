//! How long it takes until somebody reads what was sent, in words.

use crate::words::{Value, Words};

/// How many hours it takes: for half of what is sent, and for nine of ten.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usual {
    half: i64,
    most: i64,
}

impl Usual {
    /// What the API tells, where there is enough to tell.
    pub(crate) fn new(half: Option<i64>, most: Option<i64>) -> Option<Self> {
        Some(Self {
            half: half?.max(1),
            most: most?.max(1),
        })
    }

    /// As a sentence.
    pub(crate) fn in_words(self, words: &Words) -> String {
        if self.half >= self.most {
            let named = [("what", Value::from(self.most))];
            return words.with("wait-within", &named);
        }
        let named = [
            ("half", Value::from(self.half)),
            ("most", Value::from(self.most)),
        ];
        words.with("wait-between", &named)
    }
}
