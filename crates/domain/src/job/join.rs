//! Master data on a job: which is wanted, and filling it in while the job is written.
//!
//! A section that holds nothing but its number is filled in; anything more is an override and stays as it was sent.

use std::collections::HashSet;

use serde_json::Value;

use super::{Patch, text};
use crate::json::Object;
use crate::{Fault, Faults};

/// The master data that a document about to be stored refers to and does not hold yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wants {
    /// The `AccountNum` of the account to fill in.
    pub account: Option<String>,
    /// The order's account, if it names one, and the `LocationNum` of the location to fill in: it is meant inside
    /// that account first, else the only one with that number.
    pub location: Option<(Option<String>, String)>,
    /// The `ProdNum` of each product whose attributes are missing, each once.
    pub products: Vec<String>,
}

impl Wants {
    /// Whether there is nothing to look up.
    pub fn is_empty(&self) -> bool {
        self.account.is_none() && self.location.is_none() && self.products.is_empty()
    }
}

/// What was found of what a job [`Wants`].
pub struct Found<'a> {
    /// The account's master document.
    pub account: Option<&'a Object>,
    /// The location's master document.
    pub location: Option<&'a Object>,
    /// Looks up a product's master document by `ProdNum`.
    pub products: &'a dyn Fn(&str) -> Option<Object>,
    /// The language of the technician, for texts that the product has in several (`en`).
    pub language: &'a str,
}

/// The members of an account that a job carries.
const OF_ACCOUNT: [&str; 9] = [
    "AccountNum",
    "AccountType",
    "Name",
    "Notes",
    "TaxExempt",
    "TierPricingID",
    "Website",
    "Addresses",
    "Contacts",
];
/// The members of an account location that a job does not carry.
const NOT_OF_LOCATION: [&str; 5] = ["Integrations", "IsActive", "Edited", "AccountNum", "Delete"];
/// The members of a product that an item carries besides its description.
const FLAGS: [&str; 3] = ["IsBatch", "IsInvCtrl", "IsSerialized"];

/// What a client said of the document that is about to be stored.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// All of it.
    All,
    /// What this patch changes.
    Patch(&'a Patch),
    /// What is not as it was before: a row of a table, a step of a visit, a photo.
    Changes,
}

/// What to look up for `after`, the document about to be stored in place of `before` (`None` on insert). A collection that
/// stays as it was wants nothing; nor does a section that holds only its number because a patch took the rest out.
pub fn wants(before: Option<&Object>, after: &Object, said: Said<'_>) -> Wants {
    let is_new = |name: &str| before.is_none_or(|before| before.get(name) != after.get(name));
    let only = |section: &str, number: &str| {
        let wanted = only_number(after.get(section)?, number)?;
        let is_asked = match said {
            Said::All => true,
            Said::Patch(patch) => only_number(patch.section(section)?, number).is_some() && is_new(section),
            Said::Changes => is_new(section),
        };
        is_asked.then(|| wanted.to_owned())
    };
    let mut products = Vec::new();
    for collection in ["Items", "OrderedItems"] {
        if after.contains_key(collection) && is_new(collection) {
            products_of(after.get(collection), &mut products);
        }
    }
    let mut seen = HashSet::new();
    products.retain(|number| seen.insert(*number));
    let account = after.get("Account").and_then(Value::as_object).map(|account| text(account, "AccountNum"));
    Wants {
        account: only("Account", "AccountNum"),
        location: only("Location", "LocationNum")
            .map(|number| (account.filter(|number| !number.is_empty()).map(str::to_owned), number)),
        products: products.into_iter().map(str::to_owned).collect(),
    }
}

