//! The page on which people sign in.

use super::{BACK, Page, encoded, parameter, refused, sent_back, web};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, App};

/// The whole page.
fn whole(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// Asks for the page.
fn ask(app: &App, request: &[(&str, &str)]) -> Answer {
    let path = format!("/oauth/authorize?{}", encoded(request));
    app.without_token().ask("GET", &path).send()
}

both! {
    fn the_page_needs_nothing_from_elsewhere_and_can_be_used_by_everybody(app) {
        let page = Page::open(app, &web(&[("login_hint", "ann\"><b>")])).answer;
        let text = whole(&page);
        assert!(text.contains("value=\"ann&quot;&gt;&lt;b&gt;\"") && !text.contains("<b>"), "{text}");
        for id in ["username", "password"] {
            assert!(text.contains(&format!("<label for=\"{id}\">")) && text.contains(&format!("id=\"{id}\"")));
        }
        assert!(text.contains("name=\"viewport\"") && text.contains("<html lang=\"en\">"));
        assert!(!text.contains("<script") && !text.contains("src=") && !text.contains("href="), "{text}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(policy.contains("form-action 'self';") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let cookie = page.header("set-cookie").expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    }

    fn who_signs_in_is_sent_back_with_a_code_and_the_state(app) {
        user(app, "ann", &[]);
        let answer = Page::web(app).sign_in(app, "ann", "correct horse").expect(302);
        assert_eq!(sent_back(&answer).0, BACK);
        assert_eq!(parameter(&answer, "state").as_deref(), Some("a state & more"));
        assert_eq!(parameter(&answer, "code").map(|code| code.len()), Some(43));
        assert_eq!(parameter(&answer, "error"), None);
    }

    fn a_wrong_password_shows_the_page_again_until_there_were_too_many(app) {
        user(app, "ann", &[]);
        let page = Page::web(app);
        for _ in 0..10 {
            let again = page.sign_in(app, "ann", "guess").expect(401);
            assert_eq!(again.header("content-type"), Some("text/html; charset=utf-8"));
            let text = whole(&again);
            assert!(text.contains("role=\"alert\"") && text.contains("value=\"ann\""), "{text}");
            assert!(!text.contains("guess"));
        }
        let wait = page.sign_in(app, "ann", "correct horse").expect(429);
        assert!(wait.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()));
    }

    fn a_form_counts_only_from_the_browser_that_was_shown_it_and_for_what_was_asked(app) {
        user(app, "ann", &[]);
        let (page, other) = (Page::web(app), Page::web(app));
        assert_ne!(page.cookie, other.cookie);
        page.send(app, "ann", "correct horse", &[]).expect(400);
        page.send(app, "ann", "correct horse", &[("cookie", &other.cookie)]).expect(400);
        let mut forged = Page::web(app);
        for (name, value) in &mut forged.hidden {
            if name == "redirect_uri" {
                *value = "/console/elsewhere".to_owned();
            }
        }
        forged.sign_in(app, "ann", "correct horse").expect(400);
        let token = app.token().to_owned();
        forged.hidden.retain(|(name, _)| name != "form" && name != "redirect_uri");
        forged.hidden.extend([("form".to_owned(), token), ("redirect_uri".to_owned(), BACK.to_owned())]);
        forged.sign_in(app, "ann", "correct horse").expect(400);
        page.sign_in(app, "ann", "correct horse").expect(302);
    }

    fn nobody_is_sent_to_an_address_that_is_not_the_clients(app) {
        for address in [
            "https://evil.example/console",
            "//evil.example/console",
            "/admin",
            "/console/../admin",
            "/console\r\nx: y",
            "javascript:alert(1)",
        ] {
            let answer = refused(ask(app, &web(&[("redirect_uri", address)])), 400, "invalid_request");
            assert_eq!(answer.header("location"), None);
        }
        refused(ask(app, &web(&[("redirect_uri", "")])), 400, "invalid_request");
        refused(ask(app, &web(&[("client_id", "nobody")])), 400, "unauthorized_client");
        refused(ask(app, &web(&[("client_id", "")])), 400, "invalid_request");
        refused(ask(app, &web(&[("client_id", "a\0b")])), 400, "unauthorized_client");
        refused(ask(app, &web(&[("tenant", "nobody")])), 404, "invalid_request");
        let twice = format!("/oauth/authorize?{}&client_id=x", encoded(&web(&[])));
        refused(app.without_token().ask("GET", &twice).send(), 400, "invalid_request");
        let ours = format!("http://{}/tech/back?x=1", app.address());
        ask(app, &web(&[("redirect_uri", &ours)])).expect(200);
    }

    fn what_else_is_wrong_is_told_to_the_client(app) {
        let long = "x".repeat(2_001);
        for (other, error) in [
            (("response_type", "token"), "unsupported_response_type"),
            (("response_type", ""), "unsupported_response_type"),
            (("code_challenge", "short"), "invalid_request"),
            (("code_challenge_method", "plain"), "invalid_request"),
            (("code_challenge_method", ""), "invalid_request"),
            (("scope", "no:such:right"), "invalid_scope"),
            (("login_hint", long.as_str()), "invalid_request"),
        ] {
            let answer = ask(app, &web(&[other])).expect(302);
            assert_eq!(sent_back(&answer).0, BACK);
            assert_eq!(parameter(&answer, "error").as_deref(), Some(error), "{other:?}");
            assert_eq!(parameter(&answer, "state").as_deref(), Some("a state & more"));
            assert_eq!(parameter(&answer, "code"), None);
        }
        let without = ask(app, &web(&[("code_challenge", ""), ("code_challenge_method", "")])).expect(302);
        assert_eq!(parameter(&without, "error").as_deref(), Some("invalid_request"));
    }

    fn a_malformed_form_is_refused_in_the_form_of_oauth(app) {
        let post = |kind: &str, body: &str| {
            let client = app.without_token();
            client.ask("POST", "/oauth/authorize").header("content-type", kind).body(body).send()
        };
        const FORM: &str = "application/x-www-form-urlencoded";
        refused(post("application/json", "{}"), 415, "invalid_request");
        refused(post(FORM, ""), 400, "invalid_request");
        refused(post(FORM, &"x=y&".repeat(10_000)), 413, "invalid_request");
        refused(post(FORM, &encoded(&web(&[]))), 400, "invalid_request");
        refused(app.ask("PUT", "/oauth/authorize").send(), 405, "invalid_request");
        refused(app.ask("GET", "/oauth/nothing").send(), 404, "invalid_request");
    }
}
