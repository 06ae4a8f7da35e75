//! What became of a reader's comment, for whoever has its receipt: what adults said, other words, taking it back, another look. The receipt stands in no address
//! that a server is sent.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::card::Day;
use super::opinion::Typed;
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::statement::Statement;
use crate::frame::{Frame, Section};
use crate::operations::read_comment_receipt::{
    CommentReceiptInput, ReadCommentReceiptReadCommentReceipt as Outcome, ReaderCommentInFull,
    SubmissionState, Variables,
};
use crate::operations::{
    AskForSecondLookAsReader, ChangeCommentAsReader, ReadCommentReceipt, TakeBackCommentAsReader,
    ask_for_second_look_as_reader as look, change_comment_as_reader as change,
    take_back_comment_as_reader as back,
};
use crate::page::framed;
use crate::sent::{Problem, Sent};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const HERE: &str = "/comentario";

/// The receipt, shown once.
#[derive(Template)]
#[template(path = "reading/given.html")]
struct Given {
    f: Frame,
    slug: String,
    receipt: String,
    /// Whether something sounds like danger: there is somebody to talk to.
    sounds_like_danger: bool,
}

/// Asks for a receipt.
#[derive(Template)]
#[template(path = "reading/ask_receipt.html")]
struct Ask {
    f: Frame,
    receipt: String,
    problem: Option<Problem>,
}

/// What became of the comment.
#[derive(Template)]
#[template(path = "reading/receipt.html")]
struct Receipt {
    f: Frame,
    code: String,
    given: ReaderCommentInFull,
    statements: Vec<Statement>,
    sent: Option<Day>,
    /// The day on which it is to be public.
    later: Option<Day>,
    /// What was just done, as a key.
    said: Option<&'static str>,
    sounds_like_danger: bool,
    typed: Typed,
    /// What was typed beside asking for a second look.
    message: String,
    problem: Option<Problem>,
}

framed!(Given Ask Receipt);

impl Ask {
    /// Whether it is no receipt.
    fn is_wrong(&self) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == "code")
    }
}

impl Receipt {
    /// Whether there is anything to be taken back.
    fn can_go(&self) -> bool {
        let waits = self.given.state == Some(SubmissionState::PENDING);
        waits || self.later.is_some() || self.given.comment.is_some()
    }

    /// Until when another look can be asked for: not where something newer waits or was decided.
    fn until<'a>(&self, statement: &'a Statement) -> Option<&'a Day> {
        statement
            .until
            .as_ref()
            .filter(|_| self.given.may_be_changed)
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows a receipt that was just given.
pub(super) async fn given(
    visit: &Visit,
    slug: String,
    receipt: String,
    sounds_like_danger: bool,
) -> Response {
    let page = Given {
        f: frame(visit, key("receipt-given-title")).await,
        slug,
        receipt,
        sounds_like_danger,
    };
    visit.personal(StatusCode::OK, &page)
}

async fn frame(visit: &Visit, title: &str) -> Frame {
    visit.own_frame(Section::None, HERE, title).await
}

/// Asks for the receipt.
pub(crate) async fn show(visit: Visit) -> Response {
    ask(&visit, String::new(), None).await
}

async fn ask(visit: &Visit, receipt: String, problem: Option<Problem>) -> Response {
    let mut f = frame(visit, key("receipt-ask-title")).await;
    f.script = Some(crate::script::entry());
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Ask {
        f,
        receipt,
        problem,
    };
    visit.personal(status, &page)
}

/// Shows what became of it.
pub(crate) async fn open(sent: Sent) -> Response {
    read(&sent, None, None).await
}

