//! The public contract: the file and the program say the same, and everything in it is described.

use crate::generated::says;

#[test]
fn the_schema_file_says_what_the_program_serves() -> anyhow::Result<()> {
    says("schema.graphql", &api::sdl())
}

#[test]
fn every_type_field_argument_and_enum_value_is_described() {
    let sdl = api::sdl();
    let lines: Vec<&str> = sdl.lines().collect();
    let mut described = false;
    let mut in_description = false;
    let mut undescribed = vec![];
    for line in lines {
        let text = line.trim();
        if text.starts_with("\"\"\"") || in_description {
            let quotes = text.matches("\"\"\"").count();
            in_description ^= quotes % 2 == 1;
            described = true;
        } else if text.is_empty() || text == "}" {
            described = false;
        } else {
            let built_in = text.starts_with("directive ")
                || text.starts_with("schema")
                || [
                    "query: Query",
                    "mutation: Mutation",
                    "subscription: Subscription",
                ]
                .contains(&text)
                || text.starts_with(')');
            if !described && !built_in {
                undescribed.push(text.to_owned());
            }
            described = false;
        }
    }
    assert!(undescribed.is_empty(), "{undescribed:#?}");
}
