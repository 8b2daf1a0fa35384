//! `/rel/{name}`: where the names of relations in links lead.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use docket_domain::entity::EntityType;

use crate::failure::{Failure, Result};
use crate::params::Place;
use crate::routing::{Routes, routes};

/// Where the names are explained.
pub(super) const PATH: &str = "/rel";

/// Relations that do not begin with a kind, and what they lead to.
const OTHERS: [(&str, &str); 8] = [
    ("me", "the caller"),
    ("search", "the search"),
    ("facilities", "locations of the type facility"),
    ("ware-houses", "locations of the type warehouse"),
    ("settings-statuses", "the statuses of the tenant"),
    ("relations", "the relations of an entity"),
    ("download-attachment", "the content of an attachment"),
    ("techs", "the technicians of an entity"),
];

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(fetch_relation_name))
}

/// What a relation in a link means, as a page.
#[utoipa::path(get, path = "/rel/{name}", tag = "Entry point", security(()),
    params(("name" = String, Path, description = "The relation without `nter:`")),
    responses(
        (status = 200, description = "A page", content_type = "text/html"),
        (status = 400, description = "The name is malformed", body = crate::niagara::problem::Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such relation", body = crate::niagara::problem::Problem, content_type = "application/problem+json")))]
async fn fetch_relation_name(Place(name): Place<String>) -> Result<Response> {
    let Some(meaning) = meaning(&name) else {
        let detail = "There is no such relation";
        return Err(Failure::new(StatusCode::NOT_FOUND, "not-found", detail));
    };
    // Known names hold nothing that HTML would read.
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>nter:{name}</title>\
         <h1>nter:{name}</h1><p>Leads to {meaning}. See the <a href=\"/docs\">description of the API</a>.</p></html>"
    );
    let headers =
        [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, "default-src 'none'")];
    Ok((headers, page).into_response())
}

/// What a relation leads to; `None` for a name that is none.
fn meaning(name: &str) -> Option<String> {
    if let Some((_, meaning)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return Some((*meaning).to_owned());
    }
    let is_plain = name.len() <= 100 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if !is_plain {
        return None;
    }
    if let Some(kind) = EntityType::ALL.into_iter().find(|kind| kind.plural() == name) {
        return Some(format!("a page of {}", words(kind.plural())));
    }
    let after =
        |kind: &EntityType| name.strip_prefix(kind.word()).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    let begins = |kind: &EntityType| name == kind.word() || name.starts_with(&format!("{}-", kind.word()));
    let kind = EntityType::ALL.into_iter().filter(begins).max_by_key(|kind| kind.word().len())?;
    let of = words(kind.word());
    Some(match after(&kind).filter(|rest| !rest.is_empty()) {
        None => format!("one {of}"),
        Some(rest) => format!("the {} of a {of}", words(rest)),
    })
}

fn words(name: &str) -> String {
    name.replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_is_told_by_its_kind_and_what_follows() {
        for (name, told) in [
            ("work-orders", Some("a page of work orders")),
            ("work-order", Some("one work order")),
            ("unit-last-known-location", Some("the last known location of a unit")),
            ("sub-resource-parent", Some("the parent of a sub resource")),
            ("me", Some("the caller")),
            ("units-x", None),
            ("unit-<b>", None),
            ("", None),
        ] {
            assert_eq!(meaning(name).as_deref(), told, "{name}");
        }
    }
}
