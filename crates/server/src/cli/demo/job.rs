//! The jobs of the demonstration company, as the office writes them.

use docket_domain::time::format_ms;
use serde_json::{Value, json};

use super::assets::Asset;
use super::categories::{REJECT, RESCHEDULE, offered};
use super::dice::Dice;
use super::machines::{TAKEN, WORK, Work};
use super::people::{DISPATCHER, Person, TECHNICIANS};
use super::plan::{DAY, HOUR, MINUTE, Slot, State};

/// A job: who, where, what, when.
#[derive(Clone)]
pub(super) struct Job {
    pub num: String,
    pub slot: Slot,
    pub technician: Option<&'static Person>,
    pub asset: Asset,
    pub work: &'static Work,
    /// When the office took the order, in milliseconds.
    pub ordered: i64,
    /// Its place among all, from 0: the seed of everything about it.
    pub place: u64,
}

/// The first number; the others follow.
const FIRST: usize = 24_001;

/// Decides what a slot is about.
pub(super) fn job(place: usize, slot: Slot, assets: &[Asset], now: i64) -> Option<Job> {
    let mut dice = Dice::of(1_000 + place as u64);
    let technician = slot.technician.and_then(|place| TECHNICIANS.get(place));
    let fits = |asset: &&Asset| technician.is_none_or(|person| person.asset_types.contains(&asset.model.0));
    let fitting: Vec<&Asset> = assets.iter().filter(fits).collect();
    let asset = **dice.pick(&fitting)?;
    let works: Vec<&Work> = WORK.iter().filter(|work| work.asset_type == asset.model.0).collect();
    let work = *dice.pick(&works)?;
    let before = DAY + dice.below(48) as i64 * HOUR + dice.below(60) as i64 * MINUTE;
    let ordered = slot.start.map_or(now, |start| start.min(now)) - before;
    Some(Job {
        num: format!("WO-{}", FIRST + place),
        slot,
        technician,
        asset,
        work,
        ordered,
        place: place as u64,
    })
}

impl Job {
    /// The planned end.
    pub(super) fn end(&self) -> Option<i64> {
        Some(self.slot.start? + self.work.minutes * MINUTE)
    }

    /// The document of the order.
    pub(super) fn document(&self) -> Value {
        let mut dice = Dice::of(2_000 + self.place);
        let (kind, maker, model, description, _) = self.asset.model;
        let mut doc = json!({
            "OrderNum": self.num,
            "OrderDate": format_ms(self.ordered),
            "OrderType": self.work.kind,
            "OrderStatus": if self.slot.state == State::Pending { "9" } else { "1" },
            "Priority": if self.work.kind == "1001" { ["1001", "1002"][dice.below(2)] } else { "1003" },
            "Title": format!("{}: {}", description, self.work.title),
            "Description": self.work.description,
            "Account": { "AccountNum": self.asset.account.num },
            "Location": { "LocationNum": self.asset.location[0] },
            "Assets": [{
                "AssetNum": self.asset.num(),
                "Desc": description,
                "Mfg": maker,
                "Model": model,
                "SerialNum": self.asset.serial(),
                "Type": kind,
            }],
            "Tasks": self.tasks(),
            "Billable": self.work.kind != "1002",
            "CanReject": true,
            "CanResched": true,
            "RejectReasons": offered(&REJECT),
            "ReschedReasons": offered(&RESCHEDULE),
            "Rules": { "CanTakePhotos": true, "IsSigReq": self.asset.account.business, "IsTravelRequired": true },
        });
        if let Some(text) = dice.pick(&TAKEN).filter(|_| self.place.is_multiple_of(2)) {
            let date = format_ms(self.ordered);
            doc["Notes"] =
                json!([{ "ID": "1", "Author": DISPATCHER, "Date": date, "ReadOnly": true, "Text": text }]);
        }
        self.plan(&mut doc);
        doc
    }

    fn tasks(&self) -> Vec<Value> {
        let task =
            |(place, title): (usize, &&str)| json!({ "TaskID": (place + 1).to_string(), "Title": title });
        self.work.tasks.iter().enumerate().map(task).collect()
    }

    fn plan(&self, doc: &mut Value) {
        if let Some(person) = self.technician {
            doc["UserName"] = person.id.into();
        }
        if let (Some(start), Some(end)) = (self.slot.start, self.end()) {
            doc["PlannedStartDate"] = format_ms(start).into();
            doc["PlannedEndDate"] = format_ms(end).into();
            let window = (format_ms(start - 30 * MINUTE), format_ms(start + 90 * MINUTE));
            doc["ApptWnd"] = json!({ "Desc": "Promised arrival", "Earliest": window.0, "Latest": window.1 });
        }
    }
}
