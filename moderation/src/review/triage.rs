//! What screening and its authors mean for who reads an item, and how soon. What it means for its place in line is in `order`.

use domain::publication::Required;
use domain::{Risk, Risks};

use super::Themes;
use crate::lane::Lane;
use crate::screen::{FindingCode, Screening};

/// How urgent an item is, and how many adults it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triage {
    /// How urgent.
    pub lane: Lane,
    /// How sure the surest finding of the lane is, from 0 to 100; surer items come first inside a lane.
    pub score: u8,
    /// Why two adults must approve, if they must.
    pub risks: Risks,
    /// What it may be hard to read for.
    pub themes: Themes,
}

impl Triage {
    /// What a screening means, and what is known of the authors. Each finding counts, and not the most urgent lane alone; nobody knows what is
    /// in an item whose screening failed, wherever it waits.
    pub fn of(screening: &Screening, of_authors: Risks) -> Self {
        let Screening { lane, findings, .. } = screening;
        let of_findings = findings.iter().map(|finding| {
            if finding.code == FindingCode::ScreeningFailed {
                Risks::NONE.with(Risk::NotScreened)
            } else {
                risks_of(finding.lane)
            }
        });
        let of_lane = findings.iter().filter(|finding| finding.lane == *lane);
        Self {
            score: of_lane.map(|finding| finding.score).max().unwrap_or(0),
            risks: of_findings.fold(risks_of(*lane).and(of_authors), Risks::and),
            themes: Themes::of(findings),
            lane: *lane,
        }
    }

    /// What two triages of one item say together: the more urgent lane, and the risks and themes of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let (risks, themes) = (self.risks.and(other.risks), self.themes.and(other.themes));
        let first = if (other.lane, std::cmp::Reverse(other.score))
            < (self.lane, std::cmp::Reverse(self.score))
        {
            other
        } else {
            self
        };
        Self {
            risks,
            themes,
            ..first
        }
    }

    /// An item of a lane, with nothing that puts it before others there.
    pub const fn in_lane(lane: Lane) -> Self {
        Self {
            score: 0,
            risks: risks_of(lane),
            themes: Themes::NONE,
            lane,
        }
    }

    /// How many different adults must approve.
    pub const fn required(&self) -> Required {
        self.risks.required()
    }
}

/// What a lane says of an item.
const fn risks_of(lane: Lane) -> Risks {
    match lane {
        Lane::P0 => Risks::NONE.with(Risk::Danger),
        Lane::P1 => Risks::NONE.with(Risk::Contact),
        Lane::P2 | Lane::P3 | Lane::P4 | Lane::P5 => Risks::NONE,
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
        Triage::of(&screen_by(&Rules::built_in(), &item), Risks::NONE)
    }

    #[test]
    fn an_item_has_the_score_of_the_surest_finding_of_its_lane() {
        let harmless = Triage::in_lane(Lane::P5);
        assert_eq!(triage("Ayer ganamos el partido de balonmano."), harmless);
        let score = |text: &str| {
            let told = triage(text);
            assert_eq!(
                (told.lane, told.required()),
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
        let failed = Triage::of(&Screening::failed(&Rules::built_in()), Risks::NONE);
        assert_eq!(
            (failed.lane, failed.required()),
            (Lane::P2, Required::TwoAdults)
        );
    }

    #[test]
    fn every_finding_and_the_authors_are_reasons_for_a_second_adult() {
        let risks = |body: &str, of_authors| {
            let item = Screened {
                title: "",
                summary: "",
                body,
                earlier: &[],
            };
            Triage::of(&screen_by(&Rules::built_in(), &item), of_authors).risks
        };
        let first = Risks::NONE.with(Risk::FirstPost);
        assert_eq!(risks("Ayer ganamos el partido.", Risks::NONE), Risks::NONE);
        assert_eq!(risks("Ayer ganamos el partido.", first), first);
        let both = "A veces me quiero morir. ¿Quedamos tú y yo a solas en mi casa? No se lo digas a nadie.";
        let found = Risks::NONE.with(Risk::Danger).with(Risk::Contact);
        assert_eq!(risks(both, Risks::NONE), found);
        let failed = Screening::failed(&Rules::built_in());
        let unknown = Triage::of(&failed, first).risks;
        assert_eq!(unknown, first.with(Risk::NotScreened));
    }
}
