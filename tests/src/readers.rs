//! Readers without an account who comment, with the documents that our own pages send.

use serde_json::{Value, json};

use crate::people::Person;

/// Comments on a post.
pub const COMMENT_AS_READER: &str = include_str!("../../web/operations/comment_as_reader.graphql");
const READ: &str = include_str!("../../web/operations/read_comment_receipt.graphql");
const CHANGE: &str = include_str!("../../web/operations/change_comment_as_reader.graphql");
const TAKE_BACK: &str = include_str!("../../web/operations/take_back_comment_as_reader.graphql");
const LOOK_AGAIN: &str = include_str!("../../web/operations/ask_for_second_look_as_reader.graphql");

impl Person<'_> {
    /// Comments on a post without an account, and gives what came of it.
    pub async fn comments_as_reader(&self, on: &Value, words: &str) -> Value {
        let input = json!({ "on": on, "text": words, "language": "SPANISH" });
        self.does(COMMENT_AS_READER, input).await
    }

    /// Comments on a post without an account, which works, and gives the receipt.
    pub async fn says_as_reader(&self, on: &Value, words: &str) -> String {
        let given = self.comments_as_reader(on, words).await;
        assert_eq!(given["__typename"], "ReaderCommentSent", "{given}");
        let receipt = given["receipt"].as_str().expect("a receipt").to_owned();
        self.world().secrets.keep(&receipt);
        receipt
    }

    /// What a receipt tells.
    pub async fn reads_receipt(&self, receipt: &str) -> Value {
        self.does(READ, json!({ "receipt": receipt })).await
    }

    /// Sends a comment again in other words, and gives what came of it.
    pub async fn changes_as_reader(&self, receipt: &str, words: &str) -> Value {
        let input = json!({ "receipt": receipt, "text": words, "language": "SPANISH" });
        self.does(CHANGE, input).await
    }

    /// Takes a comment back, and gives what came of it.
    pub async fn takes_back_as_reader(&self, receipt: &str) -> Value {
        self.does(TAKE_BACK, json!({ "receipt": receipt })).await
    }

    /// Asks another adult to look at what was decided against a comment, and gives what came of it.
    pub async fn asks_again_as_reader(&self, receipt: &str, statement: &Value) -> Value {
        let input =
            json!({ "receipt": receipt, "statement": statement, "message": "No insulto a nadie." });
        self.does(LOOK_AGAIN, input).await
    }
}
