//! Which source wins, what is refused, and what is never printed.

use std::path::PathBuf;

use figment::Jail;

use super::*;
use crate::cli::Switch;

/// Runs a test in a folder and an environment of its own.
#[expect(clippy::result_large_err, reason = "the jail's own error")]
fn alone(test: impl FnOnce(&mut Jail)) {
    Jail::expect_with(|jail| {
        jail.clear_env();
        test(jail);
        Ok(())
    });
}

fn file(jail: &mut Jail, content: &str) {
    jail.create_dir("data").unwrap();
    jail.create_file("data/altavoz.toml", content).unwrap();
}

fn load() -> anyhow::Result<Config> {
    Config::load(&Common::default(), None)
}

/// What `serve` was given, to listen somewhere.
fn serve(listen: &str) -> Serve {
    Serve {
        listen: listen.parse().ok(),
        ..Serve::default()
    }
}

fn refused() -> String {
    told(load())
}

fn told(loaded: anyhow::Result<Config>) -> String {
    match loaded {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(error) => format!("{error:#}"),
    }
}

#[test]
fn without_any_configuration_the_defaults_are_in_force() {
    alone(|_| {
        let config = load().unwrap();
        assert_eq!(config.http.listen.to_string(), "127.0.0.1:8090");
        assert_eq!(config.database_file(), PathBuf::from("./data/altavoz.db"));
        assert!(
            config
                .describe()
                .iter()
                .all(|line| line.ends_with("# built in"))
        );
    });
}

#[test]
fn the_command_line_beats_variables_and_variables_beat_the_file() {
    alone(|jail| {
        file(
            jail,
            "[http]\nlisten = '127.0.0.1:1'\nmost_connections = 7\n[log]\nlevel = 'warn'",
        );
        jail.set_env("ALTAVOZ_HTTP_LISTEN", "127.0.0.1:2");
        jail.set_env("ALTAVOZ_HTTP_MOST_CONNECTIONS", "8");
        let flags = serve("127.0.0.1:3");
        let config = Config::load(&Common::default(), Some(&flags)).unwrap();
        assert_eq!(config.http.listen.port(), 3);
        assert_eq!(config.http.most_connections.get(), 8);
        assert_eq!(config.log.level, LogLevel::Warn);
        let told = config.describe().join("\n");
        assert!(
            told.contains("127.0.0.1:3\"   # the command line"),
            "{told}"
        );
        assert!(told.contains("= 8   # the environment"), "{told}");
        assert!(told.contains("\"warn\"   # "), "{told}");
        assert!(told.contains("altavoz.toml"), "{told}");
    });
}

#[test]
fn a_key_that_nobody_knows_is_refused_by_its_name() {
    for (content, key) in [
        ("liste = 1", "`liste`"),
        ("[http]\nlisten_on = '127.0.0.1:1'", "`http.listen_on`"),
        ("[htpp]\nlisten = '127.0.0.1:1'", "`htpp`"),
        ("[rates]\noff = true", "`rates.off`"),
        ("[graphql]\ndeepth = 3", "`graphql.deepth`"),
        ("[sockets]\nmots = 3", "`sockets.mots`"),
    ] {
        alone(|jail| {
            file(jail, content);
            let told = refused();
            assert!(told.contains(key), "{told}");
            assert!(told.contains("altavoz.toml"), "{told}");
        });
    }
    alone(|jail| {
        jail.set_env("ALTAVOZ_HTTP_LISTN", "127.0.0.1:1");
        let told = refused();
        assert!(told.contains("`http.listn` in the environment"), "{told}");
    });
}

#[test]
fn variables_of_the_repositorys_tests_are_no_configuration() {
    alone(|jail| {
        jail.set_env("ALTAVOZ_TEST_SQLITE_ONLY", "1");
        assert_eq!(refused(), "nothing is wrong");
    });
}

