//! The lanes that order the review queue. How waiting time lifts an item inside them is in `review`.

use std::fmt;

/// How soon an adult should read an item. The most urgent lane sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Danger now: suicide, abuse that a child tells of, a threat to somebody's life.
    P0,
    /// Sexual content, contact seeking, extortion.
    P1,
    /// Personal data, the author's or anybody else's. Also where an item waits whose screening failed.
    P2,
    /// Bullying, hate, violence.
    P3,
    /// Swearing, spam, links.
    P4,
    /// Everything else.
    P5,
}

impl Lane {
    /// Every lane, the most urgent first.
    pub const ALL: [Self; 6] = [Self::P0, Self::P1, Self::P2, Self::P3, Self::P4, Self::P5];

    /// The stable name, as storage keeps it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P0 => "P0",
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
        }
    }

    /// Reads a stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.as_str() == name)
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_urgent_lane_sorts_first() {
        assert!(Lane::ALL.is_sorted());
        assert_eq!(Lane::ALL.into_iter().min(), Some(Lane::P0));
    }

    #[test]
    fn every_lane_reads_back() {
        for lane in Lane::ALL {
            assert_eq!(Lane::parse(&lane.to_string()), Some(lane));
        }
        assert_eq!(Lane::parse("P6"), None);
    }
}
