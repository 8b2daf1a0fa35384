//! Pages: their parameters and their envelope.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use docket_app::Error;
use docket_app::entity::{self, Links, Listed, Query};
use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::append_string;
use docket_store::entity_list::Sort;
use serde_json::json;
use utoipa::IntoParams;

use super::base::Base;
use super::hal;
use crate::failure::Failure;

/// The parameters of every list. Filters are `filter[name]=value`.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(crate) struct PageParams {
    /// How many entries: 1 to 100, else 100
    limit: Option<i32>,
    /// The `offset` of a page, to go on after it
    offset: Option<String>,
    /// One of the list's fields, `-` before it for descending: `label`, `created`, `updated` and those of the kind. Customers:
    /// `customer`. Programs and projects: `start_date`, `end_date`, `customer`, `program`. Work orders: `startDate`, `dueDate`,
    /// `customer`, `program`, `project`. Parts: `customer`, `manufacturer`, `part_number`. Units: `customer`, `manufacturer`,
    /// `vendor`, `part_unit_number`. Contacts: `email`, `phone`. Notes: `create_by`. Queues: `priority`. Batches: `order`.
    /// Locations: `country`, `location_type`. Resources and sub-resources: `resource_type`. Work flows: `version`, `applies_to`
    sort: Option<String>,
    /// The label holds this
    #[param(rename = "filter[label]")]
    filter_label: Option<String>,
}

/// A page that is asked for: its parameters in the order in which they came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    path: String,
    params: Vec<(String, String)>,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let params = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let params: Vec<_> = params.into_owned().collect();
        if params.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(wrong("query", "", "should not hold U+0000"));
        }
        Ok(Self { path: parts.uri.path().to_owned(), params })
    }
}

/// A failure of a parameter, in the dialect's form.
pub(crate) fn wrong(name: &str, value: &str, message: &str) -> Failure {
    let value: String = value.chars().take(200).collect();
    Error::Messages(vec![Message::own("parameter", format!(".{name}"), json!({name: value}), message)]).into()
}

impl Asked {
    /// A parameter; the last one counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.params.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `filter[name]`.
    pub(crate) fn filter(&self, name: &str) -> Option<&str> {
        self.get(&format!("filter[{name}]")).filter(|value| !value.is_empty())
    }

    /// A filter that is true or false.
    pub(crate) fn truth(&self, name: &str) -> Result<Option<bool>, Failure> {
        let Some(text) = self.filter(name) else { return Ok(None) };
        let refused = |_| wrong(&format!("filter[{name}]"), text, "should be true or false");
        text.parse().map(Some).map_err(refused)
    }

    /// The page size.
    pub(crate) fn limit(&self) -> Result<i64, Failure> {
        match self.get("limit") {
            None => Ok(docket_app::entity::USUAL),
            Some(text) => match text.parse::<i64>() {
                Ok(limit) if (1..=100).contains(&limit) => Ok(limit),
                _ => Err(wrong("limit", text, "should be a number from 1 to 100")),
            },
        }
    }

    /// The place after which the page begins.
    pub(crate) fn offset(&self) -> Option<&str> {
        self.get("offset")
    }

    /// A list of entities: paging, the label filter, filters by what they belong to, and sorting.
    pub(crate) fn query(&self, kind: EntityType) -> Result<Query, Failure> {
        let mut query = Query::all(kind);
        query.limit = self.limit()?;
        query.offset = self.offset().map(str::to_owned);
        query.label = self.filter("label").map(str::to_owned);
        for (word, name) in query.words.iter_mut().zip(entity::words(kind)) {
            *word = self.filter(name).map(str::to_owned);
        }
        let mut facets = FACETS.iter().filter(|(of, _)| *of == kind);
        query.facet = facets.find_map(|(_, name)| self.filter(name)).map(str::to_owned);
        if kind == EntityType::Unit {
            query.free = self.truth("free")?;
        }
        for above in ABOVE {
            if let Some(id) = self.filter(above.id_member()) {
                query.also_below.push(id.to_owned());
            }
        }
        if let Some(sort) = self.get("sort").filter(|sort| !sort.is_empty()) {
            let (name, descending) = sort.strip_prefix('-').map_or((sort, false), |name| (name, true));
            query.sort = sort_of(kind, name).ok_or_else(|| {
                wrong("sort", sort, "should be one of the fields that this list is sorted by")
            })?;
            query.descending = descending;
        }
        Ok(query)
    }

    /// The address of a page, with what narrows it.
    fn address(&self, limit: i64, offset: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("limit", &limit.to_string());
        for (name, value) in self.params.iter().filter(|(name, _)| name != "limit" && name != "offset") {
            query.append_pair(name, value);
        }
        if let Some(offset) = offset {
            query.append_pair("offset", offset);
        }
        format!("{}?{}", self.path, query.finish())
    }

