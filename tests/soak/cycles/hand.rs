//! One of those who work at the same time.

use serde_json::{Value, json};

use super::floor::Floor;
use crate::dice::Dice;
use crate::harness::{Answer, Client};

/// How many units each has to work on.
const UNITS: usize = 4;
/// How many work orders there are at least and at most.
const ORDERS: [usize; 2] = [3, 6];

type Move = fn(&mut Hand, &Client) -> Answer;

/// What is done, by chance, and how often of the sum of all.
pub const MOVES: [(&str, u64, Move); 13] = [
    ("a batch is made", 8, Hand::batch),
    ("batches are made at once", 4, Hand::batches),
    ("a batch is deleted", 4, |hand, client| hand.of_batch(client, "DELETE", None)),
    ("a batch becomes larger or smaller", 4, |hand, client| {
        let number = 1 + hand.dice.below(5);
        hand.of_batch(client, "PATCH", Some(json!({"number_cycles": number})))
    }),
    ("a batch is put elsewhere", 4, |hand, client| {
        let body = json!({"queue": {"queue_id": hand.queue()}, "order": hand.dice.below(9)});
        hand.of_batch(client, "PATCH", Some(body))
    }),
    ("a cycle is started", 24, Hand::start),
    ("a step is closed", 10, Hand::close),
    ("a failed cycle is retried", 12, Hand::retry),
    ("a cycle is cancelled", 10, Hand::cancel),
    ("all cycles are cancelled", 1, |hand, client| {
        let path = format!("/work-orders/{}/cycles", hand.floor.pick(&mut hand.dice));
        client.ask("DELETE", &path).send()
    }),
    ("a work order is changed", 10, |hand, client| {
        let (order, needed) = (hand.floor.pick(&mut hand.dice), 30 + hand.dice.below(60));
        let body = hand.floor.order(needed, hand.dice.below(2) == 0);
        client.ask("PUT", &format!("/work-orders/{order}")).json(body).send()
    }),
    ("a work order is made", 3, Hand::make_order),
    ("a work order is deleted", 3, Hand::delete_order),
];

/// Somebody with units and with steps to close.
pub struct Hand {
    floor: Floor,
    dice: Dice,
    /// Units on which nothing is run.
    free: Vec<String>,
    /// Runs that wait, and their units.
    open: Vec<(String, String)>,
}

impl Hand {
    pub fn new(client: &Client, floor: &Floor, dice: Dice) -> Self {
        let free = (0..UNITS).map(|_| floor.unit(client)).collect();
        Self { floor: floor.clone(), dice, free, open: Vec::new() }
    }

    /// Does one thing or another; what it was, and the answer.
    pub fn go_on(&mut self, client: &Client) -> (&'static str, Answer) {
        let mut at = self.dice.below(MOVES.iter().map(|(_, often, _)| often).sum());
        for (what, often, go) in MOVES {
            match at.checked_sub(often) {
                Some(left) => at = left,
                None => return (what, go(self, client)),
            }
        }
        unreachable!("it is below the sum")
    }

    fn queue(&mut self) -> String {
        self.dice.pick(&self.floor.queues).expect("queues").clone()
    }

