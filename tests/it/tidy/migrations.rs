//! Rules for migrations: SQLite and PostgreSQL take the same steps under the same names.
//! Whether the steps lead to the same columns is tested in `storage`.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Tree, Violation};

const DIALECTS: [&str; 2] = ["storage/migrations/sqlite", "storage/migrations/postgres"];
const STEPS: [&str; 2] = ["up.sql", "down.sql"];

/// Finds migrations that only one database has, and those without a way up or down.
pub(super) fn unequal(tree: &Tree) -> Vec<Violation> {
    let found = DIALECTS.map(|dialect| (dialect, migrations(tree, dialect)));
    let names: BTreeSet<&str> = found
        .iter()
        .flat_map(|(_, migrations)| migrations.keys().copied())
        .collect();
    let mut violations = Vec::new();
    for (dialect, migrations) in &found {
        if migrations.is_empty() {
            violations.push(Violation::new(dialect, "has no migrations"));
        }
        for name in &names {
            let steps = migrations.get(name);
            violations.extend(
                STEPS
                    .iter()
                    .filter(|step| steps.is_none_or(|steps| !steps.contains(*step)))
                    .map(|step| Violation::new(&format!("{dialect}/{name}/{step}"), "is missing")),
            );
        }
    }
    violations
}

/// The files of each migration, by its name.
fn migrations<'a>(tree: &'a Tree, dialect: &str) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut migrations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in tree.paths() {
        let inside = path
            .strip_prefix(dialect)
            .and_then(|rest| rest.strip_prefix('/'));
        if let Some((name, file)) = inside.and_then(|inside| inside.split_once('/')) {
            migrations.entry(name).or_default().insert(file);
        }
    }
    migrations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(paths: &[&str]) -> Vec<String> {
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        let violations = unequal(&Tree::of(&files));
        violations
            .into_iter()
            .map(|found| format!("{} {}", found.path, found.what))
            .collect()
    }

    #[test]
    fn a_migration_without_its_twin_or_its_way_back_is_found() {
        let mut paths = vec![
            "storage/migrations/sqlite/0001_people/up.sql",
            "storage/migrations/sqlite/0001_people/down.sql",
            "storage/migrations/postgres/0001_people/up.sql",
            "storage/migrations/postgres/0001_people/down.sql",
        ];
        assert_eq!(missing(&paths), [""; 0]);
        paths.extend([
            "storage/migrations/sqlite/0002_posts/up.sql",
            "storage/migrations/sqlite/0002_posts/down.sql",
            "storage/migrations/postgres/0002_posts/up.sql",
            "storage/migrations/postgres/0003_only_here/up.sql",
            "storage/migrations/postgres/0003_only_here/down.sql",
        ]);
        let expected = [
            "storage/migrations/sqlite/0003_only_here/up.sql is missing",
            "storage/migrations/sqlite/0003_only_here/down.sql is missing",
            "storage/migrations/postgres/0002_posts/down.sql is missing",
        ];
        assert_eq!(missing(&paths), expected);
    }

    #[test]
    fn a_folder_of_migrations_that_went_away_is_found() {
        let expected = [
            "storage/migrations/sqlite has no migrations",
            "storage/migrations/postgres has no migrations",
        ];
        assert_eq!(missing(&[]), expected);
    }
}