    /// The envelope of a page. `entries` are JSON already.
    pub(crate) fn page<'a>(
        &self,
        base: &Base,
        rel: &str,
        entries: impl IntoIterator<Item = Vec<u8>> + 'a,
        counted: (i64, Option<&str>),
    ) -> Result<Response, Failure> {
        let out = Vec::with_capacity(16 * 1024);
        self.envelope(out, base, rel, entries, |out, entry| out.extend_from_slice(&entry), counted)
    }

    /// The envelope of a page around entries that `write` appends, into an empty buffer.
    fn envelope<T>(
        &self,
        mut out: Vec<u8>,
        base: &Base,
        rel: &str,
        entries: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Vec<u8>, T),
        (total, next): (i64, Option<&str>),
    ) -> Result<Response, Failure> {
        let limit = self.limit()?;
        out.extend_from_slice(format!("{{\"total_count\":{total},\"limit\":{limit},\"offset\":").as_bytes());
        match next {
            Some(next) => append_string(&mut out, next),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"_embedded\":{");
        append_string(&mut out, rel);
        out.extend_from_slice(b":[");
        for (place, entry) in entries.into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            write(&mut out, entry);
        }
        out.extend_from_slice(b"]}");
        let mut links = Links::to(&[&self.address(limit, self.offset())]);
        if let Some(next) = next {
            links = links.and("next", &[&self.address(limit, Some(next))]);
        }
        hal::links(&mut out, base, &links.into());
        out.push(b'}');
        Ok(hal::raw(axum::http::StatusCode::OK, out))
    }

    /// A page of entities.
    pub(crate) fn listed(&self, base: &Base, kind: EntityType, listed: &Listed) -> Result<Response, Failure> {
        self.listed_as(base, &format!("nter:{}", kind.plural()), listed)
    }

    /// A page of entities under a relation of its own.
    pub(crate) fn listed_as(&self, base: &Base, rel: &str, listed: &Listed) -> Result<Response, Failure> {
        let size: usize = listed.entries.iter().map(|view| view.members.len() + LINKS).sum();
        let out = Vec::with_capacity(size + LINKS);
        let counted = (listed.total, listed.next.as_deref());
        self.envelope(out, base, rel, &listed.entries, |out, view| hal::write(out, base, view), counted)
    }
}

/// About how many bytes the links of an entry take.
const LINKS: usize = 1_500;

/// What lists are filtered by that entities belong to.
const ABOVE: [EntityType; 11] = [
    EntityType::Customer,
    EntityType::Program,
    EntityType::Project,
    EntityType::WorkOrder,
    EntityType::Location,
    EntityType::Queue,
    EntityType::Part,
    EntityType::Manufacturer,
    EntityType::Vendor,
    EntityType::Resource,
    EntityType::SubResource,
];

/// The word that a kind is filtered by.
const FACETS: [(EntityType, &str); 5] = [
    (EntityType::Location, "type"),
    (EntityType::Location, "location_type"),
    (EntityType::Resource, "resource_type"),
    (EntityType::SubResource, "resource_type"),
    (EntityType::WorkFlow, "applies_to"),
];

fn sort_of(kind: EntityType, name: &str) -> Option<Sort> {
    use EntityType::{
        Batch, Customer, Location, Manufacturer, Part, Program, Project, Queue, Unit, Vendor, WorkOrder,
    };
    Some(match (name, kind) {
        ("created", _) => Sort::Created,
        // What a customer or a program is itself.
        ("label", _) | ("customer", Customer) | ("program", Program) => Sort::Label,
        ("updated", _) => Sort::Updated,
        ("start_date", Program | Project) | ("startDate" | "begin_date" | "start_date", WorkOrder) => {
            Sort::Starts
        }
        ("end_date", Program | Project) | ("dueDate" | "due_date" | "end_date", WorkOrder) => Sort::Ends,
        ("priority", Queue)
        | ("order", Batch)
        | ("country", Location)
        | ("version", EntityType::WorkFlow) => Sort::Rank,
        ("applies_to", EntityType::WorkFlow)
        | ("location_type", Location)
        | ("resource_type", EntityType::Resource | EntityType::SubResource)
        | ("phone", EntityType::Contact)
        | ("create_by" | "created_by", EntityType::Note)
        | ("part_number", Part)
        | ("part_unit_number" | "tenant_part_number", Unit) => Sort::Facet,
        ("email", EntityType::Contact) => Sort::Key,
        ("customer", Program | Project | Part | Unit | WorkOrder) => Sort::Of(Customer),
        ("program", Project | WorkOrder) => Sort::Of(Program),
        ("project", WorkOrder) => Sort::Of(Project),
        ("manufacturer", Part | Unit) => Sort::Of(Manufacturer),
        ("vendor", Unit) => Sort::Of(Vendor),
        _ => return None,
    })
}
