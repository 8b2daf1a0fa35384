//! Mail goes out to a mail server that is played by the test.

use docket_app::{Clock, Settings};
use docket_domain::tenant::TenantId;
use docket_store::{Db, Options};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::*;

const TENANT: TenantId = TenantId(1);

struct Place {
    app: Arc<App>,
    post: Post,
    got: mpsc::UnboundedReceiver<String>,
    _folder: tempfile::TempDir,
}

/// A database beside a mail server that answers `answer` to each mail.
async fn place(answer: &'static str) -> Place {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (send, got) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, answer, send.clone()));
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("d.db").display());
    let db = Db::open(&Options::new(url)).await.expect("a database");
    let server = MailServer {
        url: format!("smtp://127.0.0.1:{port}"),
        from: "The workshop <docket@example.com>".to_owned(),
    };
    let post = Post::open(&server).expect("a mail server");
    let settings = Settings { mail: Some(server), ..Settings::default() };
    Place { app: App::new(db, Clock::Machine, settings), post, got, _folder: folder }
}

/// Plays a mail server for one connection; each mail goes to `got`.
async fn serve(stream: tokio::net::TcpStream, answer: &str, got: mpsc::UnboundedSender<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut say = "220 here";
    loop {
        write.write_all(format!("{say}\r\n").as_bytes()).await.expect("the client listens");
        let Ok(Some(line)) = lines.next_line().await else { return };
        say = match line.get(..4).unwrap_or_default() {
            "EHLO" | "MAIL" | "RCPT" | "RSET" => "250 ok",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.expect("the client listens");
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await
                    && line != "."
                {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                got.send(mail).expect("the test listens");
                answer
            }
            "QUIT" => "221 bye",
            _ => "502 what",
        };
    }
}

struct Queue(&'static str, i64);

impl Unit for Queue {
    type Out = bool;
    type Error = Error;

    fn key(&self) -> u64 {
        3
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let doc = br#"{"to":["ann@example.com"],"reply_to":"ben@example.com","name":null,"subject":"Green","text":"Hello"}"#;
        mail::queue(tx, TENANT, self.0, self.1, doc).await
    }
}

impl Place {
    async fn queue(&self, key: &'static str, at: i64) -> bool {
        self.app.db.write(Queue(key, at)).await.expect("it is queued")
    }

    async fn step(&self) -> bool {
        step(&self.app, &self.post).await.expect("the database answers")
    }

    async fn due_in(&self) -> Option<i64> {
        mail::next(&mut self.app.db.reader().await.expect("a reader")).await.expect("an answer")
    }
}

#[tokio::test]
async fn a_mail_goes_out_once_with_a_message_id_made_of_its_key() {
    let mut place = place("250 taken").await;
    assert!(place.queue("abc", place.app.clock.now()).await);
    assert!(!place.queue("abc", place.app.clock.now()).await, "it is there already");
    assert!(place.step().await);
    let mail = place.got.recv().await.expect("a mail");
    for header in [
        "Message-ID: <abc@example.com>",
        "From: \"The workshop\" <docket@example.com>",
        "To: ann@example.com",
        "Reply-To: ben@example.com",
    ] {
        assert!(mail.contains(header), "{header} in {mail}");
    }
    assert!(mail.contains("Hello"), "{mail}");
    assert!(!place.step().await, "nothing is due any more");
    assert!(!place.queue("abc", place.app.clock.now()).await, "it was sent already");
    assert_eq!(place.due_in().await, None);
}

#[tokio::test]
async fn a_mail_that_is_put_off_is_tried_again_later() {
    let mut place = place("451 not now").await;
    place.queue("abc", place.app.clock.now()).await;
    assert!(place.step().await);
    place.got.recv().await.expect("a mail");
    let due = place.due_in().await.expect("it waits");
    assert!((1..=FIRST_WAIT).contains(&due), "{due}");
    assert!(!place.step().await);
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_or_too_old_is_given_up() {
    let refusing = place("554 never").await;
    refusing.queue("abc", refusing.app.clock.now()).await;
    assert!(refusing.step().await);
    assert_eq!(refusing.due_in().await, None);

    let putting_off = place("451 not now").await;
    putting_off.queue("old", putting_off.app.clock.now() - PATIENCE).await;
    assert!(putting_off.step().await);
    assert_eq!(putting_off.due_in().await, None);
}

#[test]
fn the_wait_between_tries_doubles_up_to_an_hour() {
    assert_eq!([1, 2, 3].map(wait_after), [15_000, 30_000, 60_000]);
    assert_eq!([9, 40, i64::MAX].map(wait_after), [LONGEST_WAIT; 3]);
}

#[test]
fn settings_by_which_no_mail_could_be_sent_are_refused() {
    let of = |url: &str, from: &str| check(&MailServer { url: url.to_owned(), from: from.to_owned() });
    assert_eq!(of("smtp://localhost:25", "docket@example.com"), Ok(()));
    assert_eq!(of("smtps://u:p@mail.example.com", "Docket <docket@example.com>"), Ok(()));
    for (url, from, word) in [
        ("http://localhost", "a@b.example", "smtp_url"),
        ("", "a@b.example", "smtp_url"),
        ("smtp://localhost", "Docket", "mail_from"),
    ] {
        assert!(of(url, from).expect_err("it is wrong").contains(word), "{url}");
    }
}
