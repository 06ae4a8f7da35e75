//! The canonical hash of a revision: what a decision names and what is shown are the same bytes
//! (DESIGN 2, sentence 2). The type of the hash is in `domain`; storing and comparing it is not done here.
//!
//! The encoding never changes under one tag. In this order, after the tag `altavoz.revision.v1` of a post, or the tag `altavoz.comment.v1`, the id of the post and,
//! as it is with a summary, the id of the comment that it answers:
//!
//! 1. title 2. summary 3. HTML 4. author ids 5. topic ids 6. language 7. links 8. media 9. sanitiser version
//!
//! A text is its length in bytes as a big-endian `u64`, then its UTF-8 bytes. An id is its 16 bytes. A list is its
//! length as a big-endian `u64`, then its items. A missing summary is the byte 0; a present one is the byte 1 and
//! the text. A link is the texts target and host. Media is a list that is always empty today.

use domain::post::CommentOn;
use domain::{AccountId, ContentHash, Language, PostId, TopicId};
use sha2::{Digest, Sha256};

use crate::sanitise::{Link, SafeHtml};

const TAG: &[u8] = b"altavoz.revision.v1";

const TAG_OF_COMMENT: &[u8] = b"altavoz.comment.v1";

/// Everything about a revision that a reader sees or that decides how it is shown.
#[derive(Debug, Clone, Copy)]
pub struct RevisionContent<'a> {
    /// Where it stands, if it is a comment: what it answers decides what it means.
    pub comment_on: Option<CommentOn>,
    /// The title; of a comment it is empty.
    pub title: &'a str,
    /// The summary. An empty one is not the same as none.
    pub summary: Option<&'a str>,
    /// The rendered body.
    pub html: &'a SafeHtml,
    /// The authors; their order does not matter.
    pub author_ids: &'a [AccountId],
    /// The topics; their order does not matter.
    pub topic_ids: &'a [TopicId],
    /// The language that the author declared.
    pub language: Language,
    /// The links, in the order of the text.
    pub links: &'a [Link],
    /// The version of the rules that made the HTML: `SANITISER_VERSION` when the revision was made.
    pub sanitiser_version: &'a str,
}

/// The hash of a revision. Two revisions have the same one only if they are the same in every field.
pub fn content_hash(content: &RevisionContent<'_>) -> ContentHash {
    let mut encoder = match content.comment_on {
        None => Encoder(Sha256::new_with_prefix(TAG)),
        Some(CommentOn { post, reply_to }) => {
            let mut encoder = Encoder(Sha256::new_with_prefix(TAG_OF_COMMENT));
            encoder.id(post);
            encoder.optional_id(reply_to);
            encoder
        }
    };
    encoder.text(content.title);
    encoder.optional_text(content.summary);
    encoder.text(content.html.as_str());
    encoder.ids(content.author_ids.iter().map(|id| *id.as_uuid().as_bytes()));
    encoder.ids(content.topic_ids.iter().map(|id| *id.as_uuid().as_bytes()));
    encoder.text(content.language.code());
    encoder.length(content.links.len());
    for link in content.links {
        encoder.text(&link.target);
        encoder.text(&link.host);
    }
    encoder.length(0); // media
    encoder.text(content.sanitiser_version);
    ContentHash::from_bytes(encoder.0.finalize().into())
}

struct Encoder(Sha256);

