//! The operations of our own front end, which are the examples for others and the trusted documents: each one fits the
//! schema and the limits, which `tests/clients` asks other people's tools.

use std::path::Path;

fn operations() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/operations");
    let files = std::fs::read_dir(folder).expect("a folder");
    files
        .map(|file| {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let name = path.file_name().expect("a name");
            (name.to_string_lossy().into_owned(), text)
        })
        .collect()
}

#[test]
fn every_operation_says_what_it_is_for_and_is_the_only_one_of_its_file() {
    let operations = operations();
    assert!(operations.len() > 20, "{}", operations.len());
    for (file, text) in &operations {
        assert!(text.starts_with("# "), "{file}");
        let begins = |line: &&str| {
            ["query ", "mutation ", "subscription "]
                .iter()
                .any(|kind| line.starts_with(kind))
        };
        assert_eq!(text.lines().filter(begins).count(), 1, "{file}");
    }
}

#[test]
fn the_pages_hand_over_every_operation_as_trusted() {
    let mut files: Vec<String> = operations().into_iter().map(|(_, text)| text).collect();
    let mut trusted: Vec<&str> = web::documents().to_vec();
    files.sort_unstable();
    trusted.sort_unstable();
    assert!(files.iter().map(String::as_str).eq(trusted));
}
