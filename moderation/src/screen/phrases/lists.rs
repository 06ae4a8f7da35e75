//! Lists one after another in one piece of memory. What is in them is for whoever keeps them.

/// Lists, by number.
#[derive(Debug)]
pub(super) struct Lists<T> {
    all: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    /// No lists, with room for so many.
    pub(super) fn with_room_for(lists: usize) -> Self {
        Self {
            all: Vec::with_capacity(lists.saturating_mul(2)),
            ends: Vec::with_capacity(lists),
        }
    }

    /// Adds to the list that is open.
    pub(super) fn push(&mut self, item: T) {
        self.all.push(item);
    }

    /// What is in the list that is open.
    pub(super) fn open(&self) -> &[T] {
        let from = self.ends.last().copied().unwrap_or(0);
        self.all.get(place(from)..).unwrap_or_default()
    }

    /// Closes the list that is open; the next is.
    pub(super) fn close(&mut self) {
        let end = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// How many lists are closed.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// What is in all lists.
    pub(super) fn all(&self) -> &[T] {
        &self.all
    }

    /// A list that was closed; an empty one for numbers that none has.
    pub(super) fn of(&self, at: usize) -> &[T] {
        let end = self.ends.get(at).copied().unwrap_or(0);
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let range = place(before.copied().unwrap_or(0))..place(end);
        self.all.get(range).unwrap_or_default()
    }
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists of items, each with the number of its list; they are asked for twice.
    pub(super) fn by_number<I>(lists: usize, items: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (usize, T)>,
    {
        let mut ends = vec![0_u32; lists];
        for (list, _) in items() {
            if let Some(end) = ends.get_mut(list) {
                *end = end.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for end in &mut ends {
            let count = *end;
            *end = sum;
            sum = sum.saturating_add(count);
        }
        // Each end is where the next item of its list goes, until the list is full.
        let mut all = vec![T::default(); place(sum)];
        for (list, item) in items() {
            if let Some(end) = ends.get_mut(list)
                && let Some(free) = all.get_mut(place(*end))
            {
                *free = item;
                *end = end.saturating_add(1);
            }
        }
        Self { all, ends }
    }
}

/// A number as a place in a list.
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_in_their_lists_in_order() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (0, 'd')];
        let lists = Lists::by_number(4, || items.into_iter());
        let all: Vec<&[char]> = (0..5).map(|list| lists.of(list)).collect();
        assert_eq!(all, [&['b', 'd'][..], &[], &['a', 'c'], &[], &[]]);
    }

    #[test]
    fn what_is_pushed_stands_in_the_list_that_is_open() {
        let mut lists = Lists::with_room_for(2);
        lists.push(1);
        lists.close();
        lists.close();
        lists.push(2);
        assert_eq!(
            (lists.of(0), lists.of(1), lists.open()),
            (&[1][..], &[][..], &[2][..])
        );
        assert_eq!((lists.len(), lists.all()), (2, &[1, 2][..]));
    }
}
