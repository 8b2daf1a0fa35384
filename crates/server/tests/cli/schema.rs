use crate::docket::Home;

#[test]
fn migrating_twice_changes_nothing_the_second_time() {
    let home = Home::new();
    let first = home.run(&["migrate"]);
    let before = home.number("SELECT schema_version FROM pragma_schema_version");
    let second = home.run(&["migrate"]);
    assert_eq!(first, second);
    assert_eq!(home.number("SELECT schema_version FROM pragma_schema_version"), before);
    assert_eq!(home.number("SELECT count(*) FROM signing_key"), 1);
}

#[test]
fn a_database_of_a_newer_docket_is_refused_by_every_command_that_opens_it() {
    let home = Home::new();
    home.run(&["migrate"]);
    let db = rusqlite::Connection::open(home.database()).unwrap();
    db.execute("INSERT INTO schema_version (version, name, checksum) VALUES (9999, 'later', '')", [])
        .unwrap();
    drop(db);
    for command in
        [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["user", "list"], &["token", "--list"]]
    {
        let error = home.refuse(command);
        assert!(error.contains("9999"), "{error}");
    }
}

#[test]
fn tenants_are_made_once_with_a_key_of_their_own() {
    let home = Home::new();
    home.run(&["tenant", "add", "north"]);
    assert!(home.refuse(&["tenant", "add", "north"]).contains("already"));
    assert!(home.refuse(&["tenant", "add", "a b"]).contains("letters"));
    assert_eq!(home.run(&["tenant", "list"]), "default\nnorth\n");
    assert_eq!(home.number("SELECT count(DISTINCT secret) FROM signing_key"), 2);
}
