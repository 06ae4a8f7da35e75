//! The command line. What it sets beats every other source of configuration.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::account::Role;
use domain::consent::Purpose;
use domain::country::CountryError;
use domain::vetting::CertificateKind;
use domain::{Country, Language};
use storage::RoleName;

/// A youth panel's loudspeaker: correspondents write, adults read every word before it is published.
#[derive(Parser)]
#[command(name = "altavoz", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) common: Common,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the configuration and the data are.
#[derive(Args, Default)]
pub(crate) struct Common {
    /// The folder with database, keys and `altavoz.toml` [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// A configuration file elsewhere than in the data folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// A PostgreSQL server instead of the embedded database. Other users of the machine can see it; better put it
    /// into `ALTAVOZ_DATABASE_URL` or the configuration file
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
}

/// What the binary can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Answers requests and runs the background jobs
    Serve(Serve),
    /// Brings the schema of the database up to date; `serve` does so by itself where its role may
    Migrate(Migrate),
    /// Works on accounts
    #[command(subcommand)]
    Admin(Admin),
    /// Works on the audit log
    #[command(subcommand)]
    Audit(Audit),
    /// Works on the keys of what is sealed
    #[command(subcommand)]
    Keys(Keys),
    /// Brings the posts of an existing site in; they wait for review like any other
    #[command(subcommand)]
    Import(Import),
    /// Shows and measures what screening finds in texts; nothing is stored
    #[command(subcommand)]
    Screening(Screening),
    /// Measures with sets of labelled texts
    #[command(subcommand)]
    Eval(Eval),
    /// Reads the secret of an authenticator app from standard input and prints the code that the app would show now: for
    /// trying out a made-up panel without a telephone
    Code,
    /// Prints the GraphQL schema
    PrintSchema,
    /// Prints the configuration in force and where each value came from
    CheckConfig,
}

/// Answers requests and runs the background jobs.
#[derive(Args, Default)]
pub(crate) struct Serve {
    /// The address to listen on [default: 127.0.0.1:8090]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Fills an empty database with a made-up panel first; serves that panel when it is there already
    #[arg(long)]
    pub(crate) demo: bool,
    /// How many posts the made-up panel has
    #[arg(long, value_name = "NUMBER", requires = "demo", value_parser = clap::value_parser!(u16).range(1..=5_000))]
    pub(crate) posts: Option<u16>,
    /// Limits requests by what they cost [default: on]. Off is for measuring, where only this machine can reach the server
    #[arg(long, value_name = "SWITCH")]
    pub(crate) rate_limits: Option<Switch>,
    /// Serves what helps while working on the program, where only this machine can reach the server
    #[arg(long)]
    pub(crate) dev: bool,
}

/// Brings the schema of the database up to date.
#[derive(Args)]
pub(crate) struct Migrate {
    /// Lets this role of PostgreSQL serve: it can't change the schema, nor what is in the audit log
    #[arg(long, value_name = "ROLE")]
    pub(crate) grant_to: Option<RoleName>,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    /// It is in force
    On,
    /// It is not
    Off,
}

impl Switch {
    /// Whether it is on.
    pub(crate) fn is_on(self) -> bool {
        self == Self::On
    }
}

/// Works on accounts.
#[derive(Subcommand)]
pub(crate) enum Admin {
    /// Creates an account. The passphrase comes from --passphrase-file or standard input; without either, one is
    /// made up and printed once
    Create(CreateAccount),
    /// Creates a group, and lets adults lead it
    Group(CreateGroup),
    /// Lets an adult lead a group, or go when somebody else leads it
    Guide(ChangeGuide),
    /// Gives an adult a role, or takes one away
    Role(ChangeRole),
    /// Takes the second factors of an adult away who lost them all; they set up the first one anew. Check in person who
    /// asks for it
    ResetSecondFactors(OfLogin),
}

/// Whose account it is.
#[derive(Args)]
pub(crate) struct OfLogin {
    /// The login of the adult
    #[arg(long)]
    pub(crate) login: String,
}

/// A role to give or to take away.
#[derive(Args)]
pub(crate) struct ChangeRole {
    /// The login of the adult
    #[arg(long)]
    pub(crate) login: String,
    /// The role
    #[arg(long, value_parser = roles())]
    pub(crate) role: Role,
    /// Takes it away
    #[arg(long)]
    pub(crate) take: bool,
}

