//! The shape of the workspace: which crate may use which, and who owns a dependency.
//!
//! Every rule is a pure function from parsed data to a list of violations, and each has a test
//! that plants a violation and expects it to be found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use toml::{Table, Value};

/// Every edge between two crates of ours. An edge that is not written here is not allowed.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("moderation", &["domain"]),
    ("storage", &["domain", "moderation"]),
    ("app", &["domain", "moderation", "storage"]),
    ("api", &["app", "domain", "moderation"]),
    ("web", &[]),
    (
        "server",
        &["api", "app", "domain", "moderation", "storage", "web"],
    ),
    (
        "tests",
        &[
            "api",
            "app",
            "domain",
            "moderation",
            "server",
            "storage",
            "web",
        ],
    ),
];

/// Dependencies that stay behind one face: only the crates on the right may name them.
const MONOPOLIES: &[(&str, &[&str])] = &[
    ("ammonia", &["moderation"]),
    ("argon2", &["app"]),
    ("askama", &["app", "web"]),
    ("async-graphql", &["api"]),
    ("clap", &["server"]),
    ("deadpool", &["storage"]),
    ("diesel", &["storage"]),
    ("diesel-async", &["storage"]),
    ("diesel_migrations", &["storage"]),
    ("figment", &["server"]),
    ("lettre", &["app"]),
    ("libsqlite3-sys", &["storage"]),
];

/// The tables of a manifest that hold dependencies.
const DEPENDENCY_TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The part of the output of `cargo metadata` that the rules need.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    /// The package's own name, also where the manifest renames it.
    name: String,
    /// Absent for a normal dependency.
    kind: Option<Kind>,
    /// Present for a crate in this repository only.
    path: Option<PathBuf>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Dev,
    Build,
}

/// Finds edges between our crates that [`EDGES`] does not hold. Tests and build scripts count:
/// what a crate needs for its tests is a dependency too. A crate may name itself (to switch on a
/// feature for its own tests), because that crosses no boundary.
fn forbidden_edges(metadata: &Metadata) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let mut violations = Vec::new();
    for package in &metadata.packages {
        let Some(allowed) = allowed.get(package.name.as_str()) else {
            violations.push(format!("{} has no line in the list of edges", package.name));
            continue;
        };
        let ours = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.path.is_some());
        for dependency in ours.filter(|dependency| dependency.name != package.name) {
            if !allowed.contains(&dependency.name.as_str()) {
                violations.push(format!("{} must not use {}", package.name, dependency.name));
            }
        }
    }
    violations
}

/// Finds crates that use a dependency which belongs to another crate of ours.
fn broken_monopolies(metadata: &Metadata) -> Vec<String> {
    let owners: BTreeMap<&str, &[&str]> = MONOPOLIES.iter().copied().collect();
    let mut violations = Vec::new();
    for package in &metadata.packages {
        let shipped = package
            .dependencies
            .iter()
            .filter(|used| used.kind != Some(Kind::Dev));
        for dependency in shipped {
            let Some(owners) = owners.get(dependency.name.as_str()) else {
                continue;
            };
            if !owners.contains(&package.name.as_str()) {
                violations.push(format!(
                    "{} must not use {}, which belongs to {}",
                    package.name,
                    dependency.name,
                    owners.join(" and ")
                ));
            }
        }
    }
    violations
}

/// Finds a manifest that does not take its lints from the workspace.
fn own_lints(name: &str, manifest: &Table) -> Vec<String> {
    let inherits = manifest.get("lints").is_some_and(is_inherited);
    if inherits {
        Vec::new()
    } else {
        vec![format!("{name} lacks `[lints] workspace = true`")]
    }
}

/// Finds dependencies whose version is not the workspace's.
fn own_versions(name: &str, manifest: &Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let per_target = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    std::iter::once(manifest)
        .chain(per_target)
        .flat_map(|holder| {
            DEPENDENCY_TABLES
                .iter()
                .filter_map(|table| holder.get(*table))
        })
        .filter_map(Value::as_table)
        .flatten()
        .filter(|(_, value)| !is_inherited(value))
        .map(|(dependency, _)| format!("{name} does not take {dependency} from the workspace"))
        .collect()
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// Asks cargo for our own packages; needs neither network nor lock file.
fn metadata() -> anyhow::Result<Metadata> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
            "--locked",
        ])
        .current_dir(root)
        .output()
        .context("could not start cargo")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("could not read the output of cargo metadata")
}

