//! Tests of the walk over parsed documents: small documents that mean a lot, and large ones.

use async_graphql::parser::parse_query;

use super::*;

fn measured(document: &str) -> Result<Vec<Measured>, LimitError> {
    let document = parse_query(document).expect("the test's document parses");
    check(&document, &Limits::PUBLIC)
}

fn refused(document: &str) -> LimitError {
    measured(document).expect_err("the document is refused")
}

/// One text after the other.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().concat()
}

/// Fragments that each spread the next one twice, and the last one `last` twice.
fn doubling(count: usize, last: &str) -> String {
    let fragments = each(count, |number| {
        let next = number + 1;
        let spread = if next == count {
            last.to_owned()
        } else {
            format!("...F{next}")
        };
        format!(" fragment F{number} on Query {{ a {{ {spread} }} b {{ {spread} }} }}")
    });
    format!("{{ ...F0 }}{fragments}")
}

#[test]
fn fragments_that_double_thirty_times_are_refused_at_once() {
    assert_eq!(
        refused(&doubling(30, "a")),
        LimitError::TooManyFields { limit: 600 }
    );
    let flat = each(30, |number| {
        format!(" fragment F{number} on Q {{ ...F{0} ...F{0} }}", number + 1)
    });
    let nobody_defined_the_last = format!("{{ ...F0 }}{flat}");
    let expected = LimitError::TooManySelections { limit: 1_200 };
    assert_eq!(refused(&nobody_defined_the_last), expected);
    assert!(measured(&doubling(6, "a")).is_ok());
}

#[test]
fn fragments_that_nobody_spreads_are_bounded_too() {
    let unused = doubling(30, "a").replace("{ ...F0 }", "{ a }");
    assert_eq!(refused(&unused), LimitError::TooManyFields { limit: 600 });
}

#[test]
fn a_long_chain_of_deep_fragments_is_walked_without_deep_recursion() {
    let deep = |inside: &str| format!("{}{inside}{}", "... { ".repeat(60), " }".repeat(60));
    let fragments = each(49, |number| {
        let next = deep(&format!("...F{}", number + 1));
        format!(" fragment F{number} on Query {{ {next} }}")
    });
    let outcome = measured(&format!("{{ ...F0 }}{fragments}"));
    assert_eq!(outcome, Err(LimitError::TooManySelections { limit: 1_200 }));
}

#[test]
fn fragments_that_spread_themselves_are_refused_by_name() {
    let cycle = |fragment: &str| LimitError::FragmentCycle {
        fragment: fragment.to_owned(),
    };
    assert_eq!(
        refused("{ ...A } fragment A on Query { a { ...A } }"),
        cycle("A")
    );
    let through_another = "{ a } fragment Z on Q { ...A } fragment A on Q { ...B } \
        fragment B on Q { ... { ...C } } fragment C on Q { b { ...B } }";
    assert_eq!(refused(through_another), cycle("B"));
}

#[test]
fn a_variable_is_declared_once_by_each_operation() {
    assert!(matches!(
        refused("query($a: Int, $b: Int, $a: Int) { f(x: $a) }"),
        LimitError::RepeatedVariable { variable, .. } if variable == "a"
    ));
    let each = "query A($a: Int) { f(x: $a) } query B($a: Int) { f(x: $a) }";
    assert!(measured(each).is_ok());
}

#[test]
fn a_fragment_has_a_name_that_a_spread_can_say() {
    assert!(matches!(
        refused("{ a } fragment on on Query { b }"),
        LimitError::FragmentNamedOn { .. }
    ));
}

#[test]
fn what_fragments_bring_in_counts_for_each_spread() {
    let fields = each(15, |number| format!("f{number} "));
    let document = |spreads: usize| {
        let spreads = each(spreads, |number| format!("s{number} {{ ...F }} "));
        format!("{{ {spreads} }} fragment F on Query {{ {fields} }}")
    };
    assert!(measured(&document(37)).is_ok());
    assert_eq!(
        refused(&document(38)),
        LimitError::TooManyFields { limit: 600 }
    );
}

#[test]
fn all_operations_of_a_document_share_its_bounds() {
    let fields = each(301, |number| format!("f{number} "));
    assert!(measured(&format!("query A {{ {fields} }}")).is_ok());
    let both = format!("query A {{ {fields} }} query B {{ {fields} }}");
    assert_eq!(refused(&both), LimitError::TooManyFields { limit: 600 });
}

#[test]
fn the_name_of_the_type_counts_like_any_field() {
    let names =
        |count: usize| -> String { each(count, |number| format!("a{number}: __typename ")) };
    assert!(measured(&format!("{{ {} }}", names(20))).is_ok());
    let expected = LimitError::SameFieldTooOften {
        field: "__typename".to_owned(),
        limit: 20,
    };
    assert_eq!(refused(&format!("{{ {} }}", names(21))), expected);
}

#[test]
fn one_field_is_selected_twenty_times_in_a_set_however_it_gets_there() {
    let some = |prefix: &str, count: usize| -> String {
        each(count, |number| format!("{prefix}{number}: post "))
    };
    let expected = LimitError::SameFieldTooOften {
        field: "post".to_owned(),
        limit: 20,
    };
    let inline = format!("{{ {} ... {{ {} }} }}", some("a", 11), some("b", 10));
    assert_eq!(refused(&inline), expected);
    let spread = format!(
        "{{ {} ...F }} fragment F on Q {{ {} }}",
        some("a", 11),
        some("b", 10)
    );
    assert_eq!(refused(&spread), expected);
    let below = format!("{{ {} c {{ {} }} }}", some("a", 11), some("b", 10));
    assert!(measured(&below).is_ok());
}

