//! The first conversation in the README, held with the demo.

use crate::docket::{Home, Server};
use crate::shell::Shell;

const README: &str = include_str!("../../../../README.md");
/// What the README stands for until the demo has printed it.
const TOKEN: &str = "export TOKEN=…";
const ADDRESS: &str = "http://127.0.0.1:8080";

/// The README's blocks for a shell that ask the server something.
fn conversation() -> String {
    let blocks = README.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    blocks.filter(|block| block.contains("curl ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_request_in_the_readme_is_answered_with_success_by_the_demo() {
    let home = Home::new();
    let server = Server::start(home.docket(&["demo", "--listen", "127.0.0.1:0"]));
    let printed =
        server.said.iter().find_map(|line| line.split_once("x-access-token: ")?.1.split('\'').next());
    let lines = conversation();
    assert!(lines.contains(TOKEN) && lines.contains(ADDRESS), "{lines}");
    let token = format!("export TOKEN={}", printed.expect("a token"));
    let script = lines.replace(TOKEN, &token).replace(ADDRESS, &server.address);
    let shell = Shell::new(&home);
    shell.run(&script);
    // A line asks through a function of its own, curl itself, or the import's.
    let requests = |line: &str| {
        let line = line.trim_start();
        line.contains("$(call ")
            || line.contains("$(curl ")
            || ["call ", "curl ", "import"]
                .iter()
                .any(|word| line.starts_with(word) && !line.contains("() {"))
    };
    let written = lines.lines().filter(|line| requests(line)).count();
    assert!(written > 30, "{written} requests");
    assert_eq!(shell.asked().len(), written, "{:#?}", shell.asked());
    server.stop();
}
