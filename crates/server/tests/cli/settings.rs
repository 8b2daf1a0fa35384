//! Every setting is taken from a flag, from the environment and from the file, under one name, and counts in this order.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::docket::{Home, Server, text};

const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

/// A setting: its key in the file, two values that nobody has without setting them, and how a running server shows which it has.
struct Setting {
    key: &'static str,
    one: &'static str,
    other: &'static str,
    seen: fn(&Running) -> String,
}

/// What a running server does by its settings. A retention differs from all others at each of its values.
#[rustfmt::skip]
const SETTINGS: [Setting; 10] = [
    Setting { key: "listen", one: "127.0.0.2:0", other: "127.0.0.3:0", seen: Running::listen },
    Setting { key: "log_format", one: "json", other: "human", seen: Running::log_format },
    Setting { key: "cors_origins", one: "https://a.example,https://b.example", other: "https://c.example", seen: Running::cors_origins },
    Setting { key: "public_url", one: "https://one.example", other: "https://other.example/docket", seen: Running::public_url },
    Setting { key: "missing_is_gone", one: "true", other: "false", seen: Running::missing_is_gone },
    Setting { key: "strict_users", one: "true", other: "false", seen: Running::strict_users },
    Setting { key: "retention.events", one: "2h", other: "4h", seen: |running| running.kept("event WHERE key LIKE 'aged %'") },
    Setting { key: "retention.notices", one: "4h", other: "6h", seen: |running| running.kept("notice WHERE num LIKE 'aged %'") },
    Setting { key: "retention.idempotency", one: "6h", other: "8h", seen: |running| running.kept("idempotency") },
    Setting { key: "retention.notifications", one: "8h", other: "2h", seen: |running| running.kept("notification") },
];

/// Settings that are tried elsewhere in this file.
const ELSEWHERE: [&str; 6] = ["database", "data", "smtp_url", "mail_from", "lanes", "readers"];

/// The ages in hours of what lies there when a server starts, and behind each the retention that keeps it and no older one.
const AGES: [(i64, &str); 6] = [(9, ""), (7, "8h"), (5, "6h"), (3, "4h"), (1, "2h"), (0, "")];

struct Running {
    home: Home,
    server: Server,
    token: String,
}

impl Running {
    fn listen(&self) -> String {
        let host = self.server.address.strip_prefix("http://").unwrap().split(':').next().unwrap();
        format!("{host}:0")
    }

    fn log_format(&self) -> String {
        let log = std::fs::read_to_string(self.home.path("log")).unwrap();
        assert!(!log.is_empty());
        if log.starts_with('{') { "json".to_owned() } else { "human".to_owned() }
    }

    fn cors_origins(&self) -> String {
        let origins = ["https://a.example", "https://b.example", "https://c.example"];
        origins.into_iter().filter(|origin| self.server.lets_in(origin)).collect::<Vec<_>>().join(",")
    }

    fn public_url(&self) -> String {
        let (status, entry) = self.server.get("/", &self.token);
        let link = entry["_links"]["self"]["href"].as_str().unwrap_or_else(|| panic!("{status} {entry}"));
        link.trim_end_matches('/').to_owned()
    }

    fn missing_is_gone(&self) -> String {
        match self.server.get("/seiapi/v3/trans/WorkOrder/none", &self.token).0 {
            410 => "true".to_owned(),
            status => (status != 404).to_string(),
        }
    }

    fn strict_users(&self) -> String {
        let job = json!({ "UserName": "nobody", "PlannedStartDate": "2026-11-21T10:00:00Z" });
        let (status, answer) = self.server.put("/seiapi/v3/trans/WorkOrder/1", &self.token, &job);
        assert!(status == 201 || status == 400, "{answer}");
        (status == 400).to_string()
    }

