use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use docket_app::file::upload::{New, append, create, show};
use docket_app::file::{Arriving, Wanted, receive};
use docket_app::job::{self, Existence, photos};
use docket_app::{Clock, Op, Settings};
use docket_domain::file::FileType;
use docket_domain::job::Number;
use docket_domain::json::parse_object;
use docket_domain::tenant::TenantId;
use docket_store::content::Place as Kept;
use docket_store::{Db, Options};
use futures_util::StreamExt;

use super::*;
use crate::claim::Claim;
use crate::sweep::tests::Founded;

const DAY: i64 = 86_400_000;
const NOW: i64 = 20_000 * DAY;
const UPLOAD: &str = "0192f0c1-0000-7000-8000-000000000001";

struct Place {
    app: Arc<App>,
    clock: Arc<AtomicI64>,
    op: Op,
    folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let db = Db::open(&Options::new(url)).await.unwrap();
        let clock = Arc::new(AtomicI64::new(NOW));
        let settings = Settings { files: Kept::Folder(folder.path().join("files")), ..Settings::default() };
        let app = App::new(db, Clock::Fixed(clock.clone()), settings);
        let tenant = app.db.write(Founded).await.unwrap();
        let op = Op::unasked(app.clone(), tenant, "ann", 0);
        job::replace(&op, number(), parse_object(b"{}").unwrap(), Existence::Either).await.unwrap();
        Self { app, clock, op, folder }
    }

    /// The same, asked now.
    fn op(&self) -> Op {
        Op { now: self.app.clock.now(), ..self.op.clone() }
    }

    /// Sweeps so long after the beginning.
    async fn sweep_after(&self, time: i64) -> u64 {
        self.clock.store(NOW + time, Ordering::Relaxed);
        let work = self.app.db.write(Claim).await.unwrap().expect("work is due");
        let (_tell, stop) = watch::channel(false);
        let Sweep::Done(gone) = sweep(&self.app, &stop, &work).await.unwrap() else { panic!("not done") };
        self.app.db.write(crate::claim::Again { work, delay: 0 }).await.unwrap();
        gone
    }

    /// Adds a photo of these bytes to the job; its id.
    async fn add(&self, bytes: &'static [u8]) -> String {
        let wanted = Wanted { largest: 100, types: &[FileType::Png], said: None };
        let file = receive(&self.op(), arriving(bytes), &wanted).await.unwrap();
        photos::add(&self.op(), number(), vec![photos::New { file, note: String::new() }]).await.unwrap();
        let (list, _) = photos::list(&self.op(), &number()).await.unwrap();
        list["Photos"].as_array().unwrap().last().unwrap()["ID"].as_str().unwrap().to_owned()
    }

    /// The names of all files below the folder.
    fn files(&self) -> Vec<String> {
        let (mut files, mut folders) = (Vec::new(), vec![self.folder.path().join("files")]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path.display().to_string()) }
            }
        }
        files
    }
}

fn number() -> Number {
    Number::new("7").unwrap()
}

