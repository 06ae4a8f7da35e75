//! What people may see. Readers see what is published; authors their drafts; cleared moderators what waits. Each
//! read asks the policy where it touches the data, and gives nothing where the answer is no.

mod co_authors;
mod comments;
mod consent;
mod drafts;
mod groups;
mod notifications;
mod public;
mod queue;
mod review;
mod staff;
mod watch;

pub(crate) use co_authors::candidates;
pub use co_authors::{CoAuthor, Part, co_author_invitations, co_authors, possible_co_authors};
pub use comments::{
    CommentContext, comment, comment_counts, comments_by_ids, comments_on, silenced,
};
pub use consent::{
    ConsentView, GuardianView, consent_of, consent_of_wards, own_consent, statements_to_guardians,
};
pub use drafts::{
    DraftView, draft, drafts, drafts_by_ids, is_being_read, place_in_line, statements_on,
    submissions_of, submitted_html,
};
pub(crate) use drafts::{MOST_STATEMENTS, view_of};
pub use groups::{
    AskedView, InvitationView, LedGroup, MemberView, all_groups, group_of_panel, guides_of,
    invitation, invitations_to, led_groups, members_of,
};
pub use notifications::{
    MOST_NEW, NotificationView, may_watch_notifications, new_notifications, notification,
    notifications,
};
pub use public::{
    Shown, author_page, correspondent, correspondent_by_id, feed_page, group, group_by_slug, html,
    post_by_slug, posts_by_ids, public_groups, shown_by_id, shown_by_slug, shown_page,
    topic_by_slug,
};
pub use queue::{QueueFilter, may_review, open_reviews, review_queue, taken_back, waiting_times};
pub use review::{AuthorForReview, ReviewView, outcomes_of, public_revision, review};
pub use staff::{
    ColleagueView, StaffView, VettingView, colleague, colleagues, own_vetting, screening_rules,
    staff, staff_member,
};
pub use watch::may_watch_drafts;

pub use domain::text::{PenName, Slug};
pub use storage::Direction;
pub use storage::MailState;
pub use storage::co_authors::Invitation as CoAuthorInvitation;
pub use storage::comments::PublicComment;
pub use storage::decisions::StoredDecision;
pub use storage::drafts::Kind as DraftKind;
pub use storage::feed::{FeedFilter, Position, PublicAuthor, PublicPost};
pub use storage::groups::Group;
pub use storage::notifications::About;
pub use storage::queue::{Place, Stage, Waiting};
pub use storage::revisions::{StoredFinding, StoredRevision};
pub use storage::second_looks::SecondLook;
pub use storage::silences::Silenced;
pub use storage::statements::{Known, StoredStatement};
pub use storage::submissions::{Outcomes, Submission, SubmissionState};
pub use storage::topics::Topic;
