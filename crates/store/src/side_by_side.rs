//! The same for many things within one unit of work.

use futures_util::future::{BoxFuture, join_all};

use crate::Tx;

/// How many things are under way at the same time.
const AT_ONCE: usize = 128;

impl<'a> Tx<'a> {
    /// Does the same for each of many things, which must not change the same rows; the outcomes in their order. PostgreSQL
    /// has many of them under way at the same time, their statements of one text sent as one; on SQLite they follow each other.
    /// `with` is what all of them need to know.
    pub async fn each<W: Sync, T: Sync, R: Send>(
        &mut self,
        with: &W,
        things: &[T],
        one: for<'t> fn(&'t W, &'t T, &'t mut Tx<'a>) -> BoxFuture<'t, R>,
    ) -> Vec<R> {
        let mut outcomes = Vec::with_capacity(things.len());
        for some in things.chunks(AT_ONCE) {
            let hands: Option<Vec<Tx<'a>>> = some.iter().map(|_| self.beside()).collect();
            let Some(mut hands) = hands else {
                for thing in some {
                    outcomes.push(one(with, thing, self).await);
                }
                continue;
            };
            let runs = hands.iter_mut().zip(some).map(|(hand, thing)| one(with, thing, hand));
            outcomes.extend(join_all(runs).await);
            for hand in hands {
                self.take_over(hand);
            }
        }
        outcomes
    }
}