fn arriving(bytes: &'static [u8]) -> Arriving {
    futures_util::stream::iter([Ok(bytes.into())]).boxed()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

#[tokio::test(flavor = "multi_thread")]
async fn a_sweeper_that_was_held_up_removes_nothing_that_has_come_back_meanwhile() {
    let place = Place::new().await;
    let one = place.add(PNG).await;
    photos::remove(&place.op(), number(), one).await.unwrap();
    place.clock.store(NOW + 2 * DAY, Ordering::Relaxed);
    let work = place.app.db.write(Claim).await.unwrap().expect("work is due");
    let letting_go = Go::Contents(NOW + DAY);
    let bite = Bite { work: work.clone(), letting_go, now: place.app.clock.now() };
    let held_up = place.app.db.write(bite).await.unwrap().expect("the claim holds");
    assert_eq!(held_up.len(), 1);
    place.app.db.write(crate::claim::Again { work: work.clone(), delay: 0 }).await.unwrap();
    assert_eq!(place.sweep_after(2 * DAY).await, 1, "another node goes on with it");
    let one = place.add(PNG).await;
    let files = place.files();
    remove(&place.app, &work, held_up).await.unwrap();
    assert_eq!(place.files(), files);
    let kept = photos::get(&place.op(), &number(), &one).await.unwrap().chunks(None).await.unwrap();
    assert_eq!(docket_store::content::collect(kept, 100).await.unwrap(), PNG);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_content_of_a_removed_photo_goes_a_day_later_unless_another_photo_has_it() {
    let place = Place::new().await;
    let (one, other) = (place.add(PNG).await, place.add(PNG).await);
    assert_eq!(place.files().len(), 1, "what is the same is kept once");
    photos::remove(&place.op(), number(), one).await.unwrap();
    assert_eq!(place.sweep_after(2 * DAY).await, 0);
    photos::remove(&place.op(), number(), other).await.unwrap();
    assert_eq!(place.sweep_after(3 * DAY).await, 0, "it was used a day ago");
    assert_eq!(place.files().len(), 1);
    assert_eq!(place.sweep_after(3 * DAY + 1).await, 1);
    assert_eq!(place.files(), [""; 0]);
    place.add(PNG).await;
    assert_eq!(place.files().len(), 1, "it can come back");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_photos_of_a_job_that_is_replaced_or_deleted_go_with_it() {
    let place = Place::new().await;
    place.add(PNG).await;
    let other = place.add(b"\x89PNG\r\n\x1a\n another").await;
    let (list, _) = photos::list(&place.op(), &number()).await.unwrap();
    let kept = list["Photos"].as_array().unwrap().iter().find(|photo| photo["ID"] == *other).unwrap();
    let body = format!(r#"{{"Photos":[{kept},{{"ID":"x","URL":"https://elsewhere/x"}}]}}"#);
    let body = parse_object(body.as_bytes()).unwrap();
    job::replace(&place.op(), number(), body, Existence::Either).await.unwrap();
    assert_eq!(place.sweep_after(DAY + 1).await, 1);
    assert_eq!(place.files().len(), 1);
    job::delete(&place.op(), number()).await.unwrap();
    assert_eq!(place.sweep_after(2 * DAY + 2).await, 1);
    assert_eq!(place.files(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_nothing_used_is_forgotten_after_a_week_and_its_content_a_day_later() {
    let place = Place::new().await;
    let unfinished = "0192f0c1-0000-7000-8000-000000000002";
    for (id, length) in [(UPLOAD, PNG.len()), (unfinished, 100)] {
        let new = New { id: Some(id.to_owned()), length: length as u64, ..New::default() };
        create(&place.op(), new).await.unwrap();
        append(&place.op(), id, 0, arriving(PNG)).await.unwrap();
    }
    assert_eq!(place.files().len(), 2, "a content and a piece");
    assert_eq!(place.sweep_after(KEPT).await, 0);
    assert_eq!(show(&place.op(), unfinished).await.unwrap().has, PNG.len() as i64);
    assert_eq!(place.sweep_after(KEPT + 1).await, 2);
    assert!(show(&place.op(), UPLOAD).await.is_err() && show(&place.op(), unfinished).await.is_err());
    assert_eq!(place.files().len(), 1, "the content");
    assert_eq!(place.sweep_after(KEPT + DAY + 2).await, 1);
    assert_eq!(place.files(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_a_late_report_names_stays() {
    let place = Place::new().await;
    let new = New { id: Some(UPLOAD.to_owned()), length: PNG.len() as u64, ..New::default() };
    create(&place.op(), new).await.unwrap();
    append(&place.op(), UPLOAD, 0, arriving(PNG)).await.unwrap();
    place.app.db.write(Hold(place.op.tenant())).await.unwrap();
    assert_eq!(place.sweep_after(100 * DAY).await, 0);
    assert!(docket_app::file::upload::content(&place.op(), UPLOAD).await.is_ok());
}

/// What a late report does to the upload that it names.
struct Hold(TenantId);

impl Unit for Hold {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        upload::hold(tx, self.0, UPLOAD).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_of_a_request_that_ended_in_the_middle_go_and_those_of_an_upload_under_way_stay() {
    let place = Place::new().await;
    // The files' own time counts, which is that of the machine: the clock of this test is set far ahead of it.
    let ahead = 30_000 * DAY;
    place.clock.store(NOW + ahead, Ordering::Relaxed);
    let new = New { id: Some(UPLOAD.to_owned()), length: 100, ..New::default() };
    create(&place.op(), new).await.unwrap();
    append(&place.op(), UPLOAD, 0, arriving(PNG)).await.unwrap();
    place.app.contents.put_piece(place.op.tenant(), "broken-off", "00000", "x".into()).await.unwrap();
    assert_eq!(place.sweep_after(ahead + 2 * DAY).await, 0);
    let left = place.files();
    assert!(left.len() == 1 && left[0].contains(UPLOAD), "{left:?}");
}