#[test]
fn a_value_that_can_not_be_used_is_refused_by_its_key_and_never_quoted() {
    for content in [
        "database = 'postgres://ana:geheim@db/altavoz'",
        "[database]\nurl = 'mysql://ana:geheim@db/altavoz'",
        "[database]\nurl = ['geheim']",
        "[database]\nurl = 'postgres://ana:geheim@db/altavoz",
        "[database]\nconnections = 'geheim'",
        "[database]\nconnections = 0",
        "[http]\nlisten = 'geheim'",
        "[http]\npublic_origin = 'https://altavoz.example/geheim'",
        "[http]\nallowed_origins = ['https://altavoz.example/geheim']",
        "[http]\nallowed_origins = 'geheim'",
        "[http]\ntrusted_proxies = ['10.0.0.0/8', 'geheim']",
        "[rates]\non = 'geheim'",
        "[rates]\naccount_burst = 'geheim'",
        "[graphql]\ndepth = 'geheim'",
        "[sockets]\nping_seconds = 'geheim'",
        "[centre]\nname = ''# geheim",
        "[centre]\ncolour = 'geheim'",
        "[centre]\nlanguages = ['geheim']",
        "[centre]\nlanguages = [] # geheim",
        "[centre]\nlanguages = ['es', 'es'] # geheim",
        "[centre]\ntime_zone = 'geheim'",
        "[centre]\ncountry = 'geheim'",
        "[centre]\ncool_off_hours = -1 # geheim",
        "[reviews]\nsecond_adult = [\"geheim\"]",
        "[log]\nlevel = 'geheim'",
        "geheim",
    ] {
        alone(|jail| {
            file(jail, content);
            let told = refused();
            assert_ne!(told, "nothing is wrong", "{content}");
            assert!(!told.contains("geheim"), "{told}");
            assert!(told.contains("altavoz.toml"), "{told}");
        });
    }
}

#[test]
fn the_password_of_the_database_is_masked_wherever_it_came_from() {
    alone(|jail| {
        jail.set_env("ALTAVOZ_DATABASE_URL", "postgres://ana:geheim@db/altavoz");
        let told = load().unwrap().describe().join("\n");
        assert!(told.contains("postgres://ana:***@db/altavoz"), "{told}");
        assert!(!told.contains("geheim"), "{told}");
    });
}

#[test]
fn keys_from_the_environment_are_never_printed() {
    alone(|jail| {
        jail.set_env("ALTAVOZ_KEYS", "# of ours\nids = \"geheim\"");
        let config = load().unwrap();
        let text = config.keys.as_ref().map(KeysText::reveal);
        assert_eq!(text, Some("# of ours\nids = \"geheim\""));
        let told = config.describe().join("\n");
        assert!(
            told.contains("keys = \"***\"   # the environment"),
            "{told}"
        );
        assert!(!told.contains("geheim"), "{told}");
        assert!(!format!("{:?}", config.keys).contains("geheim"));
    });
}

#[test]
fn a_configuration_file_elsewhere_names_the_data_folder_and_has_to_exist() {
    alone(|jail| {
        jail.create_file("etc.toml", "data = 'there'").unwrap();
        let mut common = Common {
            config: Some("etc.toml".into()),
            ..Common::default()
        };
        assert_eq!(
            Config::load(&common, None).unwrap().data,
            PathBuf::from("there")
        );
        common.config = Some("nowhere.toml".into());
        assert!(Config::load(&common, None).is_err());
    });
}

#[test]
fn the_file_in_the_data_folder_can_not_name_another_data_folder() {
    alone(|jail| {
        file(jail, "data = 'elsewhere'");
        assert!(refused().contains("--data"));
    });
}

