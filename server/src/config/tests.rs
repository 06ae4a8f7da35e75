//! Which source wins, what is refused, and what is never printed.

use std::path::PathBuf;

use figment::Jail;

use super::*;

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

fn refused() -> String {
    match load() {
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
        let listen = "127.0.0.1:3".parse().ok();
        let config = Config::load(&Common::default(), listen).unwrap();
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
        "[centre]\ntime_zone = 'geheim'",
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
