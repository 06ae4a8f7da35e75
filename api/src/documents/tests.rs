//! Documents are parsed once, bounded, and chosen from by name; requests are complete before anything runs.

use async_graphql::{Pos, value};

use super::*;
use crate::errors;

fn documents() -> Documents {
    Documents::new(Limits::PUBLIC, CacheSize::default())
}

fn variables(value: Value) -> Variables {
    Variables::from_value(value)
}

#[test]
fn a_document_is_parsed_once_while_it_is_kept() {
    let documents = documents();
    let first = documents.get_or_parse("{ a }").expect("is fine");
    let again = documents.get_or_parse("{ a }").expect("is fine");
    let other = documents.get_or_parse("{ b }").expect("is fine");
    assert!(Arc::ptr_eq(&first, &again));
    assert!(!Arc::ptr_eq(&first, &other));
}

#[test]
fn no_more_documents_are_kept_than_asked_for() {
    let few = CacheSize {
        documents: 10,
        bytes: 1024 * 1024,
    };
    let documents = Documents::new(Limits::PUBLIC, few);
    for number in 0..200 {
        assert!(documents.get_or_parse(&format!("{{ a{number} }}")).is_ok());
    }
    assert!(documents.cache.len() <= 10);
    let small = CacheSize {
        documents: 1_000,
        bytes: 20_000,
    };
    let documents = Documents::new(Limits::PUBLIC, small);
    for number in 0..200 {
        assert!(documents.get_or_parse(&format!("{{ a{number} }}")).is_ok());
    }
    assert!(documents.cache.weight() <= 20_000);
}

#[test]
fn text_that_is_no_document_is_refused_with_its_place() {
    let documents = documents();
    let refused = documents.get_or_parse("{ a(").expect_err("is refused");
    let error = refused.to_server_error();
    assert!(
        error.message.starts_with("Syntax error: expected "),
        "{error}"
    );
    assert_eq!(error.locations, [Pos { line: 1, column: 5 }]);
    assert_eq!(errors::code_of(&error), Some("GRAPHQL_PARSE_FAILED"));
    for empty in ["", "   ", "# nothing"] {
        let refused = documents.get_or_parse(empty);
        assert!(
            matches!(refused, Err(DocumentError::Syntax { .. })),
            "{empty:?}"
        );
    }
}

#[test]
fn a_document_nested_five_thousand_levels_is_refused_before_the_parser() {
    let documents = documents();
    for bracket in ["{a", "{a(b:[", "{a(b:{c:", "query($a:["] {
        let nested: String = bracket.repeat(5_000).chars().take(32_000).collect();
        let refused = documents.get_or_parse(&nested);
        assert!(matches!(refused, Err(DocumentError::Scan(_))), "{bracket}");
    }
}

#[test]
fn a_document_out_of_bounds_fails_validation() {
    let refused = documents().get_or_parse("{ __typename @nonsense }");
    let error = refused.expect_err("is refused").to_server_error();
    assert_eq!(error.message, "Unknown directive \"@nonsense\".");
    assert_eq!(
        error.locations,
        [Pos {
            line: 1,
            column: 14
        }]
    );
    assert_eq!(errors::code_of(&error), Some("GRAPHQL_VALIDATION_FAILED"));
}

#[test]
fn an_operation_is_chosen_by_name_or_because_it_is_the_only_one() {
    let documents = documents();
    let two = documents
        .get_or_parse("query A { a } mutation B { b }")
        .expect("is fine");
    assert_eq!(two.select(None), Err(RequestError::NameRequired));
    assert_eq!(
        two.select(Some("B")).map(|chosen| chosen.kind),
        Ok(OperationType::Mutation)
    );
    assert!(matches!(
        two.select(Some("C")),
        Err(RequestError::UnknownOperation { .. })
    ));
    let one = documents.get_or_parse("{ a }").expect("is fine");
    assert_eq!(
        one.select(None).map(|chosen| chosen.kind),
        Ok(OperationType::Query)
    );
    assert!(matches!(
        one.select(Some("")),
        Err(RequestError::UnknownOperation { .. })
    ));
}

#[test]
fn a_default_decides_what_is_skipped_when_no_value_is_given() {
    let text = "query ($x: Boolean = true, $y: Int = 3) { a @skip(if: $x) }";
    let document = documents().get_or_parse(text).expect("is fine");
    let operation = document.select(None).expect("is there");
    let filled = document.values(operation, Variables::default());
    assert_eq!(filled, variables(value!({ "x": true, "y": 3 })));
    assert!(document.request(operation, filled).is_ok());
    let given = variables(value!({ "x": false, "y": null }));
    assert_eq!(document.values(operation, given.clone()), given);
    let more = variables(value!({ "x": false, "y": null, "z": [1] }));
    assert_eq!(
        document.values(operation, more),
        given,
        "what nobody declared is dropped"
    );
}

#[test]
fn a_required_variable_without_a_value_is_refused() {
    let text = "query ($n: Int!, $d: Int! = 1, $o: Int) { a(n: $n, d: $d, o: $o) }";
    let document = documents().get_or_parse(text).expect("is fine");
    let operation = document.select(None).expect("is there");
    let with = |given: Value| {
        let values = document.values(operation, variables(given));
        document.request(operation, values)
    };
    for wrong in [
        value!({}),
        value!({ "n": null }),
        value!({ "n": 1, "d": null }),
    ] {
        let refused = with(wrong);
        assert!(matches!(refused, Err(RequestError::ValueRequired { .. })));
    }
    assert!(with(value!({ "n": 1 })).is_ok());
}

#[test]
fn a_condition_without_a_boolean_value_is_refused() {
    let unsure = "query ($x: Boolean) { __typename @skip(if: $x) }";
    let refused = documents().get_or_parse(unsure);
    assert!(matches!(refused, Err(DocumentError::Input(_))));
    let text = "query ($x: Boolean = true) { __typename @skip(if: $x) }";
    let document = documents().get_or_parse(text).expect("is fine");
    let operation = document.select(None).expect("is there");
    let refused = document.request(operation, variables(value!({ "x": null })));
    assert!(matches!(refused, Err(RequestError::NotBoolean { .. })));
    let refused = document.request(operation, variables(value!({ "x": 1 })));
    assert!(matches!(refused, Err(RequestError::Misfit { .. })));
    assert!(
        document
            .request(operation, variables(value!({ "x": true })))
            .is_ok()
    );
}

#[test]
fn what_decides_the_cost_is_told_apart_and_nothing_else_is() {
    let text = "query ($n: Int = 50, $ids: [ID!], $slug: String) { a(n: $n, ids: $ids, s: $slug) }";
    let document = documents().get_or_parse(text).expect("is fine");
    let operation = document.select(None).expect("is there");
    let key = |given: Value| {
        let values = document.values(operation, variables(given));
        document.cost_key(operation, &values)
    };
    assert_eq!(key(value!({})), key(value!({ "n": 50, "z": 1 })));
    assert_eq!(key(value!({ "slug": "a" })), key(value!({ "slug": "b" })));
    let different = [
        key(value!({})),
        key(value!({ "n": 1 })),
        key(value!({ "n": "50" })),
        key(value!({ "n": null })),
        key(value!({ "ids": ["a"] })),
        key(value!({ "ids": ["a", "b"] })),
    ];
    for (place, one) in different.iter().enumerate() {
        assert!(different.iter().skip(place + 1).all(|other| other != one));
    }
}