    /// The retention that left what is in a table after the first sweep.
    fn kept(&self, table: &str) -> String {
        let began = Instant::now();
        // While it sweeps, its claim ends within a minute; then it falls due in ten.
        let ended = "SELECT count(*) FROM due_work WHERE kind = 'sweep' AND due > (unixepoch() + 300) * 1000";
        while self.home.number(ended) == 0 {
            assert!(began.elapsed() < Duration::from_secs(30), "the sweep does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let gone = AGES.len() as i64 - self.home.number(&format!("SELECT count(*) FROM {table}"));
        AGES[usize::try_from(gone).unwrap()].1.to_owned()
    }
}

/// A home with rows of all ages and a sweep that is due.
fn aged_home() -> (Home, String) {
    let home = Home::new();
    let token = home.token();
    let db = rusqlite::Connection::open(home.database()).unwrap();
    db.execute_batch("DELETE FROM event; UPDATE due_work SET due = 0 WHERE kind = 'sweep'").unwrap();
    for (n, (hours, _)) in AGES.iter().enumerate() {
        // Half an hour older, so that none is just as old as one is kept.
        let at = format!("CAST(unixepoch() AS INTEGER) * 1000 - {hours} * 3600000 - 1800000");
        db.execute_batch(&format!(
            "INSERT INTO event (tenant, xid, entity, key, version, name, at, actor, source, depth) \
             VALUES (1, 0, 'job', 'aged {n}', 1, 'JOB.read', {at}, 'a', 'mob', 0); \
             INSERT INTO notice (tenant, user_id, n, kind, num, version, created, acked) \
             VALUES (1, 'ann', {n} + 1, 'update', 'aged {n}', 1, {at}, {at}); \
             INSERT INTO idempotency (tenant, id, request, created) VALUES (1, 'aged {n}', 'r', {at}); \
             INSERT INTO notification (tenant, recipient, id, version, xid, created, updated, is_read, archived, severity, \
             label, message, source) VALUES (1, 'ann', 'aged {n}', 1, 0, {at}, {at}, 0, 0, 'normal', 'l', 'm', 's')"
        ))
        .unwrap();
    }
    (home, token)
}

/// The settings file that sets all this.
fn file(values: &[(&str, &str)]) -> String {
    let line = |key: &str, value: &str| match (key, value) {
        (_, "true" | "false") => format!("{key} = {value}\n"),
        ("cors_origins", _) => format!("{key} = ['{}']\n", value.replace(',', "', '")),
        _ => format!("{key} = '{value}'\n"),
    };
    let own = values.iter().filter(|(key, _)| !key.contains('.')).map(|(key, value)| line(key, value));
    let kept = values.iter().filter_map(|(key, value)| Some(line(key.strip_prefix("retention.")?, value)));
    own.chain(["[retention]\n".to_owned()]).chain(kept).collect()
}

fn flag(key: &str) -> String {
    format!("--{}", key.replace(['.', '_'], "-"))
}

fn variable(key: &str) -> String {
    format!("DOCKET_{}", key.replace('.', "_").to_uppercase())
}

type Values<'v> = Option<&'v [(&'v str, &'v str)]>;

/// A command whose settings come from the file, the environment and flags.
fn command(home: &Home, name: &str, [of_file, of_environment, of_flags]: [Values<'_>; 3]) -> Command {
    std::fs::write(home.path("docket.toml"), of_file.map(file).unwrap_or_default()).unwrap();
    let mut command = home.docket(&[name]);
    for (key, value) in of_environment.into_iter().flatten() {
        command.env(variable(key), value);
    }
    for (key, value) in of_flags.into_iter().flatten() {
        command.arg(format!("{}={value}", flag(key)));
    }
    command
}

/// What is set where, for which of two values.
fn ways<T: Copy>(one: T, other: T) -> [([Option<T>; 3], T, &'static str); 6] {
    [
        ([Some(one), None, None], one, "in the file"),
        ([None, Some(one), None], one, "in the environment"),
        ([None, None, Some(one)], one, "by a flag"),
        ([Some(one), Some(other), None], other, "in the environment before the file"),
        ([Some(one), None, Some(other)], other, "by a flag before the file"),
        ([None, Some(one), Some(other)], other, "by a flag before the environment"),
    ]
}

#[test]
fn each_setting_counts_from_a_flag_before_the_environment_before_the_file() {
    let one = SETTINGS.each_ref().map(|setting| (setting.key, setting.one));
    let other = SETTINGS.each_ref().map(|setting| (setting.key, setting.other));
    for (values, expected, way) in ways(one.as_slice(), other.as_slice()) {
        let (home, token) = aged_home();
        let log = std::fs::File::create(home.path("log")).unwrap();
        let server = Server::logging(command(&home, "serve", values), log);
        let running = Running { home, server, token };
        for (setting, (key, value)) in SETTINGS.iter().zip(expected) {
            assert_eq!((setting.seen)(&running), *value, "{key} {way}");
        }
        running.server.stop();
    }
}

#[test]
fn the_data_and_the_database_are_where_a_flag_the_environment_or_the_file_says() {
    for (key, one, other, files) in [
        ("data", "here", "there", ["here/docket.db", "there/docket.db"]),
        ("database", "sqlite:here.db", "sqlite:there.db", ["here.db", "there.db"]),
    ] {
        for (values, expected, way) in ways(&[(key, one)][..], &[(key, other)]) {
            let home = Home::new();
            let mut command = command(&home, "migrate", values);
            if key == "data" && values[1].is_none() {
                command.env_remove("DOCKET_DATA");
            }
            let output = command.output().unwrap();
            assert!(output.status.success(), "{key} {way}: {}", text(&output.stderr));
            let made = files.map(|file| home.path(file).exists());
            assert_eq!(made, [one, other].map(|value| expected == [(key, value)]), "{key} {way}");
        }
    }
}

#[test]
fn how_mail_leaves_and_how_many_connect_is_refused_by_name_wherever_it_is_wrong() {
    for (key, wrong, words) in [
        ("smtp_url", "smtp://127.0.0.1:1", "mail_from is not"),
        ("mail_from", "docket@example.com", "smtp_url is not"),
        ("lanes", "65", "lanes"),
        ("readers", "0", "readers"),
    ] {
        let wrong = [(key, wrong)];
        for values in [[Some(()), None, None], [None, Some(()), None], [None, None, Some(())]] {
            let home = Home::new();
            let output =
                command(&home, "serve", values.map(|set| set.map(|()| &wrong[..]))).output().unwrap();
            let error = text(&output.stderr);
            assert!(!output.status.success() && error.contains(words), "{key} {values:?}: {error}");
        }
    }
    let home = Home::new();
    let of_file = [("smtp_url", "nowhere"), ("mail_from", "nobody")];
    let set =
        [("smtp_url", "smtp://127.0.0.1:1"), ("mail_from", "docket@example.com"), ("listen", "127.0.0.1:0")];
    Server::start(command(&home, "serve", [Some(&of_file), Some(&set), None])).stop();
    Server::start(command(&home, "serve", [None, Some(&of_file), Some(&set)])).stop();
}

#[test]
fn a_misspelt_name_in_the_file_is_refused_with_the_file() {
    let home = Home::new();
    let known = SETTINGS.iter().map(|setting| setting.key).chain(ELSEWHERE);
    for key in known.chain(["files", "issuer"]) {
        let misspelt = format!("{key}x");
        let output = command(&home, "serve", [Some(&[(&misspelt, "1")]), None, None]).output().unwrap();
        let error = crate::docket::refused(&output);
        let name = misspelt.rsplit('.').next().unwrap();
        assert!(error.contains(&format!("`{name}`")) && error.contains("docket.toml"), "{error}");
    }
}

/// The cells of the documented settings that have a flag: key, flag, variable.
fn documented() -> Vec<[&'static str; 3]> {
    let cells = |line: &'static str| line.split('|').skip(1).map(|cell| cell.trim().trim_matches('`'));
    let rows = OPERATIONS.lines().filter_map(|line| cells(line).take(3).collect::<Vec<_>>().try_into().ok());
    rows.filter(|[_, flag, _]: &[&str; 3]| flag.starts_with("--") && !flag.ends_with('-')).collect()
}

#[test]
fn every_setting_is_documented_has_the_same_name_everywhere_and_is_tried_here() {
    let documented = documented();
    let keys: BTreeSet<&str> = documented.iter().map(|[key, ..]| *key).collect();
    let tried: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.key).chain(ELSEWHERE).collect();
    assert_eq!(keys, tried);
    for [key, flag, variable] in &documented {
        assert_eq!((*flag, *variable), (self::flag(key).as_str(), self::variable(key).as_str()));
    }
    let help = Home::new().run(&["serve", "--help"]);
    let offered = help.split("[env: ").skip(1).map(|rest| rest.split(['=', ']']).next().unwrap());
    // It says where the file is.
    let offered: BTreeSet<&str> = offered.filter(|name| *name != "DOCKET_CONFIG").collect();
    assert_eq!(offered, documented.iter().map(|[.., variable]| *variable).collect());
}
