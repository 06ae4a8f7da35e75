//! The enums of posts that several write.

use async_graphql::Enum;

mirrored! {
    /// What somebody is to a post that several write.
    CoAuthorPart = app::read::Part {
        /// They write it: nobody else reads the draft before it is sent.
        Writes,
        /// They give their word on what is sent.
        Agrees,
        /// They were asked to.
        Invited,
    }
}

mirrored! {
    /// What a co-author says to what was sent in their name.
    Word = domain::post::Word {
        /// Exactly this may be published.
        Agrees,
        /// Not like this: it is taken back.
        Objects,
    }
}

/// Whether those in whose name something was sent said yes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(crate) enum CoAuthorsWord {
    /// All did, or one person wrote it.
    Given,
    /// They were shown it and asked. Adults are offered it when all said yes; safeguarding leads may have it before.
    Asked,
    /// They are not: an adult has to read it before they do. With `askCoAuthors` they are.
    NotAsked,
}
