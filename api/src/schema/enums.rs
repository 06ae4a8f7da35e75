//! The enums of the schema, each with its counterpart in the rules. A value that the rules gain has to be named here.

use async_graphql::Enum;
use domain::account::Role as DomainRole;
use domain::post::draft::Part;
use moderation::review::{DecisionKind as Decided, Reason as DomainReason};
use moderation::sanitise::RemovedKind as Taken;

/// An enum of the schema with the values of one of ours, in both directions where clients may send it.
macro_rules! mirrored {
    ($(#[$doc:meta])* $name:ident = $ours:path { $($(#[$value_doc:meta])* $value:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
        pub(crate) enum $name { $($(#[$value_doc])* $value,)+ }

        impl From<$ours> for $name {
            fn from(ours: $ours) -> Self {
                use $ours as Ours;
                match ours { $(Ours::$value => Self::$value,)+ }
            }
        }

        impl From<$name> for $ours {
            fn from(theirs: $name) -> Self {
                match theirs { $($name::$value => Self::$value,)+ }
            }
        }
    };
}

mod audit;
mod co_authors;
mod comments;
mod notifications;
mod states;

pub(crate) use audit::{AuditChapter, AuditedAct, AuditedBy};
pub(crate) use co_authors::{CoAuthorPart, CoAuthorsWord, Word};
pub(crate) use comments::{CommentsClosed, CommentsClosedReason, Silence};
pub(crate) use notifications::{Digest, NotificationKind};
pub(crate) use states::{ReviewState, SubmissionState};

mirrored! {
    /// What a help line is for.
    HelplineKind = domain::helpline::HelplineKind {
        /// Anything that worries a child.
        Children,
        /// What happens online.
        Internet,
        /// Not wanting to live.
        Suicide,
        /// Being beaten or threatened.
        Violence,
        /// Danger now.
        Emergency,
    }
}

mirrored! {
    /// A way to reach a help line other than calling.
    HelplineChannelKind = domain::helpline::ChannelKind {
        /// A page with a form or a chat.
        Web,
        /// A number on `WhatsApp`.
        Whatsapp,
        /// A name on Telegram.
        Telegram,
        /// An e-mail address.
        Email,
    }
}

mirrored! {
    /// What consent is for. Each is given and withdrawn by itself.
    ConsentPurpose = domain::consent::Purpose {
        /// Having an account: what the panel keeps of a correspondent, and writing.
        Account,
        /// Publication on the panel, under the pen name.
        Publication,
        /// Publication elsewhere, such as in a newsletter or on Safer Internet Day.
        PublicationElsewhere,
        /// Photos and recordings of the voice.
        PhotoAndVoice,
        /// Being asked to take part in selections of the youth panel.
        PanelContact,
    }
}

mirrored! {
    /// Whether consent lets a correspondent take part today.
    Membership = domain::consent::Membership {
        /// Takes part.
        Active,
        /// Has not agreed, or took the agreement back.
        NotAgreed,
        /// A guardian has to consent first, and none did.
        AwaitingGuardian,
        /// A guardian paused the account, or guardians disagree. Nothing new is published.
        Paused,
        /// Has to consent anew: the age, the law or the text changed more than thirty days ago. Reads only.
        Renew,
    }
}

mirrored! {
    /// What became of a mail.
    MailState = app::read::MailState {
        /// It was not sent yet.
        Waiting,
        /// The next server took it.
        Sent,
        /// It was tried for long, in vain: ask for another address.
        GivenUp,
    }
}

mirrored! {
    /// What an author said to a suggestion.
    SuggestionState = moderation::review::SuggestionState {
        /// Nothing yet.
        Open,
        /// It is in the draft.
        Accepted,
        /// The author keeps what was written.
        Declined,
    }
}

mirrored! {
    /// What a text may be hard to read for, as far as screening found it.
    Theme = moderation::review::Theme {
        /// Wanting to die, or hurting oneself.
        SelfHarm,
        /// Disordered eating.
        Eating,
        /// A child tells of abuse.
        Abuse,
        /// Sexual content, somebody who seeks contact, extortion.
        Sexual,
        /// Belittling or excluding somebody.
        Bullying,
        /// Threats.
        Violence,
        /// Hate against a group.
        Hate,
        /// Drugs.
        Drugs,
    }
}

mirrored! {
    /// A language that texts are written in and that the product speaks.
    Language = domain::Language {
        /// Spanish.
        Spanish,
        /// English.
        English,
        /// Portuguese.
        Portuguese,
        /// Catalan.
        Catalan,
        /// Galician.
        Galician,
        /// Basque.
        Basque,
    }
}

mirrored! {
    /// What a person is trusted with.
    Role = DomainRole {
        /// Writes posts, aged 12 to 17.
        Correspondent,
        /// Leads groups and vouches for their members.
        Guide,
        /// Gives, sees and withdraws consent for a correspondent.
        Guardian,
        /// Reads submissions and decides.
        Moderator,
        /// Takes escalated and sealed cases.
        SafeguardingLead,
        /// Runs groups, meetings, campaigns and topics.
        Coordinator,
        /// Runs accounts, roles and configuration; decides on no content.
        Administrator,
    }
}

mirrored! {
    /// The ages that the rules tell apart.
    AgeBand = domain::AgeBand {
        /// Under 12.
        TooYoung,
        /// 12 and 13.
        TwelveThirteen,
        /// 14 to 17.
        FourteenSeventeen,
        /// 18 and over.
        Adult,
    }
}

mirrored! {
    /// How soon an adult should read something. `P0` comes before everything else.
    Lane = moderation::Lane {
        /// Danger now: suicide, abuse that a child tells of, a threat to somebody's life.
        P0,
        /// Sexual content, contact seeking, extortion.
        P1,
        /// Personal data. Also where something waits whose screening failed.
        P2,
        /// Bullying, hate, violence.
        P3,
        /// Swearing, spam, links.
        P4,
        /// Everything else.
        P5,
    }
}

mirrored! {
    /// Why two different adults have to approve something. Whether they have to for who wrote it is for the centre to say.
    Risk = domain::Risk {
        /// It sounds like danger.
        Danger,
        /// It sounds sexual, or like somebody who seeks contact.
        Contact,
        /// It could not be screened: nobody knows what is in it.
        NotScreened,
        /// Nothing of one of its authors was approved before.
        FirstPost,
        /// One of its authors is under 14.
        UnderFourteen,
        /// An adult decided against it, and another looks at it again.
        Reversal,
        /// It was public, and an adult took it down.
        Takedown,
    }
}

mirrored! {
    /// What was decided.
    DecisionKind = Decided {
        /// These bytes may be published, as far as this adult is concerned.
        Approve,
        /// The authors should change something and submit again.
        RequestChanges,
        /// Not to be published.
        Decline,
    }
}

mirrored! {
    /// One of the texts of a draft or a revision.
    FindingField = moderation::screen::Field {
        /// The headline.
        Title,
        /// The sentences for lists.
        Summary,
        /// The Markdown of the text.
        Body,
    }
}

mirrored! {
    /// What is held against a text.
    Restriction = moderation::review::Restriction {
        /// It is not published before something changes.
        ChangesRequested,
        /// It is not published.
        Declined,
        /// It was published, and an adult took it down.
        TakenDown,
    }
}

mirrored! {
    /// Why there is no second look.
    SecondLookProblem = moderation::review::NoSecondLook {
        /// It is more than six months ago.
        TooLate,
        /// It is what came of a second look.
        LookedAgain,
        /// Somebody asked before.
        AskedBefore,
        /// It was taken down, and another adult reads it again in any case. It can be asked for afterwards.
        ReadAnyway,
        /// The authors have sent something newer.
        Newer,
        /// The authors took the post down, and somebody else asks.
        TakenDown,
        /// Consent does not cover publication.
        NoConsent,
    }
}

mirrored! {
    /// As whom somebody asked for a second look.
    SecondLookAsker = moderation::review::Speaking {
        /// An author.
        Author,
        /// A guardian of one.
        Guardian,
        /// A guide of the group.
        Guide,
        /// The adult who took it down: another one reads it in any case.
        TookDown,
    }
}

mirrored! {
    /// Why something is handed to the safeguarding leads.
    EscalationReason = moderation::review::EscalationReason {
        /// Somebody may hurt themselves.
        SelfHarm,
        /// Somebody tells of abuse or neglect, or it sounds like it.
        Abuse,
        /// An adult or a stranger seeks a child out.
        Grooming,
        /// Somebody is threatened, or threatens.
        Violence,
        /// Sexual material of a child may be about.
        SexualMaterial,
        /// Something else, which words say.
        Other,
    }
}

mirrored! {
    /// What became of something that was handed to the safeguarding leads.
    EscalationOutcome = moderation::review::EscalationOutcome {
        /// There was nothing to worry about.
        NoConcern,
        /// Somebody spoke with the child, or with whoever cares for them.
        Supported,
        /// Child protection or a health service took it over.
        Referred,
        /// The police or the prosecutor took it over.
        ReportedToPolice,
    }
}

mirrored! {
    /// How something against a rule came to be noticed.
    StatementOrigin = moderation::review::Noticed {
        /// By an adult who read it before it was published, as everything is read.
        Reading,
        /// By an adult who read it after it was published.
        ReadingAfterwards,
    }
}

mirrored! {
    /// Why something is not published as it is.
    Reason = DomainReason {
        /// It gives away the author's own personal data.
        PersonalDataSelf,
        /// It gives away somebody else's personal data.
        PersonalDataOther,
        /// It insults or bullies somebody.
        InsultBullying,
        /// It attacks people for what they are.
        Hate,
        /// It has sexual content.
        SexualContent,
        /// It seeks contact outside the panel.
        ContactSeeking,
        /// It encourages self-harm.
        SelfHarmPromotion,
        /// It encourages an eating disorder.
        EatingDisorderPromotion,
        /// It invites to a dangerous challenge.
        DangerousChallenge,
        /// Text or pictures are somebody else's.
        CopiedTextOrImage,
        /// It says something that is not true.
        Misinformation,
        /// It advertises.
        Advertising,
        /// It threatens or calls for violence.
        ViolenceThreat,
        /// It does not fit the panel, or needs work on its form.
        OffTopicOrForm,
    }
}

mirrored! {
    /// A part of a draft.
    DraftPart = Part {
        /// The headline.
        Title,
        /// One or two sentences for lists.
        Summary,
        /// The text itself.
        Body,
        /// The topics.
        Topics,
    }
}

mirrored! {
    /// What was taken out of a text, so that it can be shown safely.
    RemovedKind = Taken {
        /// A picture; its alternative text stays, in brackets.
        Image,
        /// A film, a sound or another page inside this one.
        Media,
        /// A script, style sheet or the like, with its content.
        Active,
        /// Any other tag; its text stays.
        Tag,
        /// A link that may not be followed; its text stays.
        Link,
        /// An attribute of a tag that stays.
        Attribute,
        /// A comment.
        Comment,
        /// A character that reorders or hides text.
        Control,
    }
}

mirrored! {
    /// Whether a piece is in the older text, in the newer one or in both.
    DiffKind = moderation::diff::DiffKind {
        /// In both.
        Same,
        /// Only in the older text.
        Removed,
        /// Only in the newer text.
        Added,
    }
}

mirrored! {
    /// What an approval led to.
    ApprovalOutcome = app::reviews::ApproveOutcome {
        /// The bytes are public.
        Published,
        /// The approval is recorded; another adult has to approve too.
        AwaitsSecondAdult,
        /// The bytes are approved, and public at their time.
        Scheduled,
    }
}
