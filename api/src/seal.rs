//! Opaque ids and cursors: what a client holds tells neither kind, hour, order nor number, and
//! cannot be made up. What the ids name, and whether a viewer may see it, is not decided here.
//!
//! Sealing is deterministic: a thing has one id for ever, so that clients can compare and keep it.

use std::fmt;

use aes_siv::siv::Aes256Siv;
use aes_siv::{Key, KeyInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

/// Length of a key in bytes.
pub const KEY_BYTES: usize = 64;
/// The most bytes that a cursor holds.
pub const MOST_CURSOR_BYTES: usize = 256;

/// Length of every node id: tag, kind and value, in base64.
const NODE_ID_LENGTH: usize = 44;
/// The longest text that can be a cursor: tag and bytes, in base64.
const LONGEST_CURSOR: usize = (16 + MOST_CURSOR_BYTES).div_ceil(3) * 4;

/// What the sealed text is. Ids never open as cursors, nor cursors as ids.
const NODE_PURPOSE: &[u8] = b"altavoz node 1";
const CURSOR_PURPOSE: &[u8] = b"altavoz cursor 1";

/// The kinds of things that have an id in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is the type of the same name in the schema"
)]
pub enum NodeKind {
    Post,
    Topic,
    Group,
    Correspondent,
    Draft,
    Review,
    Account,
    Invitation,
    Session,
    Passkey,
    StaffMember,
    ActForTwo,
    LedGroup,
    AskedGuardian,
    Statement,
    Escalation,
    Consultation,
    Colleague,
    Suggestion,
    Comment,
    Notification,
    AuditRecord,
}

impl NodeKind {
    /// Every kind.
    pub const ALL: [Self; 22] = [
        Self::Post,
        Self::Topic,
        Self::Group,
        Self::Correspondent,
        Self::Draft,
        Self::Review,
        Self::Account,
        Self::Invitation,
        Self::Session,
        Self::Passkey,
        Self::StaffMember,
        Self::ActForTwo,
        Self::LedGroup,
        Self::AskedGuardian,
        Self::Statement,
        Self::Escalation,
        Self::Consultation,
        Self::Colleague,
        Self::Suggestion,
        Self::Comment,
        Self::Notification,
        Self::AuditRecord,
    ];

    /// The byte inside a sealed id. It never changes: clients keep their ids.
    const fn code(self) -> u8 {
        match self {
            Self::Post => 1,
            Self::Topic => 2,
            Self::Group => 3,
            Self::Correspondent => 4,
            Self::Draft => 5,
            Self::Review => 8,
            Self::Account => 10,
            Self::Invitation => 11,
            Self::Session => 12,
            Self::Passkey => 13,
            Self::StaffMember => 14,
            Self::ActForTwo => 15,
            Self::LedGroup => 16,
            Self::AskedGuardian => 17,
            Self::Statement => 18,
            Self::Escalation => 19,
            Self::Consultation => 20,
            Self::Colleague => 21,
            Self::Suggestion => 22,
            Self::Comment => 23,
            Self::Notification => 24,
            Self::AuditRecord => 25,
        }
    }

    fn of_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Seals and opens ids and cursors. All processes of one deployment have the same key.
#[derive(Clone)]
pub struct Sealer {
    key: Key<Aes256Siv>,
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl Sealer {
    /// Takes the deployment's key for ids. With another key every id and cursor is another.
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self {
            key: Key::<Aes256Siv>::from(*key),
        }
    }

    /// The id of a thing, as clients see it.
    pub fn node_id(&self, kind: NodeKind, value: Uuid) -> String {
        let mut plain = Vec::with_capacity(17);
        plain.push(kind.code());
        plain.extend_from_slice(value.as_bytes());
        self.seal(&[NODE_PURPOSE], &plain)
    }

    /// The kind and value of an id, for readers that take any kind.
    pub fn open_node(&self, id: &str) -> Option<(NodeKind, Uuid)> {
        if id.len() != NODE_ID_LENGTH {
            return None;
        }
        let plain = self.unseal(&[NODE_PURPOSE], id)?;
        let (code, value) = plain.split_first()?;
        let value = Uuid::from_slice(value).ok()?;
        Some((NodeKind::of_code(*code)?, value))
    }

    /// The value of an id of one kind. An id of another kind is no id here.
    pub fn open(&self, kind: NodeKind, id: &str) -> Option<Uuid> {
        let (found, value) = self.open_node(id)?;
        (found == kind).then_some(value)
    }

    /// A place in a list: up to [`MOST_CURSOR_BYTES`] bytes, which are good in that list only.
    /// The list's name includes whatever its order depends on.
    pub fn cursor(&self, list: &str, place: &[u8]) -> String {
        self.seal(&[CURSOR_PURPOSE, list.as_bytes()], place)
    }

    /// The place that a cursor of this list holds.
    pub fn open_cursor(&self, list: &str, cursor: &str) -> Option<Vec<u8>> {
        if cursor.len() > LONGEST_CURSOR {
            return None;
        }
        self.unseal(&[CURSOR_PURPOSE, list.as_bytes()], cursor)
    }

    fn seal(&self, context: &[&[u8]], plain: &[u8]) -> String {
        // Fails for more than 126 parts of context only. Were it ever to fail, the empty text is
        // an id that opens nothing.
        let sealed = Aes256Siv::new(&self.key).encrypt(context, plain);
        URL_SAFE_NO_PAD.encode(sealed.unwrap_or_default())
    }

    /// The text has one spelling only: base64 with spare bits set does not decode.
    fn unseal(&self, context: &[&[u8]], text: &str) -> Option<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        Aes256Siv::new(&self.key).decrypt(context, &sealed).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn sealer() -> Sealer {
        Sealer::new(&[7; KEY_BYTES])
    }

