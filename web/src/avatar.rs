//! Pictures of people, drawn from the parts that a code names. None shows what somebody looks like.

use askama::Template;

/// The parts of a picture, as SVG inside a box of 64 by 64.
#[derive(Clone, Copy)]
pub(crate) struct Avatar {
    /// The colour behind.
    pub(crate) tint: &'static str,
    /// The colour of the head.
    pub(crate) colour: &'static str,
    /// The colour of what is drawn on the head.
    pub(crate) line: &'static str,
    /// The head.
    pub(crate) head: &'static str,
    /// The eyes.
    pub(crate) eyes: Eyes,
    /// The mouth.
    pub(crate) mouth: Mouth,
    /// What is on top.
    pub(crate) top: Top,
}

/// The eyes.
#[derive(Clone, Copy)]
pub(crate) enum Eyes {
    Dots,
    Wink,
    Glasses,
    Closed,
    Wide,
}

/// The mouth.
#[derive(Clone, Copy)]
pub(crate) enum Mouth {
    Smile,
    Laugh,
    Straight,
    Wavy,
}

/// What is on top.
#[derive(Clone, Copy)]
pub(crate) enum Top {
    Nothing,
    Crown,
    Cap,
    Curls,
    Headphones,
    Aerial,
}

/// Each kind of part: all but the first, and the first.
const TINTS: ([&str; 7], &str) = (
    [
        "#C9DBFA", "#CDEBD2", "#BFE9DF", "#FFF0B8", "#F9CFE2", "#FFD9B8", "#DED3F7",
    ],
    "#FFD6CC",
);
/// The colours of heads, each with the colour in which a face can be seen on it.
const COLOURS: ([(&str, &str); 7], (&str, &str)) = (
    [
        ("#1D4B9C", "#fff"),
        ("#F2856D", "#14211F"),
        ("#8A3B00", "#fff"),
        ("#0A5C55", "#fff"),
        ("#57369A", "#fff"),
        ("#9C1F5B", "#fff"),
        ("#17632B", "#fff"),
    ],
    ("#FFD24A", "#14211F"),
);
const HEADS: ([&str; 4], &str) = (
    [
        "M32 17c12 0 19 9 17 20s-8 18-17 18-16-7-17-18 5-20 17-20z",
        "M16 54V34a16 16 0 0 1 32 0v20l-5-4-5.5 4-5.5-4-5.5 4-5.5-4z",
        "M26 19h12a12 12 0 0 1 12 12v12a12 12 0 0 1-12 12H26a12 12 0 0 1-12-12V31a12 12 0 0 1 12-12z",
        "M20 16h24l10 18-10 22H20L10 34z",
    ],
    "M14 36a18 18 0 1 0 36 0a18 18 0 1 0-36 0z",
);
const EYES: ([Eyes; 4], Eyes) = (
    [Eyes::Wink, Eyes::Glasses, Eyes::Closed, Eyes::Wide],
    Eyes::Dots,
);
const MOUTHS: ([Mouth; 3], Mouth) = ([Mouth::Laugh, Mouth::Straight, Mouth::Wavy], Mouth::Smile);
const TOPS: ([Top; 5], Top) = (
    [
        Top::Crown,
        Top::Cap,
        Top::Curls,
        Top::Headphones,
        Top::Aerial,
    ],
    Top::Nothing,
);

impl Avatar {
    /// The picture in a size, by its class.
    pub(crate) const fn sized(&self, size: &'static str) -> Drawn {
        Drawn {
            avatar: *self,
            size,
        }
    }

    /// The picture of a code: six digits, for tint, colour, head, eyes, mouth and top. A part that isn't there is the first of its kind.
    pub(crate) fn of(code: &str) -> Self {
        let digits: Vec<usize> = code
            .chars()
            .filter_map(|digit| usize::try_from(digit.to_digit(10)?).ok())
            .collect();
        let part = |at: usize| digits.get(at).copied().unwrap_or_default();
        let (colour, line) = chosen(COLOURS, part(1));
        Self {
            tint: chosen(TINTS, part(0)),
            colour,
            line,
            head: chosen(HEADS, part(2)),
            eyes: chosen(EYES, part(3)),
            mouth: chosen(MOUTHS, part(4)),
            top: chosen(TOPS, part(5)),
        }
    }
}

/// A picture in a size.
#[derive(Template)]
#[template(path = "avatar.html")]
pub(crate) struct Drawn {
    avatar: Avatar,
    size: &'static str,
}

/// The part with a number; the first where there is none.
fn chosen<T: Copy, const N: usize>(parts: ([T; N], T), number: usize) -> T {
    let (others, first) = parts;
    let other = number.checked_sub(1).and_then(|at| others.get(at));
    other.copied().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_chooses_each_part_and_nonsense_chooses_the_first() {
        let some = Avatar::of("774435");
        assert_eq!(
            (some.tint, some.colour, some.line),
            ("#DED3F7", "#17632B", "#fff")
        );
        assert!(matches!(
            (some.eyes, some.mouth, some.top),
            (Eyes::Wide, Mouth::Wavy, Top::Aerial)
        ));
        for code in ["", "999999", "abc"] {
            let first = Avatar::of(code);
            assert_eq!((first.tint, first.colour), ("#FFD6CC", "#FFD24A"), "{code}");
            assert!(
                matches!(
                    (first.eyes, first.mouth, first.top),
                    (Eyes::Dots, Mouth::Smile, Top::Nothing)
                ),
                "{code}"
            );
        }
    }
}
