//! The machines of the demonstration company's customers.

use super::accounts::{ACCOUNTS, Account, Location};
use super::dice::Dice;
use super::machines::{BUSINESS, HOUSEHOLD, Model};

/// How many there are.
const COUNT: usize = 60;

/// A machine where it stands.
#[derive(Clone, Copy)]
pub(super) struct Asset {
    /// Its place among all, from 0.
    pub place: usize,
    pub account: &'static Account,
    pub location: &'static Location,
    pub model: &'static Model,
}

impl Asset {
    /// Its number.
    pub(super) fn num(&self) -> String {
        format!("A-{}", 50_001 + self.place)
    }

    /// Its serial number.
    pub(super) fn serial(&self) -> String {
        let mut dice = Dice::of(90_000 + self.place as u64);
        let maker: String = self.model.1.chars().take(2).collect();
        format!("{}{:02}-{:06}", maker.to_uppercase(), 14 + dice.below(11), dice.below(1_000_000))
    }
}

/// All machines: every place has one or two.
pub(super) fn assets() -> Vec<Asset> {
    let places: Vec<_> = ACCOUNTS
        .iter()
        .flat_map(|account| account.locations.iter().map(move |location| (account, location)))
        .collect();
    let machine = |place: usize| {
        let (account, location) = places[place % places.len()];
        let models: &'static [Model] = if account.business { &BUSINESS } else { &HOUSEHOLD };
        let turn = place / places.len();
        let model = &models[(place * 7 + turn * 3) % models.len()];
        Asset { place, account, location, model }
    };
    (0..COUNT).map(machine).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::machines::WORK;
    use crate::cli::demo::products::PRODUCTS;

    #[test]
    fn every_machine_has_work_and_parts_and_every_place_a_machine() {
        let assets = assets();
        for asset in &assets {
            assert!(WORK.iter().any(|work| work.asset_type == asset.model.0), "{}", asset.model.3);
            assert!(asset.model.4.iter().all(|part| PRODUCTS.iter().any(|product| product.0 == *part)));
        }
        for location in ACCOUNTS.iter().flat_map(|account| account.locations) {
            assert!(assets.iter().any(|asset| asset.location[0] == location[0]), "{}", location[1]);
        }
    }
}
