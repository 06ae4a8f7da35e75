//! The state of the repository's files: what no compiler and no lint looks at.
//!
//! The rules live in the modules below, each a pure function over a [`Tree`] with tests that
//! plant a violation. Here they meet the real files. A list of exceptions may only shrink: an
//! entry that is no longer needed fails as well.

mod documents;
mod migrations;
mod paths;
mod snapshots;
mod sources;
mod tree;

use std::collections::BTreeSet;

use tree::{Tree, Violation};

/// Files that may be longer than [`sources::LONGEST`] lines.
const LONG_FILES: &[&str] = &[];
/// Test files that may sleep. A test waits for an event, or moves the clock.
const SLEEPERS: &[&str] = &[];
/// Text files that may hold what looks like a path of somebody's machine.
const MACHINE_PATHS: &[&str] = &[];
/// Snapshots whose name is put together at run time. Better: `snapshot_suffix`.
const COMPUTED_SNAPSHOTS: &[&str] = &[];

/// Leaves out what the list excuses, and adds the excuses that nothing needs any more.
fn outstanding(violations: &[Violation], excused: &[&str]) -> Vec<String> {
    let broken: BTreeSet<&str> = violations.iter().map(|found| found.path.as_str()).collect();
    let found = violations
        .iter()
        .filter(|found| !excused.contains(&found.path.as_str()));
    let stale = excused.iter().filter(|path| !broken.contains(**path));
    found
        .map(|found| format!("{}: {}", found.path, found.what))
        .chain(stale.map(|path| format!("{path}: is tidy now, take it off the list")))
        .collect()
}

/// Applies one rule to the repository.
fn check(rule: fn(&Tree) -> Vec<Violation>, excused: &[&str]) -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let outstanding = outstanding(&rule(&tree), excused);
    assert!(outstanding.is_empty(), "\n{}\n", outstanding.join("\n"));
    Ok(())
}

#[test]
fn every_source_file_opens_by_saying_what_lives_in_it() -> anyhow::Result<()> {
    check(sources::without_opening, &[])
}

#[test]
fn no_source_file_is_too_long() -> anyhow::Result<()> {
    check(sources::too_long, LONG_FILES)
}

#[test]
fn no_test_is_ignored() -> anyhow::Result<()> {
    check(sources::ignored_tests, &[])
}

#[test]
fn no_work_is_left_to_do_at_run_time() -> anyhow::Result<()> {
    check(sources::unfinished, &[])
}

#[test]
fn no_lint_is_silenced_without_expecting_it() -> anyhow::Result<()> {
    check(sources::silenced_lints, &[])
}

#[test]
fn no_test_sleeps() -> anyhow::Result<()> {
    check(sources::sleeping_tests, SLEEPERS)
}

#[test]
fn both_databases_have_the_same_migrations() -> anyhow::Result<()> {
    check(migrations::unequal, &[])
}

#[test]
fn every_relative_link_leads_somewhere() -> anyhow::Result<()> {
    check(documents::broken_links, &[])
}

#[test]
fn no_file_names_a_path_of_a_machine() -> anyhow::Result<()> {
    check(paths::of_machines, MACHINE_PATHS)
}

#[test]
fn every_snapshot_belongs_to_a_test() -> anyhow::Result<()> {
    check(snapshots::orphans, COMPUTED_SNAPSHOTS)
}

#[test]
fn the_repository_is_found_and_what_git_ignores_is_left_out() -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let paths: Vec<&str> = tree.paths().collect();
    assert!(paths.contains(&"Cargo.toml") && paths.contains(&"tests/it/tidy.rs"));
    assert!(
        paths.contains(&".config/nextest.toml"),
        "hidden folders are read"
    );
    assert!(
        !paths
            .iter()
            .any(|path| path.starts_with("target/") || path.starts_with(".git/"))
    );
    Ok(())
}

#[test]
fn an_excuse_holds_until_it_is_no_longer_needed() {
    let long = [Violation::new("a.rs", "is long")];
    assert_eq!(outstanding(&long, &[]), ["a.rs: is long"]);
    assert_eq!(outstanding(&long, &["a.rs"]), [""; 0]);
    assert_eq!(
        outstanding(&[], &["a.rs"]),
        ["a.rs: is tidy now, take it off the list"]
    );
}