/// A group to create.
#[derive(Args)]
pub(crate) struct CreateGroup {
    /// The name, which readers see
    #[arg(long)]
    pub(crate) name: String,
    /// The language that its members speak
    #[arg(long, default_value = "es", value_parser = languages())]
    pub(crate) language: Language,
    /// The school or club that it belongs to
    #[arg(long)]
    pub(crate) entity: Option<String>,
    /// How many members it takes
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(i64).range(1..=200))]
    pub(crate) capacity: i64,
    /// The login of an adult who leads it; may be given several times
    #[arg(long = "guide", value_name = "LOGIN")]
    pub(crate) guides: Vec<String>,
}

/// Who leads a group.
#[derive(Args)]
pub(crate) struct ChangeGuide {
    /// The group's name
    #[arg(long)]
    pub(crate) group: String,
    /// The login of the adult
    #[arg(long)]
    pub(crate) login: String,
    /// Lets them go; members need somebody else who leads them
    #[arg(long)]
    pub(crate) stop: bool,
    /// The login of who leads the group instead
    #[arg(long, value_name = "LOGIN", requires = "stop")]
    pub(crate) successor: Option<String>,
}

/// An account to create.
#[derive(Args)]
pub(crate) struct CreateAccount {
    /// The name to sign in with: letters, digits, `.`, `_` and `-`
    #[arg(long)]
    pub(crate) login: String,
    /// The name that others see
    #[arg(long)]
    pub(crate) pen_name: String,
    /// What the person is trusted with; may be given several times
    #[arg(long = "role", required = true, value_name = "ROLE", value_parser = roles())]
    pub(crate) roles: Vec<Role>,
    /// The language that the person reads
    #[arg(long, default_value = "es", value_parser = languages())]
    pub(crate) language: Language,
    /// The birth date, which a correspondent needs
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) born_on: Option<NaiveDate>,
    /// The country in which the person lives, which rules about age depend on
    #[arg(long, value_name = "CODE", default_value = "ES", value_parser = country)]
    pub(crate) country: Country,
    /// What the person consented to, on paper; may be given several times. A correspondent writes after consenting to
    /// `account`, and is published after consenting to `publication`
    #[arg(long = "consent", value_name = "PURPOSE", value_parser = purposes())]
    pub(crate) consents: Vec<Purpose>,
    /// The day on which the certificate was issued that somebody needs who meets children. You have seen it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) cleared_from: Option<NaiveDate>,
    /// The last day on which it counts [default: twelve months later]
    #[arg(long, value_name = "YYYY-MM-DD", requires = "cleared_from")]
    pub(crate) cleared_until: Option<NaiveDate>,
    /// What certificate it is
    #[arg(long, value_name = "KIND", requires = "cleared_from", default_value = "sexual-offences-register", value_parser = certificates())]
    pub(crate) certificate: CertificateKind,
    /// The day of the training that somebody needs who meets children
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) trained_on: Option<NaiveDate>,
    /// A file with the passphrase in its first line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Works on the keys of what is sealed.
#[derive(Subcommand)]
pub(crate) enum Keys {
    /// Opens everything that is sealed, and names what does not open
    Check,
    /// Makes a new master key; when every process knows it, seals everything under it
    Rotate(RotateKeys),
}

/// Makes a new master key.
#[derive(Args)]
pub(crate) struct RotateKeys {
    /// Seals everything under the new key and forgets the old one
    #[arg(long)]
    pub(crate) finish: bool,
}

/// Works on the audit log.
#[derive(Subcommand)]
pub(crate) enum Audit {
    /// Reads the whole log and names the first record that does not fit
    Verify,
}

/// Shows what screening finds.
#[derive(Subcommand)]
pub(crate) enum Screening {
    /// Tells what is found in a text, by which rules, and how they look at it
    Explain(Explain),
    /// Reads JSON lines with `id`, `lang` and `text` from standard input, and writes lane and findings for each
    Scan(Scan),
    /// Writes the built-in rules into a folder, to change them there
    Rules(RulesFolder),
    /// Tells what other rules would change in everything that was submitted; nothing is written
    Replay(Replay),
}

/// Other rules than those that are built in.
#[derive(Args)]
pub(crate) struct OtherRules {
    /// A folder of rules, in place of those that are built in
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
}

