//! The page of a post: exactly what adults approved, who wrote it, and what is said to it.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;

use super::card::{Author, Day, Place, joined};
use super::list;
use crate::frame::{Frame, Section, Who};
use crate::language::Language;
use crate::operations::Post as Asked;
use crate::operations::post::{
    CommentInList, CommentsClosed, PostPost as Found, PostPostGroupPostsNodes as Other, Variables,
};
use crate::page::{framed, missing};
use crate::site::Visit;
use crate::wave::{Shape, Wave};
use crate::words::{Value, Words, key};

/// How many comments a page shows.
const COMMENTS: i64 = 20;
/// How many other posts of the group a page leads to.
const OTHERS: usize = 3;
/// The name under which an address carries where the comments go on.
const MORE: &str = "comentarios";

#[derive(Template)]
#[template(path = "reading/post.html")]
struct Post {
    f: Frame,
    slug: String,
    title: String,
    summary: Option<String>,
    html: String,
    language: Language,
    topics: Vec<Place>,
    group: Place,
    authors: Vec<Author>,
    byline: String,
    published: Day,
    revised: Option<Day>,
    wave: Wave,
    version: String,
    comments: Vec<Comment>,
    more: Option<String>,
    is_more: bool,
    closed: Option<&'static str>,
    /// Whether the centre lets readers without an account comment.
    for_readers: bool,
    others: Vec<Another>,
}

framed!(Post);

/// What somebody said.
struct Comment {
    anchor: String,
    html: String,
    language: Language,
    /// Nothing where it was a reader without an account.
    author: Option<Author>,
    group: Option<String>,
    /// To whom it answers, in words.
    answers: Option<String>,
    published: Day,
}

/// Another post of the group.
struct Another {
    slug: String,
    title: String,
    language: Language,
    byline: String,
}

/// Shows the page.
pub(crate) async fn show(slug: Result<Path<String>, PathRejection>, visit: Visit) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&visit.site);
    };
    let after = Some(visit.query().get(MORE).to_owned());
    let after = after.filter(|cursor| !cursor.is_empty());
    let is_more = after.is_some();
    let variables = Variables {
        slug,
        first: Some(COMMENTS),
        after,
    };
    let data = match visit.ask::<Asked>(variables).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(found) = data.post else {
        return missing(&visit.site);
    };
    let path = list::here(&visit, MORE, format!("/p/{}", found.slug));
    let mut f = visit.frame(Section::None, path, found.title.clone()).await;
    f.description.clone_from(&found.summary);
    f.kind = "article";
    let mut page = Post::new(f, &visit.site.words, found, is_more);
    page.for_readers = data.readers_may_comment;
    visit.common(&page)
}

impl Post {
    /// Whether whoever is signed in can say something.
    fn may_comment(&self) -> bool {
        self.closed.is_none() && self.f.who.as_ref().is_some_and(Who::writes)
    }

    /// Whether whoever is signed in may not want to see what somebody says: whoever writes, and not what they say themselves.
    fn may_silence(&self, author: &Author) -> bool {
        let who = self.f.who.as_ref().filter(|who| who.writes());
        who.is_some_and(|who| who.pen_name != author.pen_name)
    }

    /// Whether a reader without an account can say something.
    fn may_opine(&self) -> bool {
        self.closed.is_none() && self.for_readers && self.f.who.is_none()
    }

    /// Whether whoever is signed in may have to take it down; whether they may, the API says.
    fn may_take_down(&self) -> bool {
        self.f.who.as_ref().is_some_and(Who::reads)
    }

    fn new(f: Frame, words: &Words, found: Found, is_more: bool) -> Self {
        let authors: Vec<Author> = found
            .authors
            .into_iter()
            .map(|it| Author::new(it.pen_name, &it.avatar, it.has_blog_page))
            .collect();
        let info = found.comments.page_info;
        let more = info.end_cursor.filter(|_| info.has_next_page);
        let others = found.group.posts.nodes.into_iter();
        Self {
            f,
            byline: {
                let names: Vec<&str> = authors.iter().map(|it| it.pen_name.as_str()).collect();
                joined(&names, words.plain("and"))
            },
            authors,
            wave: Wave::of(&found.content_hash, Shape::Band),
            version: version(&found.content_hash),
            others: others
                .filter(|it| it.slug != found.slug)
                .take(OTHERS)
                .map(|it| Another::new(words, it))
                .collect(),
            slug: found.slug,
            title: found.title,
            summary: found.summary,
            html: found.html,
            language: found.language,
            topics: found
                .topics
                .into_iter()
                .map(|it| Place::new(it.slug, it.name))
                .collect(),
            group: Place::new(found.group.slug, found.group.name),
            published: Day::new(words, found.published_on),
            revised: found.revised_on.map(|day| Day::new(words, day)),
            comments: found
                .comments
                .nodes
                .into_iter()
                .map(|it| Comment::new(words, it))
                .collect(),
            for_readers: false,
            more: more.map(|cursor| further(&cursor)),
            is_more,
            closed: found.comments_closed.map(|why| closed(&why)),
        }
    }
}

impl Comment {
    fn new(words: &Words, it: CommentInList) -> Self {
        Self {
            anchor: it.id,
            html: it.html,
            language: it.language,
            author: it
                .author
                .map(|it| Author::new(it.pen_name, &it.avatar, false)),
            group: it.group.map(|it| it.name),
            answers: it.reply_to.map(|it| match it.author {
                Some(author) => {
                    let what = Value::from(author.pen_name);
                    words.with("comments-answers", &[("what", what)])
                }
                None => words.plain("comments-answers-reader").to_owned(),
            }),
            published: Day::new(words, it.published_on),
        }
    }
}

impl Another {
    fn new(words: &Words, other: Other) -> Self {
        let names: Vec<&str> = other
            .authors
            .iter()
            .map(|it| it.pen_name.as_str())
            .collect();
        Self {
            byline: joined(&names, words.plain("and")),
            slug: other.slug,
            title: other.title,
            language: other.language,
        }
    }
}

/// The first bytes of a hash, as people compare them.
fn version(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(8).collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs.collect::<Vec<_>>().join(" ")
}

fn further(cursor: &str) -> String {
    format!("{}#comentarios", list::question(MORE, cursor))
}

/// The words for who closed the comments, and why.
const fn closed(why: &CommentsClosed) -> &'static str {
    match why {
        CommentsClosed::BY_AUTHOR => key("comments-closed-by-author"),
        CommentsClosed::UNKIND => key("comments-closed-unkind"),
        CommentsClosed::PROTECTING => key("comments-closed-protecting"),
        CommentsClosed::Other(_) => key("comments-closed"),
        CommentsClosed::OFF_TOPIC => key("comments-closed-off-topic"),
    }
}