/// What was just done, if anything was, and whether it sounds like danger.
type Done = Option<(&'static str, bool)>;

/// Reads anew what became of it, and shows it.
async fn read(sent: &Sent, done: Done, problem: Option<Problem>) -> Response {
    let visit = &sent.visit;
    let pasted = sent.form.get("code");
    let receipt = pasted.rsplit('#').next().unwrap_or_default().trim();
    let receipt = receipt.to_owned();
    let input = CommentReceiptInput {
        receipt: receipt.clone(),
        client_mutation_id: None,
    };
    let Changed { outcome, .. } = sent.ask::<ReadCommentReceipt>(Variables { input }).await;
    let (statements, given) = match outcome.map(|data| data.read_comment_receipt) {
        Ok(Outcome::ReaderComment(mut given)) => (std::mem::take(&mut given.statements), given),
        Ok(_) => return ask(visit, receipt, None).await,
        Err(refusal) => {
            // What somebody typed is not lost because it can't be read now.
            let problem = problem.unwrap_or_else(|| Problem::of(visit, refusal));
            let is_code = problem.kind == "ReceiptUnknownError";
            let problem = problem.at(if is_code { "code" } else { "" });
            let has_words = ["text", "message"]
                .iter()
                .any(|it| !sent.form.get(it).is_empty());
            if has_words {
                return again(sent, problem.at("")).await;
            }
            return ask(visit, receipt, Some(problem)).await;
        }
    };
    // Of two presses the second finds done what it asks for.
    let (done, problem) = match problem {
        Some(problem) if was_done(sent, &given, &problem) => {
            (Some((key("receipt-done"), false)), None)
        }
        problem => (done, problem),
    };
    if let Some(problem) = &problem
        && has_no_place(sent, &given)
    {
        return again(sent, problem.clone()).await;
    }
    let words = &visit.site.words;
    let typed = |name: &str| sent.form.get(name).to_owned();
    let message = problem.as_ref().map(|_| typed("message"));
    let is_typed = problem.is_some() && !typed("text").is_empty();
    let typed = if is_typed {
        Typed::of(&sent.form, given.language)
    } else {
        Typed {
            text: given.text.clone(),
            language: given.language,
        }
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Receipt {
        f: frame(visit, key("receipt-title")).await,
        code: receipt,
        statements: statements
            .into_iter()
            .map(|it| Statement::from((&**words, it)))
            .collect(),
        sent: given.sent_at.as_deref().map(|at| Day::at(words, at)),
        later: given.publish_at.as_deref().map(|at| Day::at(words, at)),
        said: done.map(|(says, _)| says),
        sounds_like_danger: done.is_some_and(|(_, danger)| danger),
        typed,
        message: message.unwrap_or_default(),
        given,
        problem,
    };
    visit.personal(status, &page)
}

/// Whether what a form asks for, which was refused, is as it asks already.
fn was_done(sent: &Sent, given: &ReaderCommentInFull, problem: &Problem) -> bool {
    let typed = |name: &str| sent.form.get(name).replace("\r\n", "\n");
    match problem.kind.as_str() {
        "CommentImpossibleError" => {
            given.state == Some(SubmissionState::PENDING)
                && given.text.trim() == typed("text").trim()
        }
        "SecondLookImpossibleError" => {
            let look = given.second_look.as_ref();
            look.is_some_and(|it| it.message.as_deref().unwrap_or_default() == typed("message"))
        }
        _ => false,
    }
}

/// Whether somebody typed what the page has no field for any more.
fn has_no_place(sent: &Sent, given: &ReaderCommentInFull) -> bool {
    let has = |name: &str| !sent.form.get(name).trim().is_empty();
    !given.may_be_changed && (has("text") || has("message"))
}

/// Shows what became of it after something was to be done.
async fn after(sent: &Sent, outcome: Result<Done, Refusal>) -> Response {
    match outcome {
        Ok(done) => read(sent, done, None).await,
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            let field = match problem.field.as_str() {
                "text" | "message" => problem.field.clone(),
                _ => String::new(),
            };
            read(sent, None, Some(problem.at(&field))).await
        }
    }
}

/// Sends it again in other words.
pub(crate) async fn change(sent: Sent) -> Response {
    let typed = Typed::of(&sent.form, sent.visit.site.language);
    let input = change::ChangeCommentAsReaderInput {
        receipt: sent.form.get("code").to_owned(),
        text: typed.text,
        language: typed.language,
        client_mutation_id: None,
    };
    let variables = change::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ChangeCommentAsReader>(variables).await;
    let done = outcome.map(|data| match data.change_comment_as_reader {
        change::ChangeCommentAsReaderChangeCommentAsReader::ReaderCommentChanged(done) => {
            Some((key("receipt-changed"), !done.helplines.is_empty()))
        }
        _ => None,
    });
    after(&sent, done).await
}

/// Takes it back.
pub(crate) async fn take_back(sent: Sent) -> Response {
    let input = back::CommentReceiptInput {
        receipt: sent.form.get("code").to_owned(),
        client_mutation_id: None,
    };
    let variables = back::Variables { input };
    let Changed { outcome, .. } = sent.ask::<TakeBackCommentAsReader>(variables).await;
    after(&sent, outcome.map(|_| Some((key("receipt-gone"), false)))).await
}

/// Has another adult look at it.
pub(crate) async fn look_again(sent: Sent) -> Response {
    let message = sent.form.get("message").replace("\r\n", "\n");
    let input = look::AskForSecondLookAsReaderInput {
        receipt: sent.form.get("code").to_owned(),
        statement: sent.form.get("statement").to_owned(),
        message: Some(message).filter(|it| !it.trim().is_empty()),
        client_mutation_id: None,
    };
    let variables = look::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForSecondLookAsReader>(variables).await;
    after(&sent, outcome.map(|_| Some((key("answer-asked"), false)))).await
}