#[test]
fn lists_come_from_the_file_or_from_a_variable() {
    alone(|jail| {
        file(
            jail,
            "[http]\nallowed_origins = ['https://escuela.example', 'http://localhost:3000']",
        );
        jail.set_env("ALTAVOZ_HTTP_TRUSTED_PROXIES", r#"["10.0.0.0/8", "::1"]"#);
        let config = load().unwrap();
        assert_eq!(config.http.allowed_origins.len(), 2);
        assert_eq!(config.http.trusted_proxies.len(), 2);
        let told = config.describe().join("\n");
        for line in [
            "http.allowed_origins = [\"https://escuela.example\", \"http://localhost:3000\"]   # ",
            "http.trusted_proxies = [\"10.0.0.0/8\", \"::1/128\"]   # the environment",
        ] {
            assert!(told.contains(line), "{told}");
        }
    });
}

#[test]
fn nothing_that_has_to_be_a_number_can_be_none() {
    for key in [
        "rates.account_burst",
        "rates.address_per_second",
        "rates.keys",
        "graphql.fields",
        "graphql.complexity",
        "sockets.most",
        "sockets.init_seconds",
        "requests.seconds",
    ] {
        for wrong in ["0", "-1", "1.5"] {
            alone(|jail| {
                let (section, name) = key.split_once('.').unwrap();
                file(jail, &format!("[{section}]\n{name} = {wrong}"));
                let told = refused();
                assert!(told.contains(&format!("`{key}`")), "{wrong}: {told}");
            });
        }
    }
}

#[test]
fn proxies_are_a_list_and_never_everybody() {
    alone(|jail| {
        file(jail, "[http]\ntrusted_proxies = ['0.0.0.0/0']");
        let told = refused();
        assert!(told.contains("`http.trusted_proxies.0`"), "{told}");
    });
    alone(|jail| {
        file(jail, "[http]\ntrusted_proxies = '10.0.0.0/8'");
        assert!(refused().contains("a list in brackets is expected"));
    });
}

#[test]
fn rate_limits_are_off_only_where_nobody_else_can_reach_the_server() {
    for (listen, is_fine) in [
        ("127.0.0.1:1", true),
        ("[::1]:1", true),
        ("[::ffff:127.0.0.1]:1", true),
        ("0.0.0.0:1", false),
        ("[::]:1", false),
        ("192.0.2.1:1", false),
    ] {
        alone(|jail| {
            let mut flags = serve(listen);
            flags.rate_limits = Some(Switch::Off);
            let told_by_flag = told(Config::load(&Common::default(), Some(&flags)));
            assert_eq!(told_by_flag == "nothing is wrong", is_fine, "{listen}");
            file(jail, "[rates]\non = false");
            let told_by_file = told(Config::load(&Common::default(), Some(&serve(listen))));
            assert_eq!(told_by_file == "nothing is wrong", is_fine, "{listen}");
            if !is_fine {
                for told in [told_by_flag, told_by_file] {
                    assert!(told.contains("--rate-limits"), "{told}");
                    assert!(told.contains("127.0.0.1:8090"), "{told}");
                    assert!(told.contains(listen), "{told}");
                }
            }
            flags.rate_limits = Some(Switch::On);
            let told = told(Config::load(&Common::default(), Some(&flags)));
            assert_eq!(told, "nothing is wrong", "{listen}");
        });
    }
}

#[test]
fn what_helps_while_developing_is_served_only_where_nobody_else_can_reach_the_server() {
    alone(|_| {
        for (listen, is_fine) in [("127.0.0.1:1", true), ("0.0.0.0:1", false)] {
            let mut flags = serve(listen);
            flags.dev = true;
            let told = told(Config::load(&Common::default(), Some(&flags)));
            assert_eq!(told == "nothing is wrong", is_fine, "{told}");
            assert!(is_fine || told.contains("--dev"), "{told}");
        }
    });
}

#[test]
fn an_operation_that_is_allowed_can_be_paid_for() {
    alone(|jail| {
        file(jail, "[rates]\naccount_burst = 4_999");
        let told = refused();
        assert!(told.contains("`graphql.complexity` is 5000"), "{told}");
        file(jail, "[rates]\naccount_burst = 5_000");
        assert_eq!(refused(), "nothing is wrong");
        file(jail, "[rates]\naddress_burst = 1\non = false");
        assert_eq!(refused(), "nothing is wrong");
    });
}

/// The lines `| key | default | why |` of the page on configuration.
fn documented() -> Vec<(String, String)> {
    let page = include_str!("../../../docs/configuration.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split_once("` | "));
    cells
        .map(|(key, rest)| {
            let default = rest.split(" | ").next().unwrap_or_default();
            (key.to_owned(), default.trim_matches('`').to_owned())
        })
        .collect()
}

#[test]
fn the_page_on_configuration_names_every_key_with_its_default() {
    alone(|_| {
        let in_force: Vec<_> = load()
            .unwrap()
            .describe()
            .iter()
            .filter_map(|line| line.strip_suffix("   # built in")?.split_once(" = "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(documented(), in_force);
    });
}
