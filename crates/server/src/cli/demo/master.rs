//! Making the demonstration company's master data.

use docket_app::{access, master};
use docket_domain::Fault;
use docket_domain::master::{Key, Kind};
use serde_json::{Value, json};

use super::accounts::{ACCOUNTS, Account, Location};
use super::assets::{Asset, assets};
use super::categories;
use super::company::{Company, object, together};
use super::people::{OFFICE, PASSWORD, Person, TECHNICIANS, WORKSHOP};
use super::plan::DAY;
use super::products::{PRODUCTS, Product};
use crate::cli::say::explain;

/// A record to be made.
type Record = (Kind, Result<Key, Fault>, Value);

/// Makes accounts, locations, products, code lists, assets and the people with their passwords and roles.
pub(super) async fn fill(company: &Company) -> anyhow::Result<()> {
    let people = OFFICE.iter().chain(&TECHNICIANS).chain(&WORKSHOP);
    let people = together(people.map(|person| make_person(company.clone(), person)));
    let records = async {
        put_all(company, ACCOUNTS.iter().map(account).collect()).await?;
        let mut records: Vec<Record> = ACCOUNTS
            .iter()
            .flat_map(|account| account.locations.iter().map(move |place| location(account, place)))
            .collect();
        records.extend(PRODUCTS.iter().map(product));
        records.extend(
            categories::documents()
                .into_iter()
                .map(|(id, document)| (Kind::SystemCategory, Key::system_category("Default", id), document)),
        );
        records.extend(assets().iter().map(|machine| asset(company, machine)));
        put_all(company, records).await
    };
    let (people, records) = tokio::join!(people, records);
    people.and(records)
}

async fn put_all(company: &Company, records: Vec<Record>) -> anyhow::Result<()> {
    let op = company.office(company.now - 60 * DAY);
    let mut works = Vec::with_capacity(records.len());
    for (kind, key, document) in records {
        let (op, key) = (op.clone(), key.map_err(|fault| explain(fault.into()))?);
        works.push(async move { master::put(&op, kind, key, object(document)).await.map(|_| ()) });
    }
    together(works).await
}

async fn make_person(company: Company, person: &'static Person) -> docket_app::Result<()> {
    let op = company.office(company.now - 60 * DAY);
    let document = json!({
        "UserID": person.id,
        "Activated": true,
        "DGroupID": "Default",
        "Email": format!("{}@summitfield.example", person.id),
        "FirstName": person.first,
        "LastName": person.last,
        "IsMobileWorker": person.role == "technician",
        "LanguageCode": person.language,
        "Locked": false,
        "Phones": [{ "PhoneNum": person.phone, "PhoneType": "1001" }],
        "Extensions": { "Skills": person.skills },
        "Password": PASSWORD,
    });
    master::put(&op, Kind::User, Key::user(person.id)?, object(document)).await?;
    access::role::set_of_user(&op, person.id.to_owned(), vec![person.role.to_owned()]).await
}

fn address(place: &Location) -> Value {
    let [_, _, street, town, zip, lat, lon, _] = place;
    json!({ "AddrLine1": street, "City": town, "Region": "GA", "Zip": zip, "Country": "US", "Lat": lat, "Lon": lon })
}

fn contact(account: &Account) -> Value {
    let [first, last, email, phone] = account.contact;
    let phones = json!([{ "PhoneNum": phone, "PhoneType": "1001" }]);
    json!({ "FirstName": first, "LastName": last, "Email": email, "IsPrimary": true, "Phones": phones })
}

fn account(account: &Account) -> Record {
    let mut office = account.locations.first().map_or_else(|| json!({}), address);
    office["AddrType"] = "1001".into();
    let document = json!({
        "AccountNum": account.num,
        "AccountType": if account.business { "1001" } else { "1002" },
        "Name": account.name,
        "Notes": account.notes,
        "IsActive": true,
        "TaxExempt": account.name.contains("School"),
        "Addresses": [office],
        "Contacts": [contact(account)],
    });
    (Kind::Account, Key::account(account.num), document)
}

fn location(account: &Account, place: &Location) -> Record {
    let document = json!({
        "LocationNum": place[0],
        "Name": if account.business { place[1].to_owned() } else { format!("{}, {}", account.name, place[1]) },
        "Notes": place[7],
        "Address": address(place),
        "Contacts": [contact(account)],
        "Email": account.contact[2],
        "LanguageID": "en",
        "IsActive": true,
        "POReq": false,
        "SigReq": account.business,
        "ServiceAreaID": "ATL",
    });
    (Kind::Location, Key::location(account.num, place[0]), document)
}

fn product((num, en, es, kind, price, is_serialized): &Product) -> Record {
    let document = json!({
        "ProdNum": num,
        "Desc": { "en": en, "es": es },
        "ProdType": kind,
        "Price": price,
        "IsSerialized": is_serialized,
        "IsBatch": false,
        "IsInvCtrl": num.starts_with('P'),
    });
    (Kind::Product, Key::product(num), document)
}

fn asset(company: &Company, machine: &Asset) -> Record {
    let (kind, maker, model, description, _) = machine.model;
    let age = 200 + (machine.place as i64 * 137) % 2_000;
    let document = json!({
        "AssetNum": machine.num(),
        "AccountNum": machine.account.num,
        "LocationNum": machine.location[0],
        "Type": kind,
        "Mfg": maker,
        "Model": model,
        "Desc": description,
        "SerialNum": machine.serial(),
        "InServiceDate": docket_domain::time::format_ms(company.now - age * DAY),
        "LastServiceDate": docket_domain::time::format_ms(company.now - (30 + age % 150) * DAY),
        "Status": "1001",
    });
    (Kind::Asset, Key::asset(&machine.num()), document)
}