/// Runs a rule over the manifest of every member.
fn in_every_manifest(rule: fn(&str, &Table) -> Vec<String>) -> anyhow::Result<Vec<String>> {
    let mut violations = Vec::new();
    for package in metadata()?.packages {
        let text = std::fs::read_to_string(&package.manifest_path)
            .with_context(|| format!("could not read the manifest of {}", package.name))?;
        violations.extend(rule(&package.name, &text.parse()?));
    }
    Ok(violations)
}

fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn crates_use_each_other_only_along_the_edges_of_the_design() -> anyhow::Result<()> {
    let metadata = metadata()?;
    assert_eq!(
        metadata.packages.len(),
        EDGES.len(),
        "a member is missing or has no line"
    );
    assert_none(&forbidden_edges(&metadata));
    Ok(())
}

#[test]
fn a_guarded_dependency_is_used_by_its_owner_only() -> anyhow::Result<()> {
    assert_none(&broken_monopolies(&metadata()?));
    Ok(())
}

#[test]
fn every_crate_takes_its_lints_from_the_workspace() -> anyhow::Result<()> {
    assert_none(&in_every_manifest(own_lints)?);
    Ok(())
}

#[test]
fn every_crate_takes_its_dependencies_from_the_workspace() -> anyhow::Result<()> {
    assert_none(&in_every_manifest(own_versions)?);
    Ok(())
}

/// One package with one dependency, as cargo prints it.
fn planted(package: &str, dependency: &serde_json::Value) -> Metadata {
    let json = serde_json::json!({ "packages": [
        { "name": package, "manifest_path": "Cargo.toml", "dependencies": [dependency] }
    ]});
    serde_json::from_value(json).unwrap_or(Metadata {
        packages: Vec::new(),
    })
}

#[test]
fn an_edge_against_the_design_is_found() {
    let edge = |to: &str, kind| serde_json::json!({ "name": to, "kind": kind, "path": "here" });
    let backwards = planted("domain", &edge("storage", None::<&str>));
    assert_eq!(forbidden_edges(&backwards), ["domain must not use storage"]);
    let in_a_test = planted("web", &edge("api", Some("dev")));
    assert_eq!(forbidden_edges(&in_a_test), ["web must not use api"]);
    let stranger = planted("helpers", &edge("domain", None));
    assert_eq!(
        forbidden_edges(&stranger),
        ["helpers has no line in the list of edges"]
    );
    assert_none(&forbidden_edges(&planted("app", &edge("storage", None))));
    assert_none(&forbidden_edges(&planted(
        "storage",
        &edge("storage", Some("dev")),
    )));
}

#[test]
fn a_guarded_dependency_in_the_wrong_crate_is_found() {
    let uses = |name: &str, kind| serde_json::json!({ "name": name, "kind": kind });
    let shipped = planted("api", &uses("diesel", None::<&str>));
    let expected = ["api must not use diesel, which belongs to storage"];
    assert_eq!(broken_monopolies(&shipped), expected);
    let built = planted("api", &uses("askama", Some("build")));
    let expected = ["api must not use askama, which belongs to app and web"];
    assert_eq!(broken_monopolies(&built), expected);
    assert_none(&broken_monopolies(&planted(
        "storage",
        &uses("diesel", None),
    )));
    assert_none(&broken_monopolies(&planted(
        "api",
        &uses("diesel", Some("dev")),
    )));
}

#[test]
fn a_crate_with_lints_of_its_own_is_found() -> anyhow::Result<()> {
    let expected = ["app lacks `[lints] workspace = true`"];
    assert_eq!(
        own_lints("app", &"[package]\nname = 'app'".parse()?),
        expected
    );
    assert_eq!(
        own_lints("app", &"[lints.rust]\nunsafe_code = 'allow'".parse()?),
        expected
    );
    assert_eq!(
        own_lints("app", &"[lints]\nworkspace = false".parse()?),
        expected
    );
    assert_none(&own_lints("app", &"[lints]\nworkspace = true".parse()?));
    Ok(())
}

#[test]
fn a_dependency_with_a_version_of_its_own_is_found() -> anyhow::Result<()> {
    let expected = ["app does not take hex from the workspace"];
    for manifest in [
        "[dependencies]\nhex = '0.4'",
        "[dev-dependencies.hex]\nversion = '0.4'",
        "[build-dependencies]\nhex = { path = 'hex' }",
        "[target.'cfg(unix)'.dependencies]\nhex = '0.4'",
    ] {
        assert_eq!(
            own_versions("app", &manifest.parse()?),
            expected,
            "{manifest}"
        );
    }
    let inherited =
        "[dependencies]\nhex.workspace = true\nurl = { workspace = true, optional = true }";
    assert_none(&own_versions("app", &inherited.parse()?));
    Ok(())
}