/// By which rules texts are scanned.
#[derive(Args)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) by: OtherRules,
}

/// Where rules are written.
#[derive(Args)]
pub(crate) struct RulesFolder {
    /// The folder, which is empty or new
    pub(crate) folder: PathBuf,
}

/// Rules to try.
#[derive(Args)]
pub(crate) struct Replay {
    /// The folder of rules to try; `altavoz screening rules FOLDER` writes one
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: PathBuf,
}

/// A text to explain.
#[derive(Args)]
pub(crate) struct Explain {
    /// The text, or a file with it
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) by: OtherRules,
}

/// Measures with labelled texts.
#[derive(Subcommand)]
pub(crate) enum Eval {
    /// Prints how much screening finds and how much of that is wrong
    Screening(EvalScreening),
}

/// Sets to measure screening with.
#[derive(Args)]
pub(crate) struct EvalScreening {
    /// The folder: `.jsonl` files of labelled texts, and a folder `benign` of ordinary sentences; docs/screening.md has the formats
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: PathBuf,
    #[command(flatten)]
    pub(crate) by: OtherRules,
}

/// Brings posts in.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// Every `.md` and `.markdown` file of a folder, with its front matter
    Markdown(ImportMarkdown),
}

/// A folder of Markdown to bring in.
#[derive(Args)]
pub(crate) struct ImportMarkdown {
    /// The folder; folders in it are read too
    pub(crate) folder: PathBuf,
    /// The group that the posts belong to; it is created when there is none of that name
    #[arg(long, value_name = "NAME")]
    pub(crate) group: String,
    /// The language of posts that don't say theirs and lie in no folder named after one
    #[arg(long, default_value = "es", value_parser = languages())]
    pub(crate) language: Language,
    /// Writes the report as JSON too
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

fn certificates() -> impl clap::builder::TypedValueParser<Value = CertificateKind> {
    PossibleValuesParser::new(CertificateKind::ALL.map(CertificateKind::name))
        .try_map(|name| CertificateKind::from_name(&name).ok_or("there is no such certificate"))
}

fn roles() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::name))
        .try_map(|name| Role::from_name(&name).ok_or("there is no such role"))
}

fn purposes() -> impl clap::builder::TypedValueParser<Value = Purpose> {
    PossibleValuesParser::new(Purpose::ALL.map(Purpose::name))
        .try_map(|name| Purpose::from_name(&name).ok_or("there is no such purpose"))
}

fn country(code: &str) -> Result<Country, CountryError> {
    Country::parse(code)
}

fn languages() -> impl clap::builder::TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .try_map(|code| Language::from_tag(&code).ok_or("there is no such language"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn error(args: &[&str]) -> String {
        match Cli::try_parse_from(args) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_unknown_role_is_answered_with_the_list_of_roles() {
        let told = error(&[
            "altavoz",
            "admin",
            "create",
            "--login",
            "ana",
            "--pen-name",
            "Ana",
            "--role",
            "boss",
        ]);
        for role in Role::ALL {
            assert!(told.contains(role.name()), "{told}");
        }
    }

    #[test]
    fn the_size_of_a_demo_is_asked_for_together_with_a_demo() {
        assert!(error(&["altavoz", "serve", "--posts", "10"]).contains("--demo"));
        assert!(error(&["altavoz", "serve", "--demo", "--posts", "5001"]).contains("5001"));
        assert_eq!(
            error(&["altavoz", "serve", "--demo", "--posts", "5000"]),
            ""
        );
    }

    #[test]
    fn rate_limits_are_on_or_off() {
        for switch in ["on", "off"] {
            assert_eq!(error(&["altavoz", "serve", "--rate-limits", switch]), "");
        }
        assert!(
            error(&["altavoz", "serve", "--rate-limits", "low"])
                .contains("[possible values: on, off]")
        );
    }

    #[test]
    fn folders_may_be_named_before_or_after_the_command() {
        for args in [
            ["altavoz", "--data", "here", "serve"],
            ["altavoz", "serve", "--data", "here"],
        ] {
            let cli = Cli::try_parse_from(args)
                .ok()
                .and_then(|cli| cli.common.data);
            assert_eq!(cli, Some("here".into()));
        }
    }
}
