//! Eight clients make, start, fail, retry, cancel and delete the cycles of the same work orders: every counter always says what
//! counting says.

mod count;
mod floor;
mod hand;

use std::collections::BTreeMap;

use crate::dice::Dice;
use crate::harness::{App, Client, Engine};
use crate::rounds;
use floor::Floor;
use hand::Hand;

const CLIENTS: u32 = 8;
/// After how many operations of one client everybody stops and all is counted.
const BETWEEN_COUNTS: u32 = 75;
/// What may be answered when somebody else was faster, or when something is under way.
const REFUSALS: [u16; 4] = [400, 404, 409, 423];

/// How often something was tried, and how often it worked.
type Done = BTreeMap<&'static str, (u64, u64)>;

/// Does so many things one after the other.
fn work(hand: &mut Hand, client: &Client, times: u32) -> Done {
    let mut done = Done::new();
    for _ in 0..times {
        let (what, answer) = hand.go_on(client);
        assert!(
            answer.status < 300 || REFUSALS.contains(&answer.status),
            "{what}: {} answered {} {}",
            answer.asked,
            answer.status,
            answer.text()
        );
        let (tried, worked) = done.entry(what).or_default();
        *tried += 1;
        *worked += u64::from(answer.status < 300);
    }
    done
}

/// Eight clients at once, again and again; after each turn everything is counted.
fn change_the_same_orders(engine: Engine, operations: u32) {
    let app = App::start(engine);
    let floor = Floor::new(&app);
    let mut hands: Vec<Hand> = (1..=u64::from(CLIENTS))
        .map(|client| Hand::new(&app, &floor, Dice(0x9e37_79b9_7f4a_7c15 ^ client)))
        .collect();
    let mut done = Done::new();
    for _ in 0..operations.div_ceil(CLIENTS * BETWEEN_COUNTS) {
        let clients = hands.drain(..).map(|mut hand| {
            let mine = Client::new(app.base(), app.token());
            std::thread::spawn(move || {
                let done = work(&mut hand, &mine, BETWEEN_COUNTS);
                (hand, done)
            })
        });
        let back: Vec<_> =
            clients.collect::<Vec<_>>().into_iter().map(|one| one.join().expect("a client")).collect();
        for (hand, more) in back {
            hands.push(hand);
            for (what, (tried, worked)) in more {
                let sum = done.entry(what).or_default();
                *sum = (sum.0 + tried, sum.1 + worked);
            }
        }
        count::check(&app, &floor);
    }
    println!("{} operations on {engine:?}: {done:?}", done.values().map(|(tried, _)| tried).sum::<u64>());
    assert_eq!(done.len(), hand::MOVES.len(), "some were never tried: {done:?}");
    let never: Vec<_> = done.iter().filter(|(_, (_, worked))| *worked == 0).collect();
    assert!(never.is_empty(), "these never worked: {never:?}");
}

#[test]
fn counters_say_what_counting_says_on_sqlite() {
    change_the_same_orders(Engine::Sqlite, rounds(2_400, 100_000));
}

#[test]
fn counters_say_what_counting_says_on_postgresql() {
    change_the_same_orders(Engine::Postgres, rounds(2_400, 100_000));
}
