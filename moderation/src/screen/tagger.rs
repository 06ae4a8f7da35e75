//! A statistical model beside the recognisers: it reads a text word by word, with what they found, and says which words are personal data.
//! It finds what no pattern has and doubts what only looks like it. It learnt from marked texts. What it sees of a text is in `tokens` and
//! `features`, how it decides in `chain`, training in `train`.

mod chain;
mod features;
mod spans;
mod tokens;
mod train;
mod weighed;

use std::borrow::Cow;
use std::cell::LazyCell;

use super::find::{Findings, View};
use super::fold::Folded;
use super::model::{ModelError, hash_of_text, percent};
use super::weights::Weights;
use super::{Finding, FindingCode, Lane, RECOGNISERS, Rules, identity, mail};
use chain::{Chain, Factors};
use features::Said;
use tokens::Token;
pub use train::{Marked, train};

/// How many places the features are hashed to.
const PLACES: usize = 1 << 20;

/// What it tells apart, in the order of the weights.
const CODES: [FindingCode; 13] = [
    FindingCode::Email,
    FindingCode::Phone,
    FindingCode::NationalId,
    FindingCode::Iban,
    FindingCode::Address,
    FindingCode::School,
    FindingCode::BirthDate,
    FindingCode::FullName,
    FindingCode::Handle,
    FindingCode::UrlContact,
    FindingCode::Geo,
    FindingCode::Plate,
    FindingCode::Secret,
];

/// How many tags there are: nothing, and for each code the first token of something and the others. One that nothing is makes them a
/// multiple of four: processors like that.
const TAGS: usize = 1 + 2 * CODES.len() + 1;

/// How many weights are read at once, for processors like that; those behind the tags are of nothing.
const GIVEN: usize = 32;

/// A number for each tag.
type Tags = [f32; TAGS];

/// A number for each code.
type Codes = [f32; CODES.len()];

/// How long a file is before its weights, in bytes.
const HEAD: usize = (TAGS + 2) * TAGS * 4;

/// A trained tagger.
#[derive(Debug)]
pub struct Tagger {
    scales: Tags,
    chain: Factors,
    weights: Weights<TAGS, GIVEN>,
}

/// The file of a tagger that has learnt nothing.
pub(super) fn untrained() -> Vec<u8> {
    vec![0; HEAD + PLACES / 8 + GIVEN - TAGS]
}

/// A text as the tagger sees it.
struct Read<'a> {
    tokens: Vec<Token>,
    said: Vec<Vec<Said>>,
    /// The names of contexts, hashed, by their bits.
    contexts: &'a [u32],
}

impl<'a> Read<'a> {
    /// A text and what the recognisers find in it.
    fn new(rules: &'a Rules, text: &str) -> Self {
        let view = View::new(rules, text);
        let mut findings = Findings::new(super::Field::Body);
        for recogniser in RECOGNISERS {
            recogniser(rules, &view, &mut findings);
        }
        Self::of(rules, &view, findings.found())
    }

    fn of(rules: &'a Rules, view: &View<'_>, found: &[Finding]) -> Self {
        let tokens = tokens::tokens(rules, view);
        let mut said = vec![Vec::new(); tokens.len()];
        for finding in found {
            let code = CODES.iter().position(|code| *code == finding.code);
            // Others, such as links to anywhere, say what it is not.
            let code = u32::try_from(code.unwrap_or(CODES.len())).unwrap_or(0);
            let rule = hash_of_text(&finding.rule);
            let from = tokens.partition_point(|token| token.at.end <= finding.start);
            let to = tokens.partition_point(|token| token.at.start < finding.end);
            for (said, place) in said.iter_mut().take(to).skip(from).zip(0..) {
                let begins = place == 0;
                let new = Said { code, rule, begins };
                if !said.contains(&new) {
                    said.push(new);
                }
            }
        }
        Self {
            tokens,
            said,
            contexts: rules.phrases.contexts(),
        }
    }

    /// The places of the features of each token.
    fn places(&self) -> Vec<Vec<u32>> {
        let of = |at| {
            let mut places = Vec::with_capacity(64);
            features::of(self, at, &mut |place| {
                places.push(place);
            });
            places
        };
        (0..self.tokens.len()).map(of).collect()
    }
}

