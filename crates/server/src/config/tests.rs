use clap::Parser;

use super::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    behaviour: Behaviour,
}

/// Settles a command line beside a settings file.
fn settle(file: &str, flags: &[&str]) -> anyhow::Result<Config> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("settings");
    std::fs::write(&path, file)?;
    let mut line = vec!["docket", "--config", path.to_str().expect("a temporary folder has a plain name")];
    line.extend(flags);
    let line = Line::try_parse_from(line)?;
    line.place.settle_with(&line.behaviour)
}

#[test]
fn what_nobody_sets_is_as_documented() {
    let config = settle("", &[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database.url, "sqlite:docket-data/docket.db");
    assert_eq!(config.settings.retention.events, 365 * 86_400_000);
    assert!(!config.json_logs && !config.wire.missing_is_gone && !config.settings.strict_users);
}

#[test]
fn the_file_sets_everything_and_flags_outweigh_it() {
    let file = "listen = '127.0.0.1:1'\ndata = '/d'\ndatabase = 'sqlite:/x.db'\nlog_format = 'json'\n\
                cors_origins = ['https://a.example']\nmissing_is_gone = true\nstrict_users = true\nlanes = 3\nreaders = 5\n\
                [retention]\nevents = '10d'\nnotices = '2h'\nidempotency = 'forever'\n";
    let config = settle(file, &[]).unwrap();
    assert_eq!(config.listen.port(), 1);
    assert_eq!(
        (config.database.url.as_str(), config.database.lanes, config.database.readers),
        ("sqlite:/x.db", 3, 5)
    );
    assert!(config.json_logs && config.wire.missing_is_gone && config.settings.strict_users);
    assert_eq!(config.wire.cors_origins, ["https://a.example"]);
    let kept = config.settings.retention;
    assert_eq!((kept.events, kept.notices, kept.idempotency), (864_000_000, 7_200_000, i64::MAX));

    let flags = "--listen=127.0.0.1:2 --missing-is-gone=false --strict-users=false --log-format=human --lanes=7 --readers=9 \
                 --cors-origins=https://b.example --retention-events=3d --retention-notices=4d --retention-idempotency=5d";
    let config = settle(file, &flags.split_whitespace().collect::<Vec<_>>()).unwrap();
    assert_eq!((config.listen.port(), config.database.lanes, config.database.readers), (2, 7, 9));
    assert!(!config.wire.missing_is_gone && !config.json_logs && !config.settings.strict_users);
    assert_eq!(config.wire.cors_origins, ["https://b.example"]);
    let kept = config.settings.retention;
    assert_eq!([kept.events, kept.notices, kept.idempotency], [3, 4, 5].map(|days| days * 86_400_000));
}

#[test]
fn the_public_address_is_one_that_links_can_begin_with() {
    let of = |file: &str, flags: &[&str]| settle(file, flags).map(|config| config.settings.public_url);
    assert_eq!(of("", &[]).unwrap(), None);
    let file = "public_url = 'https://a.example/work/'";
    assert_eq!(of(file, &[]).unwrap().as_deref(), Some("https://a.example/work"));
    let flags = ["--public-url", "http://[::1]:8080"];
    assert_eq!(of(file, &flags).unwrap().as_deref(), Some("http://[::1]:8080"));
    for wrong in [
        "",
        "a.example",
        "ftp://a.example",
        "https://",
        "https:///x",
        "https://a b",
        "https://a?x",
        "https://a\"b",
    ] {
        let error = of("", &["--public-url", wrong]).unwrap_err().to_string();
        assert!(error.contains("public_url"), "{wrong}: {error}");
    }
}

#[test]
fn origins_are_what_browsers_send() {
    for fine in [
        "*",
        "https://a.example",
        "http://localhost:5173",
        "http://[::1]:80",
        "capacitor://localhost",
        "null",
    ] {
        let config = settle("", &["--cors-origins", &format!("https://b.example,{fine}")]).unwrap();
        assert_eq!(config.wire.cors_origins, ["https://b.example", fine]);
    }
    for wrong in ["a.example", "https://a.example/", "https://A.example", "https://", ""] {
        let error = settle("", &["--cors-origins", wrong]).unwrap_err().to_string();
        assert!(error.contains("cors_origins"), "{wrong}: {error}");
    }
}

#[test]
fn a_data_folder_that_is_a_file_is_refused_by_its_name() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = settle("", &["--data", file.path().to_str().unwrap()]).unwrap_err().to_string();
    assert!(error.ends_with("is not a folder"), "{error}");
}

