use crate::docket::Home;

#[test]
fn a_client_that_was_added_gets_a_token_with_the_secret_that_was_printed() {
    let home = Home::new();
    let server = home.serve();
    let printed = home.run(&["client", "add", "shop", "--grant", "workorder:read", "--label", "The shop"]);
    let secret = printed.trim_end_matches('\n');
    assert_eq!((secret.len(), printed.lines().count()), (43, 1));
    let form = format!("grant_type=client_credentials&client_id=shop&client_secret={secret}");
    let (status, answer) = server.form("/oauth/token", &form);
    assert_eq!(status, 200, "{answer}");
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", token).0, 404);
    assert_eq!(home.run(&["client", "list"]), "shop  secret  The shop  workorder:read\n");
    assert_eq!(home.run(&["client", "remove", "shop"]), "removed the client \"shop\"\n");
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", token).0, 401);
    assert_eq!(server.form("/oauth/token", &form).0, 401);
    assert_eq!(home.run(&["client", "list"]), "");
    server.stop();
}

#[test]
fn a_public_client_has_addresses_and_no_secret() {
    let home = Home::new();
    let added = ["client", "add", "app", "--public", "--redirect", "com.example.app:/back"];
    assert_eq!(home.run(&added), "added the public client \"app\"\n");
    assert_eq!(home.run(&["client", "list"]), "app  public  app  -  com.example.app:/back\n");
    assert!(home.refuse(&added).contains("already"));
}

#[test]
fn a_client_that_could_do_nothing_or_harm_is_refused() {
    let home = Home::new();
    for (arguments, words) in [
        (&["a b", "--grant", "all"][..], "id"),
        (&["docket-web", "--grant", "all"], "docket-web"),
        (&["a"], "redirect"),
        (&["a", "--redirect", "javascript:alert(1)"], "redirect"),
        (&["a", "--public", "--grant", "all", "--redirect", "https://a.example/"], "public"),
        (&["a", "--grant", "all", "--label", ""], "label"),
    ] {
        let error = home.refuse(&[&["client", "add"], arguments].concat());
        assert!(error.contains(words), "{error}");
    }
    assert!(home.refuse(&["client", "remove", "a"]).contains("\"a\""));
    assert_eq!(home.run(&["client", "list"]), "");
}