impl Tagger {
    /// Reads a tagger: the scale of each tag, how well each begins a text and follows each other, little-endian; then the weights,
    /// and as many bytes as are read behind those of a place.
    pub fn read(file: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let head = file.get(..HEAD).ok_or(ModelError)?;
        let (numbers, _nothing) = head.as_chunks();
        let mut numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let mut tags = || std::array::from_fn(|_| numbers.next().unwrap_or(0.0));
        let (scales, first) = (tags(), tags());
        let next = std::array::from_fn(|_| tags());
        Ok(Self {
            scales,
            chain: Chain { first, next }.factors(),
            weights: Weights::read(file, HEAD, PLACES)?,
        })
    }

    /// How likely each tag of each token is.
    fn likely(&self, read: &Read<'_>) -> Vec<Tags> {
        let fits = weighed::fits(&self.weights, &self.scales, read);
        self.chain.likely(fits).tags().collect()
    }

    /// Drops what it does not believe, and adds what it finds.
    pub(super) fn find(&self, rules: &Rules, view: &View<'_>, findings: &mut Findings) {
        let read = Read::of(rules, view, findings.found());
        let likely = self.likely(&read);
        let codes: Vec<Codes> = likely.iter().map(spans::by_code).collect();
        let words = read.tokens.iter().filter(|token| token.is_long_word());
        let words = words.take(ENOUGH_WORDS).count();
        findings.keep(|finding| {
            !may_be_doubted(finding, words) || is_believed(&read.tokens, &codes, finding)
        });
        let fails = |text: &str, code| words < ENOUGH_WORDS && identity::fails(code, text);
        let is_wrong_number = [FindingCode::NationalId, FindingCode::Iban]
            .into_iter()
            .any(|code| fails(view.source, code) && findings.cover(code).is_empty());
        if words < FEWEST_WORDS || is_wrong_number {
            return;
        }
        let known = CODES.map(|code| findings.cover(code));
        let links = findings.cover(FindingCode::Link);
        let has_mail = LazyCell::new(|| mail::may_be_in(view));
        for span in spans::spans(&read.tokens, &codes, &likely) {
            let Some(code) = CODES.get(span.code).copied() else {
                continue;
            };
            let known = known.get(span.code);
            let is_known = known.is_some_and(|known| known.touches(&span.at));
            // A link to an institution, to a site as such, or to a page or a picture of it, leads to nobody.
            let link = link_at(view.source, span.at.start);
            let is_site = code == FindingCode::UrlContact && !leads_on(link);
            let is_public = (span.is_public || is_site) && links.touches(&span.at);
            let is_name = code == FindingCode::Handle
                && span.likely < SURELY_NAMED
                && (is_of_file(link) || is_catalan(rules, link));
            let text = view.source.get(span.at.clone()).unwrap_or_default();
            let is_wrong = fails(text, code) || (code == FindingCode::Email && !*has_mail);
            if !is_known && !is_public && !is_wrong && !is_name {
                let told = (&TAGGER.into(), percent(span.likely));
                findings.add_in(code.lane(), code, told, span.at);
            }
        }
    }
}

/// An account that is likelier is one, even if it looks like the name of a file or like a word.
const SURELY_NAMED: f32 = 0.7;

/// How much of a link is looked at, in bytes.
const LONGEST_LINK: usize = 300;

/// What ends a link beside a space: marks of Markdown, quotation marks.
const ENDS: [char; 9] = ['(', ')', '[', ']', '<', '>', '"', '«', '»'];

/// The link, or anything else, that begins at a place of a text; without the signs at its ends.
fn link_at(source: &str, start: usize) -> &str {
    let rest = source.get(start..).unwrap_or_default();
    let most = rest.floor_char_boundary(LONGEST_LINK);
    let rest = rest.get(..most).unwrap_or_default();
    let mut links = rest.split(|sign: char| sign.is_whitespace() || ENDS.contains(&sign));
    let link = links.next().unwrap_or_default();
    link.trim_matches(|c: char| !c.is_alphanumeric())
}

/// What the names of pages, pictures and papers of a site end in.
const PAGES: [&str; 11] = [
    "html", "htm", "asp", "aspx", "php", "jsp", "pdf", "jpg", "jpeg", "png", "gif",
];

