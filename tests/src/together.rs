//! People who write a post together.

use api::seal::NodeKind;
use serde_json::{Value, json};

use crate::documents as d;
use crate::people::{DraftHandle, Person};

impl Person<'_> {
    /// How they are named to others of their group.
    pub fn as_correspondent(&self) -> String {
        let account = self.account().as_uuid();
        self.world()
            .sealer()
            .node_id(NodeKind::Correspondent, account)
    }

    /// A draft as one of its authors sees it.
    pub async fn together(&self, draft: &DraftHandle) -> Value {
        let seen = self.send(d::TOGETHER, json!({ "id": draft.id })).await;
        seen.data()["viewer"]["draft"].clone()
    }

    /// Asks somebody to write with them and gives what came of it.
    pub async fn asks_to_write(&self, draft: &DraftHandle, other: &Person<'_>) -> Value {
        let input = json!({ "draft": draft.id, "correspondent": other.as_correspondent() });
        self.does(d::INVITE_CO_AUTHOR, input).await
    }

    /// Who asks them to write together.
    pub async fn is_asked_to_write(&self) -> Vec<Value> {
        let seen = self.send(d::CO_AUTHOR_INVITATIONS, json!({})).await;
        let open = seen.data()["viewer"]["coAuthorInvitations"].as_array();
        open.cloned().unwrap_or_default()
    }

    /// Says whether they write together and gives what came of it.
    pub async fn joins(&self, draft: &DraftHandle, joins: bool) -> Value {
        let input = json!({ "draft": draft.id, "joins": joins });
        self.does(d::ANSWER_CO_AUTHOR, input).await
    }

    /// Ends that somebody writes it too, or leaves, and gives what came of it.
    pub async fn writes_without(&self, draft: &DraftHandle, other: Option<&Person<'_>>) -> Value {
        let other = other.map(Person::as_correspondent);
        let input = json!({ "draft": draft.id, "correspondent": other });
        self.does(d::END_CO_AUTHORSHIP, input).await
    }

    /// Says yes or no to what they see was sent, and gives what came of it.
    pub async fn gives_word(&self, draft: &DraftHandle, word: &str) -> Value {
        let seen = self.together(draft).await;
        let hash = &seen["submission"]["contentHash"];
        let input = json!({ "draft": draft.id, "contentHash": hash, "word": word });
        self.does(d::GIVE_WORD, input).await
    }

    /// Starts a post that others write too.
    pub async fn starts_with(
        &self,
        others: &[&Person<'_>],
        title: &str,
        body: &str,
    ) -> DraftHandle {
        let draft = self.starts(title, body).await;
        for other in others {
            let asked = self.asks_to_write(&draft, other).await;
            assert_eq!(asked["__typename"], "CoAuthorInvited", "{asked}");
            let joined = other.joins(&draft, true).await;
            assert_eq!(
                joined["__typename"], "CoAuthorInvitationAnswered",
                "{joined}"
            );
        }
        draft
    }
}