/// Fills in what was found.
///
/// # Errors
/// A fault at `$.Account.AccountNum` or `$.Location.LocationNum` that is wanted and was not found. An unknown
/// product joins nothing.
pub fn fill(after: &mut Object, wants: &Wants, found: &Found<'_>) -> Result<(), Faults> {
    let mut faults = Vec::new();
    if let Some(number) = &wants.account {
        match found.account {
            Some(master) => put(after, "Account", master, |name| OF_ACCOUNT.contains(&name)),
            None => faults.push(unknown("$.Account.AccountNum", "is not the number of an account", number)),
        }
    }
    if let Some((_, number)) = &wants.location {
        match found.location {
            Some(master) => put(after, "Location", master, |name| !NOT_OF_LOCATION.contains(&name)),
            None => faults.push(unknown("$.Location.LocationNum", "is not the number of a location", number)),
        }
    }
    if !wants.products.is_empty() {
        let wanted: HashSet<&str> = wants.products.iter().map(String::as_str).collect();
        let fill = Fill { wanted, found };
        fill.elements(after, "Items", Attributes::All);
        fill.elements(after, "OrderedItems", Attributes::Description);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether a PATCH replaces this section instead of merging into it: the request names another account or location
/// than the stored one.
pub(super) fn starts_section_anew(section: &str, stored: Option<&Value>, request: Option<&Value>) -> bool {
    let number = match section {
        "Account" => "AccountNum",
        "Location" => "LocationNum",
        _ => return false,
    };
    let (Some(Value::Object(stored)), Some(Value::Object(request))) = (stored, request) else { return false };
    let wanted = text(request, number);
    !wanted.is_empty() && wanted != text(stored, number)
}

fn only_number<'d>(section: &'d Value, number: &str) -> Option<&'d str> {
    let section = section.as_object().filter(|section| section.len() == 1)?;
    Some(text(section, number)).filter(|value| !value.is_empty())
}

/// Puts what a job carries of `master` into a section, whose number stays as the client wrote it.
fn put(after: &mut Object, section: &str, master: &Object, carries: impl Fn(&str) -> bool) {
    if let Some(Value::Object(section)) = after.get_mut(section) {
        for (name, value) in master.iter().filter(|(name, _)| carries(name)) {
            section.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn unknown(path: &str, reason: &str, number: &str) -> Fault {
    Fault::at(path, reason).with_value(&Value::from(number))
}

fn products_of<'d>(collection: Option<&'d Value>, products: &mut Vec<&'d str>) {
    for element in collection.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object) {
        products.extend(product_without_attributes(element));
        products_of(element.get("SupersededParts"), products);
    }
}

fn product_without_attributes(element: &Object) -> Option<&str> {
    let number = text(element, "ProdNum");
    (!number.is_empty() && !element.contains_key("ProdAttrs")).then_some(number)
}

/// How much of a product a line carries in its `ProdAttrs`.
#[derive(Clone, Copy)]
enum Attributes {
    All,
    Description,
}

struct Fill<'a> {
    wanted: HashSet<&'a str>,
    found: &'a Found<'a>,
}

impl Fill<'_> {
    fn elements(&self, holder: &mut Object, collection: &str, attributes: Attributes) {
        let Some(Value::Array(elements)) = holder.get_mut(collection) else { return };
        for element in elements.iter_mut().filter_map(Value::as_object_mut) {
            let product = product_without_attributes(element)
                .filter(|number| self.wanted.contains(number))
                .and_then(|number| (self.found.products)(number));
            if let Some(product) = product {
                let attributes = self.attributes(&product, attributes);
                element.insert("ProdAttrs".to_owned(), Value::Object(attributes));
            }
            self.elements(element, "SupersededParts", Attributes::All);
        }
    }

    fn attributes(&self, product: &Object, attributes: Attributes) -> Object {
        let mut carried = Object::new();
        if let Some(text) = product.get("Desc").and_then(|desc| in_language(desc, self.found.language)) {
            carried.insert("Desc".to_owned(), text.clone());
        }
        if let Attributes::All = attributes {
            for flag in FLAGS {
                let value = product.get(flag).cloned().unwrap_or(Value::Bool(false));
                carried.insert(flag.to_owned(), value);
            }
            if let Some(kind) = product.get("ProdType") {
                carried.insert("ProdType".to_owned(), kind.clone());
            }
        }
        carried
    }
}

/// A value that may stand there once for each language: in this one, else in English, else the first.
fn in_language<'d>(value: &'d Value, language: &str) -> Option<&'d Value> {
    match value {
        Value::Object(texts) => {
            texts.get(language).or_else(|| texts.get("en")).or_else(|| texts.values().next())
        }
        other => Some(other),
    }
}
