//! Statements that wait to be sent, and sending those of one text as one statement.

use futures_util::future::join_all;
use tokio::sync::oneshot;
use tokio_postgres::{Row, Statement};

use super::Connection;
use crate::held::Held;
use crate::{Arg, Error, Result, Sql};

/// What the parameters of one statement may come to, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// What who asked waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wants {
    /// Nothing: it goes on at once.
    Nothing,
    /// The number of rows changed.
    Count,
    /// The rows of the answer.
    Rows,
}

/// The answer to one who asked.
pub(crate) enum Answer {
    Count(u64),
    Rows(Vec<Row>),
}

impl Answer {
    /// The number of rows changed.
    pub(crate) fn count(self) -> u64 {
        match self {
            Answer::Count(count) => count,
            Answer::Rows(rows) => rows.len() as u64,
        }
    }

    /// The rows.
    pub(crate) fn rows(self) -> Vec<Row> {
        match self {
            Answer::Count(_) => Vec::new(),
            Answer::Rows(rows) => rows,
        }
    }
}

/// A statement that waits.
pub(crate) struct Ask {
    pub sql: &'static Sql,
    pub wants: Wants,
    held: Held,
    caller: Option<oneshot::Sender<Result<Answer>>>,
}

impl Ask {
    /// A statement whose answer is waited for.
    pub(crate) fn new(
        sql: &'static Sql,
        held: Held,
        wants: Wants,
    ) -> (Self, oneshot::Receiver<Result<Answer>>) {
        let (caller, answer) = oneshot::channel();
        (Self { sql, wants, held, caller: Some(caller) }, answer)
    }

    /// A statement whose answer nobody waits for.
    pub(crate) fn add(sql: &'static Sql, held: Held) -> Self {
        Self { sql, wants: Wants::Nothing, held, caller: None }
    }

    /// Tells who asked; an error that nobody waits for comes back.
    pub(crate) fn tell(self, answer: Result<Answer>) -> Option<Error> {
        match self.caller {
            // Who asked may have gone away.
            Some(caller) => {
                drop(caller.send(answer));
                None
            }
            None => answer.err(),
        }
    }
}

/// Statements that are sent as one.
pub(crate) struct Parcel {
    statement: Statement,
    asks: Vec<Ask>,
}

impl Parcel {
    /// Prepares groups of [`together`]. What cannot be prepared is answered, with the errors that nobody waits for in
    /// `faults`.
    pub(crate) async fn pack(db: &Connection, groups: Vec<Vec<Ask>>, faults: &mut Vec<Error>) -> Vec<Self> {
        let mut parcels = Vec::with_capacity(groups.len());
        for asks in groups {
            match db.prepare(asks[0].sql, asks.len() > 1).await {
                Ok(statement) => parcels.push(Self { statement, asks }),
                Err(error) => faults.extend(asks.into_iter().filter_map(|ask| ask.tell(Err(error.clone())))),
            }
        }
        parcels
    }

    /// Sends the statement, before it first waits, and gets the answer for each who asked.
    pub(crate) async fn send(&self, db: &Connection) -> Result<Vec<Answer>> {
        let wants = self.asks[0].wants;
        if let [ask] = &self.asks[..] {
            let args: Vec<_> = (0..ask.held.len()).map(|place| ask.held.arg(place)).collect();
            return Ok(vec![match wants {
                Wants::Rows => Answer::Rows(db.query(&self.statement, &args).await?),
                Wants::Count | Wants::Nothing => Answer::Count(db.execute(&self.statement, &args).await?),
            }]);
        }
        let column = |place| self.asks.iter().map(|ask| ask.held.arg(place)).collect::<Vec<Arg<'_>>>();
        let columns: Vec<_> = (0..self.asks[0].held.len()).map(column).collect();
        if wants == Wants::Rows {
            return sort_out(db.query(&self.statement, &columns).await?, self.asks.len());
        }
        // Who changed nothing, because the row is gone or was changed twice, cannot be told from the others.
        if db.execute(&self.statement, &columns).await? != self.asks.len() as u64 {
            return Err(Error::Conflict);
        }
        Ok(self.asks.iter().map(|_| Answer::Count(1)).collect())
    }

    /// Hands out the answers; an error is everybody's. An error that nobody waits for comes back.
    pub(crate) fn tell(self, answers: Result<Vec<Answer>>) -> Option<Error> {
        let asks = self.asks.into_iter();
        match answers {
            Ok(answers) => asks.zip(answers).find_map(|(ask, answer)| ask.tell(Ok(answer))),
            Err(error) => asks.filter_map(|ask| ask.tell(Err(error.clone()))).last(),
        }
    }

    /// It changes nothing.
    pub(crate) fn is_read(&self) -> bool {
        self.asks.iter().all(|ask| ask.wants == Wants::Rows && ask.sql.reads())
    }

    /// It is made of several.
    pub(crate) fn is_many(&self) -> bool {
        self.asks.len() > 1
    }

    /// What it is made of.
    pub(crate) fn apart(self) -> Vec<Ask> {
        self.asks
    }
}

/// Sends parcels without waiting for each other's answers.
pub(crate) async fn send_all(db: &Connection, parcels: &[Parcel]) -> Vec<Result<Vec<Answer>>> {
    join_all(parcels.iter().map(|parcel| parcel.send(db))).await
}

/// Groups of one text and a bounded length, in the order of asking.
pub(crate) fn together(asks: Vec<Ask>) -> Vec<Vec<Ask>> {
    let mut groups: Vec<(Vec<Ask>, usize)> = Vec::new();
    for ask in asks {
        let size = ask.held.size();
        let fits = |(group, length): &&mut (Vec<Ask>, usize)| {
            let first = &group[0];
            std::ptr::eq(first.sql, ask.sql) && first.wants == ask.wants && *length + size <= LONGEST
        };
        let is_many = ask.sql.is_many() && (ask.wants != Wants::Nothing || ask.sql.inserts());
        match groups.iter_mut().rev().find(fits).filter(|_| is_many) {
            Some((group, length)) => {
                *length += size;
                group.push(ask);
            }
            None => groups.push((vec![ask], size)),
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// Gives each place its rows: the place, from 1, stands behind the columns of the plain text.
fn sort_out(rows: Vec<Row>, places: usize) -> Result<Vec<Answer>> {
    let mut sorted: Vec<Vec<Row>> = (0..places).map(|_| Vec::new()).collect();
    for row in rows {
        let place = crate::Row::Postgres(&row).int(row.len().saturating_sub(1))?;
        let place = usize::try_from(place).ok().and_then(|place| sorted.get_mut(place.wrapping_sub(1)));
        place.ok_or_else(|| Error::Internal("an answer for nobody".to_owned()))?.push(row);
    }
    Ok(sorted.into_iter().map(Answer::Rows).collect())
}