    fn new_batch(&mut self) -> Value {
        let (order, queue) = (self.floor.pick(&mut self.dice), self.queue());
        json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": queue},
            "number_cycles": 1 + self.dice.below(5)})
    }

    fn batch(&mut self, client: &Client) -> Answer {
        client.ask("POST", "/batches").json(self.new_batch()).send()
    }

    fn batches(&mut self, client: &Client) -> Answer {
        let mut body = self.new_batch();
        body["total"] = (1 + self.dice.below(3)).into();
        let ask = client.ask("PATCH", "/batches").header("content-type", "application/multi-batch+json");
        ask.body(body.to_string()).send()
    }

    /// One of the first entries of a list; `none` if it is empty.
    fn one_of(&mut self, client: &Client, list: &str, member: &str) -> String {
        let answer = client.ask("GET", list).send();
        if answer.status == 404 {
            return "none".to_owned();
        }
        let page = answer.expect(200).json();
        let entries = page["_embedded"].as_object().and_then(|embedded| embedded.values().next());
        let ids: Vec<&str> = entries
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|one| one[member].as_str())
            .collect();
        self.dice.pick(&ids).map_or_else(|| "none".to_owned(), |id| (*id).to_owned())
    }

    fn of_batch(&mut self, client: &Client, method: &str, body: Option<Value>) -> Answer {
        let order = self.floor.pick(&mut self.dice);
        let batch = self.one_of(client, &format!("/work-orders/{order}/batches?limit=20"), "batch_id");
        let ask = client.ask(method, &format!("/batches/{batch}"));
        match body {
            Some(body) => ask.json(body).send(),
            None => ask.send(),
        }
    }

    /// Starts the next cycle on a unit; it waits, succeeds or fails.
    fn start(&mut self, client: &Client) -> Answer {
        let Some(unit) = self.free.pop() else { return self.close(client) };
        let how = ["waits", "well", "badly", "badly"][self.dice.below(4) as usize];
        let order = self.floor.pick(&mut self.dice);
        let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}, "data": {"how": how}});
        let answer = client.ask("POST", &format!("/work-orders/{order}/contexts")).json(body).send();
        if answer.status == 200 && how == "waits" {
            let context = answer.json()["context_id"].as_str().expect("an id").to_owned();
            self.open.push((context, unit));
        } else {
            self.free.push(unit);
        }
        answer
    }

    /// Closes a step well or badly. The run may have ended with its cycle.
    fn close(&mut self, client: &Client) -> Answer {
        let Some((context, unit)) = self.open.pop() else { return self.start(client) };
        self.free.push(unit);
        let ask = client.ask("POST", &format!("/contexts/{context}"));
        match self.dice.below(2) {
            0 => ask.json(json!({"step": "ask", "acknowledge": true})).send(),
            _ => {
                let ask = ask.header("content-type", "application/vnd.fail-step+json");
                ask.body(json!({"step": "ask"}).to_string()).send()
            }
        }
    }

    fn retry(&mut self, client: &Client) -> Answer {
        let order = self.floor.pick(&mut self.dice);
        let list = format!("/work-orders/{order}/cycles?limit=20&filter[status]=Blocked");
        let cycle = self.one_of(client, &list, "cycle_id");
        client.ask("POST", &format!("/work-orders/{order}/cycles/{cycle}/retry")).send()
    }

    fn cancel(&mut self, client: &Client) -> Answer {
        let (order, n) = (self.floor.pick(&mut self.dice), 1 + self.dice.below(100));
        client.ask("DELETE", &format!("/work-orders/{order}/cycles/{order}_{n}")).send()
    }

    /// Makes a work order; if there are enough, another goes for it.
    fn make_order(&mut self, client: &Client) -> Answer {
        if self.floor.orders().len() >= ORDERS[1] {
            self.delete_order(client);
        }
        let body = self.floor.order(20 + self.dice.below(40), false);
        let answer = client.ask("POST", "/work-orders").json(body).send().expect(200);
        self.floor.add(answer.json()["work_order_id"].as_str().expect("an id").to_owned());
        answer
    }

    /// Deletes a work order. What is under way keeps it, so all its cycles are cancelled first.
    fn delete_order(&mut self, client: &Client) -> Answer {
        let order = self.floor.pick(&mut self.dice);
        if !self.floor.take(&order, ORDERS[0]) {
            return client.ask("DELETE", "/work-orders/none").send().expect(404);
        }
        let path = format!("/work-orders/{order}");
        client.ask("DELETE", &format!("{path}/cycles")).send().expect(202);
        let answer = client.ask("DELETE", &path).send();
        if answer.status != 205 {
            self.floor.add(order);
        }
        answer
    }
}
