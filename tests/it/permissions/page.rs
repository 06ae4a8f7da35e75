//! `docs/permissions.md` is what `domain::policy` answers to everybody about everything, printed.

use domain::account::Actor;
use domain::policy::{Access, Denial, access};
use domain::publication::Ineligible;
use tests::Operation;

use super::columns::{Column, Post, TABLES, Table};
use super::operations::Asks;
use super::people::Who;

const INTRODUCTION: &str = "\
# Who may do what

This page is printed from the rules that the program itself asks ([policy.rs](../domain/src/policy.rs)); a test fails
when the two differ. It shows what the program does today.

The first part is about people and what they might try. The second names, for everything that the API offers, which column it is: a test
asks the API for all of it as each of these people, on both databases, and compares.

Every table is about one post that a correspondent of one group wrote, and about one review of it. Each line is a person,
each column something that this person might try:

- **allowed**: yes, as far as the person is concerned. The state of things may still be against it: what was decided can't
  be taken back from review, and only the moderator who holds a review decides it.
- denied: no, and the program says why.
- hidden: no, and the answer is the one for something that does not exist. The person can't tell the difference.

\"Cleared\" is a moderator, guide or safeguarding lead whose certificate another person has seen, who was trained, and who signed the code of conduct, each within a year; \"not active\" is an
account that is suspended or closed. Adults who work for the panel are nobody until they proved a second factor in their session. Who somebody is, is looked up anew at every request: a birthday, a lapsed clearance
or a suspension counts at once.

What the tables can't show:

- A review that needs two adults needs two different ones: whoever approved first is denied from then on.
- Real names, birth dates and contacts are on none of these lines. They are kept apart.
";

const OPERATIONS: &str = "
## Everything that the API offers

For each entry point of `schema.graphql`: which column of the tables above says who may (subscriptions are tried by themselves). Whatever an answer leads to has the column of the type
that it belongs to; `Query.node` gives each type to whoever may have it.

A list that somebody may not see is empty, and an object null, without a word. A mutation that is denied says so in a `NotAllowedError`, and one whose object is hidden
says that there is none; whoever is not signed in, or has a second factor to prove, is told that first, whatever the object. Those with
a (*) are denied in the words for something that does not exist, or for a code that is not good.

";

const fn cell(access: Access) -> &'static str {
    match access {
        Access::Allowed => "**allowed**",
        Access::Hidden => "hidden",
        Access::Denied(denial) => match denial {
            Denial::SignedOut => "denied: not signed in",
            Denial::SecondFactor => "denied: second factor",
            Denial::ProveAgain => "denied: prove it again",
            Denial::AnotherWrites => "denied: another one writes",
            Denial::NotCleared => "denied: not cleared",
            Denial::NotActive => "denied: account not active",
            Denial::NotYourRole => "denied: not their role",
            Denial::NoConsent(_) => "denied: consent is lacking",
            Denial::Related(Ineligible::NotModerator) => "denied: no cleared moderator",
            Denial::Related(Ineligible::OwnWork) => "denied: own work",
            Denial::Related(Ineligible::OwnGroup) => "denied: own group",
            Denial::Related(Ineligible::OwnWard) => "denied: own ward",
            Denial::Related(Ineligible::ApprovedBefore) => "denied: approved it before",
            Denial::Related(Ineligible::DecidedBefore) => "denied: decided it before",
        },
    }
}

/// A table, its cells filled up so that the columns stand under each other in plain text too.
fn aligned(mut lines: Vec<Vec<&str>>) -> String {
    let columns = 0..lines.first().map_or(0, Vec::len);
    let width = |line: &Vec<&str>, column: usize| line.get(column).map(|cell| cell.chars().count());
    let widest = |column: usize| lines.iter().filter_map(|line| width(line, column)).max();
    let widths: Vec<usize> = columns.filter_map(widest).collect();
    lines.insert(1, vec!["---"; widths.len()]);
    let line = |cells: &Vec<&str>| {
        let cells = cells.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    lines.iter().map(line).collect()
}

fn print(table: &Table, post: &Post) -> String {
    let names = table.columns.iter().map(|column| column.name());
    let mut lines: Vec<Vec<&str>> = vec![std::iter::once("who").chain(names).collect()];
    lines.extend(Who::ALL.iter().map(|who| {
        let actor: Actor = who.actor();
        let answer = |column: &Column| cell(access(&actor, &column.action(post)));
        std::iter::once(who.name())
            .chain(table.columns.iter().map(answer))
            .collect()
    }));
    let Table { title, about, .. } = table;
    format!("\n## {title}\n\n{about}\n\n{}", aligned(lines))
}

fn operations() -> String {
    let mut lines: Vec<Vec<&str>> = vec![vec!["what the API offers", "who may"]];
    let asked: Vec<String> = Operation::ALL
        .iter()
        .map(|asked| Asks::of(*asked).words())
        .collect();
    let names = Operation::ALL.iter().map(|asked| asked.name());
    lines.extend(
        names
            .zip(&asked)
            .map(|(name, words)| vec![name, words.as_str()]),
    );
    format!("{OPERATIONS}{}", aligned(lines))
}

/// The whole page.
pub(super) fn page() -> String {
    let post = Post::new();
    let tables: String = TABLES.iter().map(|table| print(table, &post)).collect();
    format!("{INTRODUCTION}{tables}{}", operations())
}