    fn any_kind() -> impl Strategy<Value = NodeKind> {
        proptest::sample::select(NodeKind::ALL.to_vec())
    }

    /// The text with one character replaced by another of the same alphabet, or by a stranger.
    fn damaged(text: &str, at: usize, by: char) -> String {
        let at = at % text.len();
        let replace = |(index, letter)| if index == at { by } else { letter };
        text.chars().enumerate().map(replace).collect()
    }

    proptest! {
        #[test]
        fn an_id_opens_as_what_was_sealed(kind in any_kind(), value: u128) {
            let value = Uuid::from_u128(value);
            let id = sealer().node_id(kind, value);
            prop_assert_eq!(id.len(), NODE_ID_LENGTH);
            prop_assert_eq!(sealer().open_node(&id), Some((kind, value)));
            prop_assert_eq!(sealer().open(kind, &id), Some(value));
            prop_assert_eq!(&id, &sealer().node_id(kind, value));
        }

        #[test]
        fn an_id_opens_as_its_own_kind_only(kind in any_kind(), other in any_kind(), value: u128) {
            prop_assume!(kind != other);
            let id = sealer().node_id(kind, Uuid::from_u128(value));
            prop_assert_eq!(sealer().open(other, &id), None);
        }

        #[test]
        fn a_damaged_id_opens_nothing(
            kind in any_kind(), value: u128, at: usize, by in "[A-Za-z0-9_=+/ -]",
        ) {
            let id = sealer().node_id(kind, Uuid::from_u128(value));
            let damaged = damaged(&id, at, by.chars().next().unwrap_or('A'));
            prop_assume!(damaged != id);
            prop_assert_eq!(sealer().open_node(&damaged), None);
        }

        #[test]
        fn a_cursor_opens_in_its_own_list_only(
            list in "[a-z]{1,12}", other in "[a-z]{0,12}",
            place in proptest::collection::vec(any::<u8>(), 0..=MOST_CURSOR_BYTES),
        ) {
            let cursor = sealer().cursor(&list, &place);
            prop_assert_eq!(sealer().open_cursor(&list, &cursor), Some(place));
            prop_assume!(list != other);
            prop_assert_eq!(sealer().open_cursor(&other, &cursor), None);
        }

        #[test]
        fn a_cursor_with_a_flipped_bit_opens_nothing(
            place in proptest::collection::vec(any::<u8>(), 0..64), at: usize, bit in 0_u8..8,
        ) {
            let cursor = sealer().cursor("posts", &place);
            let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap_or_default();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let flipped = URL_SAFE_NO_PAD.encode(&bytes);
            prop_assert_eq!(sealer().open_cursor("posts", &flipped), None);
        }

        #[test]
        fn made_up_text_opens_nothing(text in ".{0,600}") {
            prop_assert_eq!(sealer().open_node(&text), None);
            prop_assert_eq!(sealer().open_cursor("posts", &text), None);
        }
    }

    #[test]
    fn every_kind_has_a_byte_of_its_own() {
        let codes: HashSet<u8> = NodeKind::ALL.into_iter().map(NodeKind::code).collect();
        assert_eq!(codes.len(), NodeKind::ALL.len());
        assert_eq!(NodeKind::of_code(0), None);
    }

    #[test]
    fn ids_stay_what_they_are_from_release_to_release() {
        let id = sealer().node_id(NodeKind::Post, Uuid::from_u128(1));
        assert_eq!(id, "_oV_7GAFLozKlx_HqyMPJUYkq5hvslIdkYzuaa-R8dAX");
    }

    #[test]
    fn neighbours_in_time_have_ids_without_likeness() {
        let ids = [1, 2].map(|value| sealer().node_id(NodeKind::Post, Uuid::from_u128(value)));
        let same = ids[0]
            .bytes()
            .zip(ids[1].bytes())
            .filter(|(a, b)| a == b)
            .count();
        assert!(same < 10, "{ids:?}");
    }

    #[test]
    fn another_key_opens_nothing() {
        let other = Sealer::new(&[8; KEY_BYTES]);
        let id = other.node_id(NodeKind::Post, Uuid::from_u128(1));
        assert_eq!(sealer().open_node(&id), None);
        let cursor = other.cursor("posts", b"place");
        assert_eq!(sealer().open_cursor("posts", &cursor), None);
    }

    #[test]
    fn an_id_is_no_cursor_and_a_cursor_no_id() {
        let id = sealer().node_id(NodeKind::Post, Uuid::from_u128(1));
        for list in ["", "posts", "altavoz node 1"] {
            assert_eq!(sealer().open_cursor(list, &id), None);
        }
        let cursor = sealer().cursor("", &[1; 17]);
        assert_eq!(cursor.len(), NODE_ID_LENGTH);
        assert_eq!(sealer().open_node(&cursor), None);
    }

    #[test]
    fn an_endless_text_is_not_even_decoded() {
        assert_eq!(sealer().open_cursor("posts", &"A".repeat(1_000_000)), None);
        let open = |bytes: usize| {
            let cursor = sealer().cursor("posts", &vec![0; bytes]);
            sealer()
                .open_cursor("posts", &cursor)
                .map(|place| place.len())
        };
        assert_eq!(open(MOST_CURSOR_BYTES), Some(MOST_CURSOR_BYTES));
        assert_eq!(open(MOST_CURSOR_BYTES + 3), None);
    }

    #[test]
    fn the_sealer_does_not_print_its_key() {
        assert_eq!(format!("{:?}", sealer()), "Sealer(..)");
    }
}
