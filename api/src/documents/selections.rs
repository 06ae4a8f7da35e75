//! Opens selection sets: what is selected, in the order of the document, with what fragments bring in.
//! What is done with it is for those who ask.

use std::collections::HashSet;
use std::slice;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned};

/// The type that a set selects from, where somebody follows types.
pub(super) type Of<'a> = Option<&'a Name>;

/// A selection set with the type that it selects from.
pub(super) type Set<'a> = (Of<'a>, &'a SelectionSet);

/// Everything that some sets select on one level of the answer. Fragments are opened where they stand, each one that has
/// a name once. What is selected of a field is left to [`open`](Self::open).
pub(super) struct Selections<'a> {
    document: &'a ExecutableDocument,
    /// What is left of every set, the innermost last.
    left: Vec<(Of<'a>, slice::Iter<'a, Positioned<Selection>>)>,
    spread: HashSet<&'a Name>,
}

impl<'a> Selections<'a> {
    /// Of sets whose fields are merged.
    pub(super) fn of(document: &'a ExecutableDocument, sets: &[Set<'a>]) -> Self {
        let left = sets.iter().rev().map(|(of, set)| (*of, set.items.iter()));
        Self {
            document,
            left: left.collect(),
            spread: HashSet::new(),
        }
    }

    /// Goes on with another set before what is left.
    pub(super) fn open(&mut self, (of, set): Set<'a>) {
        self.left.push((of, set.items.iter()));
    }

    fn open_fragment(&mut self, of: Of<'a>, selection: &'a Selection) {
        match selection {
            Selection::Field(_) => {}
            Selection::InlineFragment(fragment) => {
                let condition = fragment.node.type_condition.as_ref();
                let of = condition.map_or(of, |condition| Some(&condition.node.on.node));
                self.open((of, &fragment.node.selection_set.node));
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                if let Some(fragment) = self.document.fragments.get(name)
                    && self.spread.insert(name)
                {
                    let of = Some(&fragment.node.type_condition.node.on.node);
                    self.open((of, &fragment.node.selection_set.node));
                }
            }
        }
    }
}

impl<'a> Iterator for Selections<'a> {
    type Item = (Of<'a>, &'a Selection);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (of, items) = self.left.last_mut()?;
            let of = *of;
            if let Some(item) = items.next() {
                self.open_fragment(of, &item.node);
                return Some((of, &item.node));
            }
            self.left.pop();
        }
    }
}
