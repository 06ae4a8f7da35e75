//! Relay connections: arguments, cursors and the types that a list is wrapped in.

use app::read::Direction;
use async_graphql::{Context, Object, Result};

use super::request::Parts as _;
use crate::errors::bad_input;

/// Where a page of a list begins and ends. Cursors are sealed when they are asked for.
#[derive(Debug, Clone)]
pub(crate) struct PageInfo {
    pub(crate) list: &'static str,
    pub(crate) previous: bool,
    pub(crate) next: bool,
    pub(crate) start: Option<Vec<u8>>,
    pub(crate) end: Option<Vec<u8>>,
}

/// Where a page of a list begins and ends.
#[Object(serial)]
impl PageInfo {
    /// Whether there is more after this page.
    async fn has_next_page(&self) -> bool {
        self.next
    }

    /// Whether there is more before this page.
    async fn has_previous_page(&self) -> bool {
        self.previous
    }

    /// The cursor of the first item.
    async fn start_cursor(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let sealer = &ctx.shared()?.sealer;
        Ok(self
            .start
            .as_ref()
            .map(|place| sealer.cursor(self.list, place)))
    }

    /// The cursor of the last item.
    async fn end_cursor(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let sealer = &ctx.shared()?.sealer;
        Ok(self
            .end
            .as_ref()
            .map(|place| sealer.cursor(self.list, place)))
    }
}

/// How many items a page has when nothing is said, and how many it may have.
pub(crate) const DEFAULT_PAGE: i32 = 20;
const LARGEST_PAGE: i32 = 50;

/// What is asked of a list, read and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page<'a> {
    size: i64,
    /// The cursor that the page begins at; without one it begins at an end of the list.
    pub(crate) from: Option<&'a str>,
    /// Which way it goes from there.
    pub(crate) direction: Direction,
}

impl<'a> Page<'a> {
    /// Reads the arguments of a list.
    pub(crate) fn read(
        first: Option<i32>,
        after: Option<&'a str>,
        last: Option<i32>,
        before: Option<&'a str>,
    ) -> Result<Self> {
        let (asked, from, direction) = match (first, last) {
            (Some(_), Some(_)) => {
                return Err(bad_input("Ask for first or for last, not for both."));
            }
            (None, Some(last)) if after.is_none() => (last, before, Direction::Backward),
            (first, None) if before.is_none() => {
                (first.unwrap_or(DEFAULT_PAGE), after, Direction::Forward)
            }
            (_, _) => return Err(bad_input("Use first with after, or last with before.")),
        };
        Ok(Self {
            size: size(asked)?,
            from,
            direction,
        })
    }

    /// How many rows to read: one more than was asked for tells whether there is more.
    pub(crate) const fn rows(&self) -> i64 {
        self.size.saturating_add(1)
    }

    /// Puts what was read into the order of the list, and tells whether there is more before and after it.
    pub(crate) fn arrange<T>(&self, rows: &mut Vec<T>) -> (bool, bool) {
        let size = usize::try_from(self.size).unwrap_or(0);
        let more = rows.len() > size;
        rows.truncate(size);
        match self.direction {
            Direction::Forward => (self.from.is_some(), more),
            Direction::Backward => {
                rows.reverse();
                (more, self.from.is_some())
            }
        }
    }
}

fn size(asked: i32) -> Result<i64> {
    if (1..=LARGEST_PAGE).contains(&asked) {
        Ok(i64::from(asked))
    } else {
        Err(bad_input(format!(
            "A page has between 1 and {LARGEST_PAGE} items."
        )))
    }
}

/// The cost of a page: what each item costs, as often as there may be items.
pub(crate) fn page_cost(first: Option<i32>, last: Option<i32>, item: usize) -> usize {
    let items = first
        .or(last)
        .unwrap_or(DEFAULT_PAGE)
        .clamp(0, LARGEST_PAGE);
    usize::try_from(items)
        .unwrap_or(0)
        .saturating_mul(item)
        .saturating_add(2)
}

