//! How long what is sent usually waits, as those are told who wait. Who waits for what is in `storage`.

use chrono::TimeDelta;

/// So few decisions tell nothing of what is usual.
const FEWEST: usize = 10;

/// So few that wait would be told of one by one.
pub const FEWEST_WAITING: usize = 5;

/// How long submissions wait, in whole hours or days, the begun one counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WaitingTimes {
    /// Half of what was decided lately was decided within so many; nothing while there is too little to tell.
    pub half_within: Option<i64>,
    /// Nine of ten.
    pub most_within: Option<i64>,
    /// How many days what waits longest has waited; nothing while so few wait that it would tell of one of them.
    pub oldest: Option<i64>,
}

impl WaitingTimes {
    /// What is told of how long some submissions waited, in any order, and of the oldest that still does.
    pub fn of(mut waited: Vec<TimeDelta>, oldest: Option<TimeDelta>) -> Self {
        waited.sort_unstable();
        let within = |tenths: usize| {
            let enough = waited.len() >= FEWEST;
            let place = waited.len().saturating_mul(tenths).div_ceil(10);
            let found = waited.get(place.checked_sub(1)?).filter(|_| enough)?;
            Some(begun(*found, TimeDelta::hours(1)))
        };
        Self {
            half_within: within(5),
            most_within: within(9),
            oldest: oldest.map(|span| begun(span, TimeDelta::days(1))),
        }
    }
}

/// How many units have begun in a span.
fn begun(span: TimeDelta, unit: TimeDelta) -> i64 {
    let (span, unit) = (span.num_seconds().max(0), unit.num_seconds());
    let whole = span.checked_div(unit).unwrap_or_default();
    let rest = span.checked_rem(unit).unwrap_or_default();
    whole.saturating_add(i64::from(rest > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours_of(all: impl IntoIterator<Item = i64>) -> Vec<TimeDelta> {
        all.into_iter().map(TimeDelta::hours).collect()
    }

    #[test]
    fn half_and_nine_of_ten_are_told_once_there_is_enough_to_tell() {
        let times = |waited| WaitingTimes::of(waited, None);
        assert_eq!(times(vec![]), WaitingTimes::default());
        assert_eq!(times(hours_of(1..10)), WaitingTimes::default());
        let ten = times(hours_of((1..=10).rev()));
        assert_eq!((ten.half_within, ten.most_within), (Some(5), Some(9)));
        let many = times(hours_of(1..=101));
        assert_eq!((many.half_within, many.most_within), (Some(51), Some(91)));
    }

    #[test]
    fn a_begun_day_counts() {
        let oldest = |span| WaitingTimes::of(vec![], Some(span)).oldest;
        assert_eq!(oldest(TimeDelta::zero()), Some(0));
        assert_eq!(oldest(TimeDelta::seconds(1)), Some(1));
        assert_eq!(oldest(TimeDelta::hours(24)), Some(1));
        assert_eq!(oldest(TimeDelta::hours(25)), Some(2));
    }
}
