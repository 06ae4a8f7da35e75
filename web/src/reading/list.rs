//! A page of posts, and the way to older ones.

use url::form_urlencoded;

use super::card::Card;
use crate::site::Visit;

/// The name under which an address carries where a list goes on.
pub(crate) const OLDER: &str = "antes";

/// A page of posts.
pub(crate) struct List {
    pub(crate) posts: Vec<Card>,
    /// What the address of the next page carries.
    pub(crate) older: Option<String>,
    /// Whether it is not the first page.
    pub(crate) is_older: bool,
}

impl List {
    /// A page of posts; `end` is where the list goes on, if it does.
    pub(crate) fn new(visit: &Visit, posts: Vec<Card>, end: Option<String>) -> Self {
        Self {
            posts,
            older: end.map(|end| older(&end)),
            is_older: from(visit).is_some(),
        }
    }
}

/// Where the page begins that an address asks for; nothing for the first.
pub(crate) fn from(visit: &Visit) -> Option<String> {
    let query = visit.query();
    Some(query.get(OLDER).to_owned()).filter(|cursor| !cursor.is_empty())
}

/// The address of a page of a list, where it is not the first: `name` is under what the address carries where it begins.
pub(super) fn here(visit: &Visit, name: &str, path: String) -> String {
    match visit.query().get(name) {
        "" => path,
        cursor => format!("{path}{}", question(name, cursor)),
    }
}

/// What the address of an older page carries.
pub(crate) fn older(cursor: &str) -> String {
    question(OLDER, cursor)
}

/// A cursor as the end of an address.
pub(crate) fn question(name: &str, cursor: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(name, cursor)
        .finish();
    format!("?{query}")
}

/// Takes apart what a connection of posts gives: the posts, and where they go on.
macro_rules! page_of {
    ($visit:expr, $posts:expr, $card:path) => {{
        let posts = $posts;
        let words = &$visit.site.words;
        let end = posts
            .page_info
            .end_cursor
            .filter(|_| posts.page_info.has_next_page);
        let cards = posts
            .nodes
            .into_iter()
            .map(|post| $card(words, post))
            .collect();
        $crate::reading::list::List::new($visit, cards, end)
    }};
}

pub(super) use page_of;