/// The types of one connection; `$list` is the name of the list that its cursors belong to.
macro_rules! connection {
    (
        $(#[$doc:meta])* $connection:ident,
        $(#[$edge_doc:meta])* $edge:ident of $node:ident in $list:ident
    ) => {
        /// One page of the list.
        pub(crate) struct $connection {
            edges: Vec<$edge>,
            page_info: $crate::schema::connection::PageInfo,
        }

        $(#[$doc])*
        #[async_graphql::Object(serial)]
        impl $connection {
            /// The items, each with its cursor.
            async fn edges(&self) -> &[$edge] {
                &self.edges
            }

            /// The items alone.
            async fn nodes(&self) -> Vec<&$node> {
                self.edges.iter().map(|edge| &edge.node).collect()
            }

            /// Where this page begins and ends.
            async fn page_info(&self) -> &$crate::schema::connection::PageInfo {
                &self.page_info
            }
        }

        /// One item of the list.
        pub(crate) struct $edge {
            place: Vec<u8>,
            node: $node,
        }

        $(#[$edge_doc])*
        #[async_graphql::Object(serial)]
        impl $edge {
            /// Marks the place of this item in the list.
            async fn cursor(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<String> {
                use $crate::schema::request::Parts as _;
                Ok(ctx.shared()?.sealer.cursor($list, &self.place))
            }

            /// The item.
            async fn node(&self) -> &$node {
                &self.node
            }
        }

        impl $connection {
            /// A page of items, each with its place in the list, and whether there are more before and after it.
            pub(crate) fn new(items: Vec<(Vec<u8>, $node)>, (previous, next): (bool, bool)) -> Self {
                let edges: Vec<$edge> = items
                    .into_iter()
                    .map(|(place, node)| $edge { place, node })
                    .collect();
                let page_info = $crate::schema::connection::PageInfo {
                    list: $list,
                    previous,
                    next,
                    start: edges.first().map(|edge| edge.place.clone()),
                    end: edges.last().map(|edge| edge.place.clone()),
                };
                Self { edges, page_info }
            }
        }
    };
}

pub(crate) use connection;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_one_way_and_has_a_size() {
        let forward = Page::read(None, None, None, None).unwrap();
        assert_eq!((forward.size, forward.from), (20, None));
        assert_eq!(forward.direction, Direction::Forward);
        let backward = Page::read(None, None, Some(50), Some("c")).unwrap();
        assert_eq!((backward.size, backward.from), (50, Some("c")));
        assert_eq!(backward.direction, Direction::Backward);
        for (first, after, last, before) in [
            (Some(1), None, Some(1), None),
            (Some(0), None, None, None),
            (Some(51), None, None, None),
            (Some(-1), None, None, None),
            (None, Some("c"), Some(1), None),
            (None, None, None, Some("c")),
        ] {
            assert!(Page::read(first, after, last, before).is_err());
        }
    }

    #[test]
    fn a_page_is_in_the_order_of_the_list_whichever_way_it_was_read() {
        let arrange = |page: Result<Page<'_>>, mut rows: Vec<i32>| {
            let ends = page.unwrap().arrange(&mut rows);
            (rows, ends)
        };
        let first = Page::read(Some(2), None, None, None);
        assert_eq!(arrange(first, vec![1, 2, 3]), (vec![1, 2], (false, true)));
        let last = Page::read(None, None, Some(2), Some("c"));
        assert_eq!(arrange(last, vec![9, 8, 7]), (vec![8, 9], (true, true)));
        let rest = Page::read(None, None, Some(2), None);
        assert_eq!(arrange(rest, vec![9]), (vec![9], (false, false)));
    }

    #[test]
    fn a_page_costs_as_much_as_its_items() {
        assert_eq!(page_cost(None, None, 3), 62);
        assert_eq!(page_cost(Some(50), None, 3), 152);
        assert_eq!(page_cost(Some(i32::MAX), None, 3), 152);
        assert_eq!(page_cost(Some(-5), None, 3), 2);
    }
}
