//! What a group is to the rules: how many it takes. Who leads and who belongs is in `account`.

/// The members that a group takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Capacity(u8);

/// Why a number is no capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a group has room for 1 to {} members", Capacity::MOST.0)]
pub struct CapacityError;

impl Capacity {
    /// The most. A group is led in person.
    pub const MOST: Self = Self(200);

    /// What a group of about twenty needs.
    pub const USUAL: Self = Self(25);

    /// Takes a number.
    pub fn new(members: i64) -> Result<Self, CapacityError> {
        match u8::try_from(members) {
            Ok(members @ 1..=200) => Ok(Self(members)),
            Ok(_) | Err(_) => Err(CapacityError),
        }
    }

    /// The number.
    pub fn members(self) -> i64 {
        self.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_room_for_1_to_200() {
        for (members, fits) in [
            (-1, false),
            (0, false),
            (1, true),
            (200, true),
            (201, false),
            (257, false),
        ] {
            assert_eq!(
                Capacity::new(members).map(Capacity::members).ok(),
                fits.then_some(members)
            );
        }
    }
}
