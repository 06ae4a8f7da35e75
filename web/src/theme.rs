//! The colours of a centre: all that pages need of them, made of the one that it chose, so that what is written in them can be read by everybody. The marker
//! yellow, the help strip and the colours of states are the same everywhere.

use std::fmt;
use std::str::FromStr;

/// A colour, as screens show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// What is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoColour;

impl fmt::Display for NoColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a colour such as #0A5C55 is wanted")
    }
}

impl std::error::Error for NoColour {}

impl FromStr for Colour {
    type Err = NoColour;

    /// Reads `#` and six hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').ok_or(NoColour)?;
        let is_hex = digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex);
        let [_, red, green, blue] = number.ok_or(NoColour)?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

impl Colour {
    const fn of(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// This colour with so many of 64 parts of another one.
    fn with(self, parts: u16, other: Self) -> Self {
        let mixed = |own: u8, other: u8| {
            let whole = u16::from(own) * (STEPS - parts) + u16::from(other) * parts;
            u8::try_from((whole + STEPS / 2) / STEPS).unwrap_or(u8::MAX)
        };
        Self {
            red: mixed(self.red, other.red),
            green: mixed(self.green, other.green),
            blue: mixed(self.blue, other.blue),
        }
    }

    /// How bright it is, 0 to 1 (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// How well one is seen on the other, 1 to 21 (WCAG 2.2, contrast ratio).
    fn contrast(self, other: Self) -> f64 {
        let (own, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if own > other {
            own / other
        } else {
            other / own
        }
    }

    /// The first of the steps towards another colour that will do; that one, if none before it does.
    fn towards(self, other: Self, will_do: impl Fn(Self) -> bool) -> Self {
        let mut steps = (0..STEPS).map(|parts| self.with(parts, other));
        steps.find(|it| will_do(*it)).unwrap_or(other)
    }
}

/// In how many steps a colour becomes another one.
const STEPS: u16 = 64;
/// What text needs on its ground (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// What is read long or small has more.
const CLEAR: f64 = 7.0;

const WHITE: Colour = Colour::of(0xFF, 0xFF, 0xFF);
const BLACK: Colour = Colour::of(0, 0, 0);
/// The marker yellow.
const SUN: Colour = Colour::of(0xFF, 0xD2, 0x4A);

/// The grounds and inks that a theme leaves as they are: those of `style/tokens.css`.
struct Fixed {
    grounds: [Colour; 2],
    inks: [Colour; 2],
}

const LIGHT: Fixed = Fixed {
    grounds: [Colour::of(0xF3, 0xF6, 0xF3), WHITE],
    inks: [Colour::of(0x14, 0x21, 0x1F), Colour::of(0x43, 0x53, 0x4E)],
};
const DARK: Fixed = Fixed {
    grounds: [Colour::of(0x0F, 0x17, 0x15), Colour::of(0x17, 0x22, 0x1F)],
    inks: [Colour::of(0xEE, 0xF5, 0xF2), Colour::of(0xB4, 0xC6, 0xBF)],
};

/// The colours in which a look, light or dark, shows what is the centre's own.
#[derive(Debug, Clone, Copy)]
struct Shades {
    brand: Colour,
    strong: Colour,
    soft: Colour,
    on: Colour,
}

impl Shades {
    fn light(chosen: Colour) -> Self {
        // White and yellow are read on it, and it is read on every ground.
        let brand = chosen.towards(BLACK, |it| {
            let grounds = LIGHT
                .grounds
                .iter()
                .all(|ground| it.contrast(*ground) >= TEXT);
            grounds && it.contrast(SUN) >= TEXT && it.contrast(it.with(54, WHITE)) >= TEXT
        });
        let soft = brand
            .with(54, WHITE)
            .towards(WHITE, |it| LIGHT.reads_on(it));
        Self {
            brand,
            strong: brand
                .with(16, BLACK)
                .towards(BLACK, |it| it.contrast(soft) >= CLEAR),
            soft,
            on: WHITE,
        }
    }

    fn dark(chosen: Colour) -> Self {
        let [_, surface] = DARK.grounds;
        let brand = chosen.towards(WHITE, |it| it.contrast(surface) >= CLEAR);
        let soft = brand.with(50, surface).towards(surface, |it| {
            DARK.reads_on(it) && it.contrast(brand) >= TEXT
        });
        Self {
            brand,
            strong: brand
                .with(22, WHITE)
                .towards(WHITE, |it| it.contrast(soft) >= CLEAR),
            soft,
            on: brand
                .with(56, BLACK)
                .towards(BLACK, |it| it.contrast(brand) >= CLEAR),
        }
    }

    fn css(self) -> String {
        let Self {
            brand,
            strong,
            soft,
            on,
        } = self;
        format!("--brand:{brand};--brand-strong:{strong};--brand-soft:{soft};--on-brand:{on}")
    }
}

impl Fixed {
    /// Whether its inks are read on a ground.
    fn reads_on(&self, ground: Colour) -> bool {
        self.inks.iter().all(|ink| ink.contrast(ground) >= TEXT)
    }
}

/// What a style sheet says for a centre that chose a colour.
pub(crate) fn css(chosen: Colour) -> String {
    let (light, dark) = (Shades::light(chosen), Shades::dark(chosen));
    format!(
        ":root{{{};--hero:{};--hero-art:{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        light.css(),
        light.brand,
        dark.brand,
        dark.css()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits() {
        let petrol: Colour = "#0a5C55".parse().expect("a colour");
        assert_eq!(petrol.to_string(), "#0A5C55");
        for none in [
            "", "#", "0A5C55", "#0A5C5", "#0A5C555", "#0A5C5G", "#+A5C55", "petrol", "#é5C55",
        ] {
            assert_eq!(none.parse::<Colour>(), Err(NoColour), "{none}");
        }
    }

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 1e-9);
        assert!((BLACK.contrast(BLACK) - 1.0).abs() < 1e-9);
        // The brand of the first centre on white.
        let petrol = Colour::of(0x0A, 0x5C, 0x55);
        assert!((petrol.contrast(WHITE) - 7.85).abs() < 0.01);
    }

    #[test]
    fn whatever_a_centre_chooses_is_read_by_everybody() {
        let parts = || (0..=255).step_by(15);
        for (red, green, blue) in
            parts().flat_map(|r| parts().flat_map(move |g| parts().map(move |b| (r, g, b))))
        {
            let chosen = Colour::of(red, green, blue);
            let (light, dark) = (Shades::light(chosen), Shades::dark(chosen));
            for (shades, fixed) in [(light, &LIGHT), (dark, &DARK)] {
                let Shades {
                    brand,
                    strong,
                    soft,
                    on,
                } = shades;
                let pairs = [(brand, soft), (strong, soft), (on, brand), (on, strong)];
                let grounds = fixed.grounds.iter().map(|ground| (brand, *ground));
                let inks = fixed.inks.iter().map(|ink| (*ink, soft));
                for (text, ground) in pairs.into_iter().chain(grounds).chain(inks) {
                    assert!(
                        text.contrast(ground) >= TEXT,
                        "{chosen}: {text} on {ground} in {shades:?}"
                    );
                }
            }
            for text in [WHITE, SUN] {
                assert!(
                    text.contrast(light.brand) >= TEXT,
                    "{chosen}: {text} on the hero {}",
                    light.brand
                );
            }
        }
    }

    #[test]
    fn what_is_dark_enough_stays_as_it_was_chosen() {
        let petrol = Colour::of(0x0A, 0x5C, 0x55);
        assert_eq!(Shades::light(petrol).brand, petrol);
        assert!(
            css(petrol).starts_with(":root{--brand:#0A5C55;--brand-strong:#"),
            "{}",
            css(petrol)
        );
    }
}