impl Encoder {
    fn length(&mut self, length: usize) {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.0.update(length.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.update(text.as_bytes());
    }

    fn optional_text(&mut self, text: Option<&str>) {
        match text {
            None => self.0.update([0]),
            Some(text) => {
                self.0.update([1]);
                self.text(text);
            }
        }
    }

    fn id(&mut self, id: PostId) {
        self.0.update(id.as_uuid().as_bytes());
    }

    fn optional_id(&mut self, id: Option<PostId>) {
        match id {
            None => self.0.update([0]),
            Some(id) => {
                self.0.update([1]);
                self.id(id);
            }
        }
    }

    fn ids(&mut self, ids: impl Iterator<Item = [u8; 16]>) {
        let mut ids: Vec<[u8; 16]> = ids.collect();
        ids.sort_unstable();
        self.length(ids.len());
        for id in ids {
            self.0.update(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{AccountId, TopicId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Content {
        /// The post and the comment that it answers.
        on: Option<(u128, Option<u128>)>,
        title: String,
        summary: Option<String>,
        html: String,
        authors: Vec<u128>,
        topics: Vec<u128>,
        language: Language,
        links: Vec<(String, String)>,
        version: String,
    }

    impl Content {
        fn hash(&self) -> ContentHash {
            let ids = |numbers: &[u128]| {
                numbers
                    .iter()
                    .copied()
                    .map(Uuid::from_u128)
                    .collect::<Vec<_>>()
            };
            let links = self
                .links
                .iter()
                .cloned()
                .map(|(target, host)| Link { target, host });
            let post = |number| PostId::from_uuid(Uuid::from_u128(number));
            content_hash(&RevisionContent {
                comment_on: self.on.map(|(on, reply_to)| CommentOn {
                    post: post(on),
                    reply_to: reply_to.map(post),
                }),
                title: &self.title,
                summary: self.summary.as_deref(),
                html: &SafeHtml::from_stored(self.html.clone()),
                author_ids: &ids(&self.authors)
                    .into_iter()
                    .map(AccountId::from_uuid)
                    .collect::<Vec<_>>(),
                topic_ids: &ids(&self.topics)
                    .into_iter()
                    .map(TopicId::from_uuid)
                    .collect::<Vec<_>>(),
                language: self.language,
                links: &links.collect::<Vec<_>>(),
                sanitiser_version: &self.version,
            })
        }

        /// The same content whatever the order of authors and topics.
        fn sorted(mut self) -> Self {
            self.authors.sort_unstable();
            self.topics.sort_unstable();
            self
        }
    }

    fn example() -> Content {
        Content {
            on: None,
            title: "Mi semana".to_owned(),
            summary: Some("Lo que hice".to_owned()),
            html: "<p>Hola</p>".to_owned(),
            authors: vec![1, 2],
            topics: vec![3],
            language: Language::Spanish,
            links: vec![("https://a.es/".to_owned(), "a.es".to_owned())],
            version: "1".to_owned(),
        }
    }

    /// Contents out of few and short values, so that two of them are often nearly the same.
    fn content() -> impl Strategy<Value = Content> {
        let text = || "[ab]{0,2}";
        let ids = || prop::collection::vec(0_u128..3, 0..3);
        let languages = prop::sample::select(Language::ALL.to_vec());
        let links = prop::collection::vec((text(), text()), 0..2);
        let texts = (text(), prop::option::of(text()), text(), text());
        let on = || prop::option::of((0_u128..2, prop::option::of(0_u128..2)));
        (on(), texts, ids(), ids(), languages, links).prop_map(
            |(on, (title, summary, html, version), authors, topics, language, links)| Content {
                on,
                title,
                summary,
                html,
                authors,
                topics,
                language,
                links,
                version,
            },
        )
    }

    #[test]
    fn the_hash_of_a_known_revision_never_changes() {
        assert_eq!(
            example().hash().to_string(),
            "6aaf29c5b330ddd2e7953d0b77417fd60d68e07a403653ac7cfe8ee756b163a3"
        );
    }

    #[test]
    fn every_field_changes_the_hash() {
        let changes: [fn(&mut Content); 15] = [
            |content| content.on = Some((1, None)),
            |content| content.on = Some((1, Some(1))),
            |content| content.on = Some((2, Some(1))),
            |content| content.title.push('x'),
            |content| content.summary = None,
            |content| content.summary = Some(String::new()),
            |content| content.html.push('x'),
            |content| content.authors.push(9),
            |content| content.authors.truncate(1),
            |content| content.topics = vec![],
            |content| content.language = Language::Basque,
            |content| content.links.clear(),
            |content| content.links = vec![("https://b.es/".to_owned(), "a.es".to_owned())],
            |content| content.links = vec![("https://a.es/".to_owned(), "b.es".to_owned())],
            |content| content.version.push('x'),
        ];
        let mut hashes = vec![example().hash()];
        for change in changes {
            let mut content = example();
            change(&mut content);
            let hash = content.hash();
            assert!(!hashes.contains(&hash), "{content:?}");
            hashes.push(hash);
        }
    }

    #[test]
    fn bytes_that_move_to_the_next_field_change_the_hash() {
        let mut moved = example();
        moved.title = "Mi seman".to_owned();
        moved.summary = Some("aLo que hice".to_owned());
        assert_ne!(moved.hash(), example().hash());
    }

    #[test]
    fn the_order_of_authors_and_topics_does_not_matter() {
        let mut turned = example();
        turned.authors.reverse();
        assert_eq!(turned.hash(), example().hash());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn two_contents_have_one_hash_only_if_they_are_the_same(one in content(), other in content()) {
            prop_assert_eq!(one.hash() == other.hash(), one.sorted() == other.sorted());
        }
    }
}