#[test]
fn mail_leaves_by_a_server_in_somebodys_name() {
    assert!(settle("", &[]).unwrap().settings.mail.is_none());
    let file = "smtp_url = 'smtp://localhost:25'\nmail_from = 'docket@example.com'\n[retention]\nnotifications = '1d'\n";
    let flags = ["--mail-from", "Docket <d@example.com>"];
    let settings = settle(file, &flags).unwrap().settings;
    let mail = settings.mail.unwrap();
    assert_eq!((mail.url.as_str(), mail.from.as_str()), ("smtp://localhost:25", "Docket <d@example.com>"));
    assert_eq!(settings.retention.notifications, 86_400_000);
    for (file, name) in [
        ("smtp_url = 'smtp://localhost'", "mail_from"),
        ("mail_from = 'a@b.example'", "smtp_url"),
        ("smtp_url = 'localhost'\nmail_from = 'a@b.example'", "smtp_url"),
        ("smtp_url = 'smtp://localhost'\nmail_from = 'nobody'", "mail_from"),
    ] {
        let error = settle(file, &[]).unwrap_err().to_string();
        assert!(error.contains(name), "{file}: {error}");
    }
}

#[test]
fn an_unknown_or_wrong_setting_is_refused_by_its_name_with_the_file() {
    for (file, name) in [
        ("listne = '127.0.0.1:1'", "listne"),
        ("[retention]\nevnts = '1d'", "evnts"),
        ("[retention]\nevents = '1 fortnight'", "1 fortnight"),
        ("lanes = 0", "lanes"),
        ("listen = 'here'", "listen"),
        ("listen = ", "settings"),
    ] {
        let error = format!("{:#}", settle(file, &[]).unwrap_err());
        assert!(error.contains(name) && error.contains("settings"), "{file}: {error}");
    }
}

#[test]
fn issuers_are_tables_with_usual_values() {
    let least =
        "[[issuer]]\nissuer = 'https://id.example'\njwks = 'https://id.example/keys'\naudience = 'docket'\n";
    let more = "[[issuer]]\nissuer = 'b'\njwks = '/etc/keys.json'\naudience = 'x'\ntenant = 't'\nsubject_claim = 'email'\n\
                roles_claim = 'groups'\nroles = { Admins = 'administrator' }\nrights_claim = 'scope'\n";
    let issuers = settle(&format!("{least}{more}"), &[]).unwrap().settings.issuers;
    let [first, second] = issuers.as_slice() else { panic!("{issuers:?}") };
    assert_eq!((first.tenant.as_str(), first.subject_claim.as_str()), ("default", "sub"));
    assert!(first.roles_claim.is_none() && first.roles.is_empty() && first.rights_claim.is_none());
    assert_eq!((second.tenant.as_str(), second.subject_claim.as_str()), ("t", "email"));
    assert_eq!(second.roles["Admins"], "administrator");
}

#[test]
fn an_issuer_whose_keys_could_be_forged_is_refused() {
    for (table, words) in [
        ("issuer = 'a'\njwks = 'http://id.example/keys'\naudience = 'x'", "https://"),
        ("issuer = ''\njwks = '/k'\naudience = 'x'", "issuer is empty"),
        ("issuer = 'a'\njwks = '/k'", "audience"),
        ("issuer = 'a'\njwks = '/k'\naudience = 'x'\nroles = { a = 'b' }", "roles_claim"),
        ("issuer = 'a'\njwks = '/k'\naudience = 'x'\nalgorithm = 'none'", "algorithm"),
    ] {
        let error = format!("{:#}", settle(&format!("[[issuer]]\n{table}\n"), &[]).unwrap_err());
        assert!(error.contains(words), "{table}: {error}");
    }
}

#[test]
fn a_database_of_no_known_kind_is_refused_without_its_password() {
    let error = settle("database = 'mysql://u:secret@host/db'", &[]).unwrap_err().to_string();
    assert!(error.contains("host/db") && !error.contains("secret"), "{error}");
}

#[test]
fn the_data_folder_of_the_file_is_where_the_database_lies() {
    assert_eq!(settle("data = '/d'", &[]).unwrap().database.url, "sqlite:/d/docket.db");
    assert_eq!(settle("data = '/d'", &["--data", "/e"]).unwrap().database.url, "sqlite:/e/docket.db");
}
