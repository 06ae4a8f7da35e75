//! Everything that `schema.graphql` lets somebody ask for, as an enum that is made from it, with a document for each.

/// What is known of an operation.
struct Parts {
    name: &'static str,
    root: &'static str,
    field: &'static str,
    input: &'static str,
    selection: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/operations.rs"));

impl Operation {
    fn parts(self) -> &'static Parts {
        let found = Self::PARTS.iter().find(|(operation, _)| *operation == self);
        found
            .map(|(_, parts)| parts)
            .expect("every operation has its parts")
    }

    /// The type and the field, as in `Mutation.signIn`.
    pub fn name(self) -> &'static str {
        self.parts().name
    }

    /// Whether it is a mutation.
    pub fn is_mutation(self) -> bool {
        self.parts().root == "Mutation"
    }

    /// Whether it is a subscription.
    pub fn is_subscription(self) -> bool {
        self.parts().root == "Subscription"
    }

    /// A document that asks for it, with `arguments` for the field that are written as in GraphQL.
    pub fn document(self, arguments: &str) -> String {
        let Parts {
            root,
            field,
            input,
            selection,
            ..
        } = self.parts();
        match *root {
            "Query" => format!("{{ {field}{arguments} {selection} }}"),
            "Viewer" => format!("{{ viewer {{ {field}{arguments} {selection} }} }}"),
            "Subscription" => format!("subscription {{ {field} {selection} }}"),
            "Mutation" => {
                format!("mutation($input: {input}) {{ {field}(input: $input) {selection} }}")
            }
            _ => format!("{{ node{arguments} {{ __typename }} }}"),
        }
    }

    /// What the answer's data says of it.
    pub fn answer(self, data: &serde_json::Value) -> &serde_json::Value {
        let Parts { root, field, .. } = self.parts();
        match *root {
            "Viewer" => &data["viewer"][field],
            "Node" => &data["node"],
            _ => &data[field],
        }
    }
}