/// Whether there is anything in a link behind the site, and it is not the name of a page.
fn leads_on(link: &str) -> bool {
    let site = link.split_once("://").map_or(link, |(_, site)| site);
    let path = site
        .split_once(['/', '?', '#'])
        .map_or("", |(_, path)| path);
    let is_page = is_of_file(path) && !site.contains(['?', '#']);
    path.contains(char::is_alphanumeric) && !is_page
}

/// Whether a name is that of a page, a picture or a paper.
fn is_of_file(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    PAGES.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a piece is a Catalan word in which a full stop stands for the point between two l: "instal.lació". What is made of names
/// is an account.
fn is_catalan(rules: &Rules, piece: &str) -> bool {
    let Some((first, rest)) = piece.split_once('.') else {
        return false;
    };
    let is_between = first.ends_with('l') && rest.starts_with('l');
    let is_word = piece.chars().all(|c| c.is_alphabetic() || c == '.');
    let is_name = |part: &str| {
        let part = Folded::new(part);
        rules.names.is_given(part.text()) || rules.names.is_surname(part.text())
    };
    is_between && is_word && first.len() > 1 && !is_name(first) && !is_name(rest)
}

/// The name of the rule of what it finds.
const TAGGER: &str = "tagger";

/// So few words say nothing of what stands beside them.
const FEWEST_WORDS: usize = 2;

/// With fewer words a number has to fit its check digits: nothing else says what it is. With more it may be mistyped.
const ENOUGH_WORDS: usize = 6;

/// What is less likely is doubted.
const LEAST_BELIEVED: f32 = 0.1;

/// What recognisers know by words more than by form: it is doubted anywhere.
const BY_WORDS: [FindingCode; 6] = [
    FindingCode::Phone,
    FindingCode::Address,
    FindingCode::School,
    FindingCode::FullName,
    FindingCode::Handle,
    FindingCode::Secret,
];

/// What they know by its form: it is doubted only where enough stands beside it to say what it is.
const BY_FORM: [FindingCode; 3] = [FindingCode::Email, FindingCode::BirthDate, FindingCode::Geo];

/// Rules that are never doubted: the rest of it is in another text, or a form was filled in.
const BEYOND_DOUBT: [&str; 2] = ["phone.split", "form"];

/// Whether a finding in a text of so many words can be doubted.
fn may_be_doubted(finding: &Finding, words: usize) -> bool {
    let is_by_form = BY_FORM.contains(&finding.code) && words >= ENOUGH_WORDS;
    finding.lane == Lane::P2
        && !BEYOND_DOUBT.contains(&&*finding.rule)
        && (BY_WORDS.contains(&finding.code) || is_by_form)
}

/// Whether what a recogniser found may be what it says.
fn is_believed(tokens: &[Token], codes: &[Codes], finding: &Finding) -> bool {
    let from = tokens.partition_point(|token| token.at.end <= finding.start);
    let to = tokens.partition_point(|token| token.at.start < finding.end);
    let code = CODES.iter().position(|code| *code == finding.code);
    let likely = |codes: &Codes| code.and_then(|code| codes.get(code).copied());
    let mut likely = codes.iter().take(to).skip(from).filter_map(likely);
    // Behind the tokens that are looked at nothing is doubted.
    from >= to || likely.any(|likely| likely >= LEAST_BELIEVED)
}

#[cfg(test)]
mod tests {
    use super::super::{Screened, screen};
    use super::*;

    /// What is found in a text, with its words, and by which rules.
    fn found(text: &str) -> Vec<(FindingCode, String, String)> {
        let screening = screen(&Screened {
            title: "",
            summary: "",
            body: text,
            earlier: &[],
        });
        let told = screening.findings.into_iter().map(|finding| {
            let words = text.get(finding.start..finding.end).unwrap();
            (finding.code, words.to_owned(), finding.rule.to_string())
        });
        told.collect()
    }

    #[test]
    fn what_no_pattern_has_is_found_by_the_words_around_it() {
        for (text, code, piece) in [
            (
                "mi cumple cae el último día de marzo, apuntadlo",
                FindingCode::BirthDate,
                "marzo",
            ),
            (
                "mi hermana nació el día después de Reyes de 2012",
                FindingCode::BirthDate,
                "después de Reyes",
            ),
            (
                "bizi naiz okindegiaren gainean, bigarren pisuan",
                FindingCode::Address,
                "okindegiaren gainean",
            ),
        ] {
            let found = found(text);
            let is_there = |(known, words, rule): &(FindingCode, String, String)| {
                *known == code && words.contains(piece) && rule == TAGGER
            };
            assert!(found.iter().any(is_there), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_doubted() {
        for text in [
            "Resultados: 3-1, 2-0, 4-2 y 1-1, y aun así seguimos quintos",
            "El 14 de marzo celebramos el día de pi con una tarta",
            "Federico García Lorca nació en Fuente Vaqueros",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn numbers_with_check_digits_are_beyond_doubt() {
        let found = found("en la peli el malo apunta 12345678Z en un papel y se lo come, qué risa");
        let has_number =
            |(code, ..): &(FindingCode, String, String)| *code == FindingCode::NationalId;
        assert!(found.iter().any(has_number), "{found:?}");
    }

    #[test]
    fn a_link_to_a_site_as_such_or_to_a_page_of_it_leads_to_nobody() {
        for (link, is_of_somebody) in [
            ("https://www.rocroi.com", false),
            ("www.biblioteca.cat/", false),
            ("https://forms.gle/9Xk2", true),
            ("docs.example.com?id=7", true),
            ("http://www.ub.es/slc/assess/dau.pdf", false),
            ("pagina.example.com/fotos/2005.09/grande.HTML", false),
            ("example.com/u/lucia.mtz", true),
            ("example.com/u/lucia#.png", true),
            ("example.com/grupo?x.pdf", true),
        ] {
            assert_eq!(leads_on(link), is_of_somebody, "{link}");
        }
        assert_eq!(
            link_at("mira example.com/a.pdf aquí", 5),
            "example.com/a.pdf"
        );
        assert_eq!(
            link_at("mira://example.com/b.asp', aquí", 4),
            "example.com/b.asp"
        );
        assert_eq!(link_at("[lucia.mora](foto.png) i més", 1), "lucia.mora");
        assert_eq!(link_at(&"ñ".repeat(1_000), 0).len(), LONGEST_LINK);
    }

    #[test]
    fn names_of_files_and_catalan_words_with_a_full_stop_are_no_accounts() {
        let rules = Rules::built_in();
        for (piece, is_none) in [
            ("treballFinal_v2.pdf", true),
            ("instal.lacions", true),
            ("mel.lluna7", false),
            ("l.lola", false),
            ("Daniel.lopes", false),
            ("pujol.laia", false),
            ("lua.pt", false),
        ] {
            let is_found = is_of_file(piece) || is_catalan(&rules, piece);
            assert_eq!(is_found, is_none, "{piece}");
        }
    }

    #[test]
    fn a_number_alone_has_to_fit_its_check_digits() {
        for (code, text, fails) in [
            (FindingCode::NationalId, "12345678-A", true),
            (FindingCode::NationalId, "7048 0915 6327 188", false),
            (FindingCode::Iban, "ES00 2100 0418 4502 0005 1332", true),
            (FindingCode::Phone, "12345678-A", false),
            (FindingCode::NationalId, "PT 501 964 842", true),
        ] {
            assert_eq!(identity::fails(code, text), fails, "{text}");
        }
        assert!(found("NL91 ABNA 0417 1643 01").is_empty());
    }

    #[test]
    fn what_has_its_form_is_doubted_only_beside_enough_words() {
        let finding = |code| Finding {
            code,
            field: super::super::Field::Body,
            start: 0,
            end: 1,
            rule: "email".into(),
            lane: Lane::P2,
            score: 90,
        };
        let may_be = |code, words| may_be_doubted(&finding(code), words);
        assert!(!may_be(FindingCode::Email, ENOUGH_WORDS - 1));
        assert!(may_be(FindingCode::Email, ENOUGH_WORDS));
        assert!(may_be(FindingCode::School, 1));
        assert!(!may_be(FindingCode::Iban, 100));
        let mail =
            "ayer fuimos al parque y jugamos mucho rato, escríbeme a lucia.mtz@gmail.com si vienes";
        assert!(
            found(mail)
                .iter()
                .any(|(code, ..)| *code == FindingCode::Email)
        );
    }

    #[test]
    fn a_text_of_signs_alone_is_no_personal_data() {
        for text in ["612", "@", "¿?", "... --- ...", "Rosa"] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