#[test]
fn fields_nest_fifteen_levels_fragments_included() {
    let nested =
        |depth: usize, leaf: &str| format!("{}{leaf}{}", "a { ".repeat(depth), " }".repeat(depth));
    assert!(measured(&format!("{{ {} }}", nested(14, "a"))).is_ok());
    let expected = LimitError::TooDeep { limit: 15 };
    assert_eq!(refused(&format!("{{ {} }}", nested(15, "a"))), expected);
    let spread = format!(
        "{{ {} }} fragment F on Q {{ {} }}",
        nested(8, "...F"),
        nested(7, "a")
    );
    assert_eq!(refused(&spread), expected);
}

#[test]
fn definitions_and_variables_are_counted() {
    let fragments = each(50, |number| format!(" fragment F{number} on Q {{ a }}"));
    let expected = LimitError::TooManyDefinitions { limit: 50 };
    assert_eq!(refused(&format!("{{ a }}{fragments}")), expected);
    let variables = each(101, |number| format!("$v{number}: Int "));
    let expected = LimitError::TooManyVariables { limit: 100 };
    assert_eq!(refused(&format!("query ({variables}) {{ a }}")), expected);
}

#[test]
fn directives_are_counted_across_spreads() {
    let document = |spreads: usize| {
        let spreads = each(spreads, |number| {
            format!("s{number} {{ ...F @skip(if: false) }} ")
        });
        format!("{{ {spreads} }} fragment F on Query {{ a @include(if: true) b }}")
    };
    assert!(measured(&document(25)).is_ok());
    assert_eq!(
        refused(&document(26)),
        LimitError::TooManyDirectives { limit: 50 }
    );
}

#[test]
fn directives_are_checked_on_the_name_of_the_type_as_everywhere() {
    for place in ["__typename ", "post ", "... ", "...F "] {
        let document = |directives: &str| {
            let set = if place == "... " { "{ a }" } else { "" };
            format!("query ($x: Boolean!) {{ {place}{directives} {set} }} fragment F on Q {{ a }}")
        };
        assert!(measured(&document("@skip(if: $x) @include(if: true)")).is_ok());
        let refused = |directives: &str| refused(&document(directives));
        assert!(matches!(
            refused("@nonsense"),
            LimitError::UnknownDirective { .. }
        ));
        let twice = refused("@skip(if: true) @skip(if: true)");
        assert!(matches!(twice, LimitError::RepeatedDirective { .. }));
        for wrong in ["@skip", "@skip(unless: true)", "@skip(if: true, if: true)"] {
            assert!(
                matches!(refused(wrong), LimitError::DirectiveArguments { .. }),
                "{wrong}"
            );
        }
        for wrong in [
            "@include(if: 1)",
            "@include(if: null)",
            "@skip(if: \"true\")",
        ] {
            assert!(
                matches!(refused(wrong), LimitError::DirectiveCondition { .. }),
                "{wrong}"
            );
        }
    }
}

#[test]
fn no_directive_stands_on_a_definition() {
    for document in [
        "query @skip(if: true) { a }",
        "query ($x: Int @skip(if: true)) { a }",
        "{ a } fragment F on Q @include(if: true) { a }",
    ] {
        let found = refused(document);
        assert!(
            matches!(found, LimitError::MisplacedDirective { .. }),
            "{document}"
        );
        assert!(found.position().is_some());
    }
}

#[test]
fn the_name_of_the_type_has_neither_fields_nor_arguments() {
    for document in ["{ __typename { a } }", "{ __typename(a: 1) }"] {
        assert!(
            matches!(refused(document), LimitError::MalformedTypename { .. }),
            "{document}"
        );
    }
}

#[test]
fn a_condition_needs_a_declared_variable_in_every_operation() {
    let fragment = "fragment F on Q { __typename @skip(if: $x) }";
    let declared = measured(&format!("query A($x: Boolean!) {{ ...F }} {fragment}"));
    let expected = Measured {
        watches: None,
        fields: BTreeSet::from(["__typename".to_owned()]),
        name: Some("A".to_owned()),
        is_personal: false,
        conditions: vec!["x".to_owned()],
    };
    assert_eq!(declared, Ok(vec![expected]));
    let one_of_two = format!("query A($x: Boolean!) {{ ...F }} query B {{ ...F }} {fragment}");
    assert!(matches!(
        refused(&one_of_two),
        LimitError::UndeclaredCondition { .. }
    ));
}

#[test]
fn the_introspection_query_of_the_usual_tools_is_answered() {
    let nested_types = "ofType { kind name ".repeat(9) + &" }".repeat(9);
    let document = format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} \
         mutationType {{ name kind }} subscriptionType {{ name kind }} types {{ ...FullType }} \
         directives {{ name description isRepeatable locations \
         args(includeDeprecated: true) {{ ...InputValue }} }} }} }} \
         fragment FullType on __Type {{ kind name description specifiedByURL isOneOf \
         fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) \
         {{ ...InputValue }} type {{ ...TypeRef }} isDeprecated deprecationReason }} \
         inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }} \
         enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} \
         possibleTypes {{ ...TypeRef }} }} \
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} \
         defaultValue isDeprecated deprecationReason }} \
         fragment TypeRef on __Type {{ kind name {nested_types} }}"
    );
    assert!(measured(&document).is_ok());
}
