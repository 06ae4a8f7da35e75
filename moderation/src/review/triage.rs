//! What screening means for who reads an item, and how soon. What it means for its place in line is in `order`.

use domain::publication::Required;

use crate::lane::Lane;
use crate::screen::{FindingCode, Screening};

/// How urgent an item is, and how many adults it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triage {
    /// How urgent.
    pub lane: Lane,
    /// How sure the surest finding of the lane is, from 0 to 100; surer items come first inside a lane.
    pub score: u8,
    /// How many different adults must approve.
    pub required: Required,
}

impl Triage {
    /// What a screening means. An item whose screening failed is read by two adults wherever it waits: nobody knows what is in it.
    pub fn of(screening: &Screening) -> Self {
        let Screening { lane, findings, .. } = screening;
        let failed = findings
            .iter()
            .any(|finding| finding.code == FindingCode::ScreeningFailed);
        let of_lane = findings.iter().filter(|finding| finding.lane == *lane);
        Self {
            score: of_lane.map(|finding| finding.score).max().unwrap_or(0),
            required: if failed {
                Required::TwoAdults
            } else {
                required(*lane)
            },
            lane: *lane,
        }
    }

    /// An item of a lane, with nothing that puts it before others there.
    pub const fn in_lane(lane: Lane) -> Self {
        Self {
            lane,
            score: 0,
            required: required(lane),
        }
    }
}

/// How many adults an item of this lane needs: P0 and P1 are read by two.
const fn required(lane: Lane) -> Required {
    match lane {
        Lane::P0 | Lane::P1 => Required::TwoAdults,
        Lane::P2 | Lane::P3 | Lane::P4 | Lane::P5 => Required::OneAdult,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Rules, Screened, screen_by};

    fn triage(body: &str) -> Triage {
        let item = Screened {
            title: "",
            summary: "",
            body,
            earlier: &[],
        };
        Triage::of(&screen_by(&Rules::built_in(), &item))
    }

    #[test]
    fn an_item_has_the_score_of_the_surest_finding_of_its_lane() {
        let harmless = Triage::in_lane(Lane::P5);
        assert_eq!(triage("Ayer ganamos el partido de balonmano."), harmless);
        let score = |text: &str| {
            let told = triage(text);
            assert_eq!(
                (told.lane, told.required),
                (Lane::P2, Required::OneAdult),
                "{text}"
            );
            told.score
        };
        let school = score("Estudio en el IES Cervantes, mierda.");
        let mail = score("Mi correo es ana.lopez@gmail.com.");
        assert!(school < mail);
        let both =
            "Estudio en el IES Cervantes. Mi correo es ana.lopez@gmail.com. Qué mierda de examen.";
        assert_eq!(score(both), mail);
    }

    #[test]
    fn two_adults_read_what_screening_could_not_look_at() {
        let failed = Triage::of(&Screening::failed(&Rules::built_in()));
        assert_eq!(
            (failed.lane, failed.required),
            (Lane::P2, Required::TwoAdults)
        );
    }
}
