use crate::docket::{Home, Server, refused};

#[test]
fn the_file_in_the_data_folder_counts_when_there_is_none_here() {
    let home = Home::new();
    std::fs::create_dir(home.path("data")).unwrap();
    std::fs::write(home.path("data/docket.toml"), "database = 'sqlite:far.db'\n").unwrap();
    home.run(&["migrate"]);
    assert!(home.path("far.db").exists());
    std::fs::write(home.path("docket.toml"), "database = 'sqlite:near.db'\n").unwrap();
    home.run(&["migrate"]);
    assert!(home.path("near.db").exists());
}

#[test]
fn an_unknown_key_in_the_file_is_named_with_the_file_by_every_command() {
    let home = Home::new();
    std::fs::write(home.path("docket.toml"), "[retention]\nevent = '1d'\n").unwrap();
    for command in [&["serve"][..], &["migrate"], &["token", "--subject", "a", "--grant", "all"], &["demo"]] {
        let error = home.refuse(command);
        assert!(error.contains("`event`") && error.contains("docket.toml"), "{error}");
    }
}

#[test]
fn a_settings_file_that_was_named_must_exist() {
    let home = Home::new();
    let error = home.refuse(&["migrate", "--config", "nowhere.toml"]);
    assert!(error.contains("nowhere.toml"), "{error}");
}

#[test]
fn place_flags_are_taken_before_and_after_the_command() {
    let home = Home::new();
    let listen = ["--listen", "127.0.0.1:1"];
    home.run(&[&listen[..], &["--data", "before", "migrate"]].concat());
    home.run(&[&["tenant", "list"], &listen[..], &["--data", "after"]].concat());
    assert!(home.path("before/docket.db").exists() && home.path("after/docket.db").exists());
}

#[test]
fn missing_is_gone_changes_the_answer_for_a_missing_job() {
    let home = Home::new();
    let token = home.token();
    let mut command = home.docket(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("DOCKET_MISSING_IS_GONE", "yes");
    let server = Server::start(command);
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/none", &token).0, 410);
    server.stop();
}

#[test]
fn a_database_that_is_none_is_refused_in_one_sentence() {
    let home = Home::new();
    let output = home.docket(&["serve"]).env("DOCKET_DATABASE", "mysql://u:secret@host/db").output().unwrap();
    let error = refused(&output);
    assert!(error.contains("host/db") && !error.contains("secret"), "{error}");
}
