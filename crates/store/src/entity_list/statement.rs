//! The statement of a list.

use docket_domain::tenant::TenantId;

use super::{Key, Seer, Sort, Wanted};
use crate::Arg;

/// Of an entity that a run could begin on: its status is not final, and no run that has not ended processes it.
const FREE: &str = "(e.category NOT IN ('COMPLETE', 'CANCELLED') AND NOT EXISTS \
                    (SELECT 1 FROM context c WHERE c.tenant = e.tenant AND c.entity = e.id AND c.active = 1))";

/// A list as a statement. SQLite numbers parameters by their first use, so they are written in order.
pub(super) struct Statement<'w> {
    wanted: &'w Wanted,
    tenant: TenantId,
    pub(super) text: String,
    pub(super) args: Vec<Arg<'w>>,
}

impl<'w> Statement<'w> {
    fn new(tenant: TenantId, wanted: &'w Wanted) -> Self {
        Self { wanted, tenant, text: String::with_capacity(600), args: Vec::with_capacity(10) }
    }

    /// The beginning of what reads a page: the columns of an entity, and the key that it is sorted by.
    pub(super) fn page(tenant: TenantId, wanted: &'w Wanted) -> Self {
        let mut statement = Self::new(tenant, wanted);
        statement.push(
            "SELECT e.id, e.version, e.deleted, e.xid, e.created, e.updated, e.rank, e.category, e.notes, e.open_issues, \
             e.closed_issues, e.refs, e.doc, e.facet, e.fields, ",
        );
        let key = statement.key().0;
        statement.push(key);
        statement
    }

    /// The beginning of what counts.
    pub(super) fn count(tenant: TenantId, wanted: &'w Wanted) -> Self {
        let mut statement = Self::new(tenant, wanted);
        statement.push("SELECT count(*)");
        statement
    }

    /// The expression of the sort key, and whether it is text; `None` if the id is all.
    pub(super) fn key(&self) -> (&'static str, Option<bool>) {
        match self.wanted.sort {
            Sort::Created => ("NULL", None),
            Sort::Label => ("e.label", Some(true)),
            Sort::Updated => ("e.updated", Some(false)),
            Sort::Rank => ("COALESCE(e.rank, 0)", Some(false)),
            Sort::Starts => ("COALESCE(e.starts, 0)", Some(false)),
            Sort::Ends => ("COALESCE(e.ends, 0)", Some(false)),
            Sort::Facet => ("COALESCE(e.facet, '')", Some(true)),
            Sort::Key => ("e.unique_key", Some(true)),
            Sort::Of(_) => ("p.label", Some(true)),
        }
    }

