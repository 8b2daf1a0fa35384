//! Reading outside of transactions.
//!
//! Look-ups by key share a connection: one that finds it free is sent at once; those that come while it is under way wait
//! for its end and are then sent together, as one statement for each text. What is not a look-up takes one of the other
//! connections in turn and waits for nobody.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::{Mutex, oneshot};
use tokio_postgres::Row;

use super::ask::{Answer, Ask, Parcel, Wants, send_all, together};
use super::{Connection, closing, in_time};
use crate::held::Held;
use crate::{Arg, Error, Result, Sql};

/// Look-ups in one round at most.
const ROUND: usize = 128;

/// The connections that read.
pub(crate) struct Readers {
    url: String,
    look_ups: Place,
    round: StdMutex<Round>,
    places: Vec<Place>,
    next: AtomicUsize,
}

type Place = Mutex<Option<Arc<Connection>>>;

/// The look-ups under way and those that wait for the next round.
#[derive(Default)]
struct Round {
    is_under_way: bool,
    waiting: Vec<Ask>,
}

/// How a look-up goes out.
enum Goes {
    Alone(Turn),
    InRound(oneshot::Receiver<Result<Answer>>),
}

impl Readers {
    pub(crate) fn new(url: String, places: usize) -> Self {
        Self {
            url,
            look_ups: Place::default(),
            round: StdMutex::default(),
            places: (0..places.max(1)).map(|_| Place::default()).collect(),
            next: AtomicUsize::new(0),
        }
    }

    /// Rows of a statement.
    pub(crate) async fn rows(self: &Arc<Self>, sql: &'static Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        let held = if sql.is_many() { Held::of(args) } else { None };
        let Some(held) = held else { return self.any().await?.rows(sql, args).await };
        match self.join(sql, held) {
            Goes::Alone(_turn) => self.open(&self.look_ups, true).await?.rows(sql, args).await,
            Goes::InRound(answer) => answer.await.unwrap_or_else(|_| Err(closing())).map(Answer::rows),
        }
    }

    /// Rows of a text made at run time; see [`crate::Tx::found`].
    pub(crate) async fn found(&self, text: &str, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        self.any().await?.found(text, args).await
    }

    /// Statements of several callers share a connection without waiting for each other's answers.
    async fn any(&self) -> Result<Arc<Connection>> {
        let place = self.next.fetch_add(1, Ordering::Relaxed) % self.places.len();
        self.open(&self.places[place], false).await
    }

    /// The connection of a place, opened again if it was lost.
    async fn open(&self, place: &Place, is_keyed: bool) -> Result<Arc<Connection>> {
        let mut place = in_time(place.lock()).await?;
        if let Some(open) = place.as_ref().filter(|open| !open.is_closed()) {
            return Ok(open.clone());
        }
        let open = Connection::open_reader(&self.url).await?;
        let open = Arc::new(if is_keyed { open.keyed().await? } else { open });
        *place = Some(open.clone());
        Ok(open)
    }

    fn join(self: &Arc<Self>, sql: &'static Sql, held: Held) -> Goes {
        let mut round = self.round();
        if !std::mem::replace(&mut round.is_under_way, true) {
            return Goes::Alone(Turn(self.clone()));
        }
        let (ask, answer) = Ask::new(sql, held, Wants::Rows);
        round.waiting.push(ask);
        Goes::InRound(answer)
    }

    /// Those that wait, or nobody: then the next one goes at once.
    fn next_round(&self) -> Vec<Ask> {
        let mut round = self.round();
        round.is_under_way = !round.waiting.is_empty();
        let many = round.waiting.len().min(ROUND);
        round.waiting.drain(..many).collect()
    }

    fn round(&self) -> MutexGuard<'_, Round> {
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers look-ups. One that the server cannot take must not spoil the others': what fails together goes alone.
    async fn look_up(&self, asks: Vec<Ask>) {
        let db = match self.open(&self.look_ups, true).await {
            Ok(db) => db,
            Err(error) => return asks.into_iter().for_each(|ask| drop(ask.tell(Err(error.clone())))),
        };
        let failed = look_up(&db, together(asks)).await;
        look_up(&db, failed.into_iter().map(|ask| vec![ask]).collect()).await;
    }
}

/// Answers groups of look-ups; those of a group that failed for what was asked come back.
async fn look_up(db: &Connection, groups: Vec<Vec<Ask>>) -> Vec<Ask> {
    let parcels = Parcel::pack(db, groups, &mut Vec::new()).await;
    let answers = send_all(db, &parcels).await;
    let mut failed = Vec::new();
    for (parcel, answers) in parcels.into_iter().zip(answers) {
        match answers {
            Err(Error::Data(_) | Error::Internal(_)) if parcel.is_many() => failed.extend(parcel.apart()),
            answers => drop(parcel.tell(answers)),
        }
    }
    failed
}

/// Being under way. Its end, however it comes about, is the beginning of the next round, if somebody waits for it.
struct Turn(Arc<Readers>);

impl Drop for Turn {
    fn drop(&mut self) {
        let asks = self.0.next_round();
        if asks.is_empty() {
            return;
        }
        // Without a runtime the process ends; who waits is told so by the loss of the ask.
        if let Ok(runtime) = Handle::try_current() {
            let turn = Self(self.0.clone());
            runtime.spawn(async move { turn.0.look_up(asks).await });
        }
    }
}