    fn value(&mut self, value: impl Into<Arg<'w>>) {
        self.args.push(value.into());
        self.text += &format!("${}", self.args.len());
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// FROM and WHERE.
    pub(super) fn narrow(&mut self, like: Option<&'w str>) {
        let wanted = self.wanted;
        let through = self.from();
        self.push(" AND e.deleted = 0");
        for ancestor in wanted.ancestors.iter().skip(through) {
            self.push(" AND EXISTS (SELECT 1 FROM lineage o WHERE o.tenant = e.tenant AND o.ancestor = ");
            self.value(ancestor);
            self.push(" AND o.kind = e.kind AND o.id = e.id)");
        }
        if let Some(like) = like {
            self.push(" AND e.label LIKE ");
            self.value(like);
            self.push(" ESCAPE '\\'");
        }
        if let Some(facet) = &wanted.facet {
            self.push(" AND e.facet = ");
            self.value(facet);
        }
        if let Some(category) = &wanted.category {
            self.push(" AND e.category = ");
            self.value(category);
        }
        if let Some(free) = wanted.free {
            self.push(if free { " AND " } else { " AND NOT " });
            self.push(FREE);
        }
        if let Some(role) = wanted.without {
            self.text += &format!(" AND ' ' || e.refs NOT LIKE '% {}=%'", role.as_str());
        }
        if wanted.sort == Sort::Key {
            self.push(" AND e.unique_key IS NOT NULL");
        }
        if let Some(seer) = &wanted.seer {
            self.seen_by(seer);
        }
    }

    /// FROM and the beginning of WHERE; how many of the ancestors narrow the list by it.
    fn from(&mut self) -> usize {
        let wanted = self.wanted;
        let first = wanted.ancestors.first().filter(|_| !matches!(wanted.sort, Sort::Of(_)));
        if let Sort::Of(kind) = wanted.sort {
            self.push(
                " FROM entity p JOIN lineage s ON s.tenant = p.tenant AND s.ancestor = p.id JOIN entity e \
                       ON e.tenant = s.tenant AND e.kind = s.kind AND e.id = s.id WHERE p.tenant = ",
            );
            self.value(self.tenant);
            self.push(" AND p.kind = ");
            self.value(kind.code());
            self.push(" AND s.kind = ");
            self.value(wanted.kind.code());
        } else if let Some(ancestor) = first {
            self.push(
                " FROM lineage b JOIN entity e ON e.tenant = b.tenant AND e.kind = b.kind AND e.id = b.id \
                       WHERE b.tenant = ",
            );
            self.value(self.tenant);
            self.push(" AND b.ancestor = ");
            self.value(ancestor);
            self.push(" AND b.kind = ");
            self.value(wanted.kind.code());
        } else {
            self.push(" FROM entity e WHERE e.tenant = ");
            self.value(self.tenant);
            self.push(" AND e.kind = ");
            self.value(wanted.kind.code());
        }
        usize::from(first.is_some())
    }

    /// What the user has a relation to, what is below something that is the user's own, and if rights hold at a place, what
    /// is at a place of the user.
    fn seen_by(&mut self, seer: &'w Seer) {
        self.push(" AND (EXISTS (SELECT 1 FROM relation r WHERE r.tenant = e.tenant AND r.source = ");
        self.value(&seer.user);
        let user = self.args.len();
        self.push(" AND r.source_kind = 'USER' AND r.target = e.id AND r.target_kind = e.kind) OR EXISTS (SELECT 1 FROM relation r JOIN lineage l ON l.tenant = r.tenant \
                   AND l.ancestor = r.target WHERE r.tenant = e.tenant AND r.source = ");
        self.text += &format!("${user}");
        let owners = self.wanted.kind.owners().iter().map(|kind| format!("'{}'", kind.code()));
        // An empty list is no SQL; nothing has no kind.
        let owners = std::iter::once("''".to_owned()).chain(owners).collect::<Vec<_>>().join(", ");
        self.push(
            " AND r.source_kind = 'USER' AND l.kind = e.kind AND l.id = e.id AND \
                   (r.relation IN ('created', 'owner', 'co_creator') AND r.target_kind IN (",
        );
        self.text += &owners;
        self.push(")");
        if seer.by_location {
            self.push(" OR r.target_kind = 'LOC'");
        }
        self.push(")))");
    }

    /// After the last page.
    pub(super) fn go_on(&mut self) {
        let Some((key, id)) = &self.wanted.after else { return };
        let by = if self.wanted.descending { "<" } else { ">" };
        let place = self.place();
        let place_of = |name: &str| format!(" AND {name} {by} ");
        match (self.key().1, key) {
            (None, _) => {
                self.text += &place_of(place);
                self.value(id);
            }
            (Some(_), key) => {
                let name = self.key().0;
                self.text += &format!(" AND ({name}, {place}) {by} (");
                match key {
                    Key::Int(number) => self.value(*number),
                    Key::Text(text) => self.value(text),
                    Key::None => self.value(0_i64),
                }
                self.push(", ");
                self.value(id);
                self.push(")");
            }
        }
    }

    /// The column of the id that the list is read through.
    fn place(&self) -> &'static str {
        match self.wanted.sort {
            Sort::Created if !self.wanted.ancestors.is_empty() => "b.id",
            _ => "e.id",
        }
    }

    pub(super) fn order(&mut self) {
        let down = if self.wanted.descending { " DESC" } else { "" };
        let place = self.place();
        match self.key() {
            (_, None) => self.text += &format!(" ORDER BY {place}{down}"),
            (name, Some(_)) => self.text += &format!(" ORDER BY {name}{down}, {place}{down}"),
        }
        self.push(" LIMIT ");
        self.value(self.wanted.limit);
    }
}
