//! Lists of entities: the statement is made from what is wanted, every value is a parameter. Pages go on after a key, so
//! that the last page costs what the first does.

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;

use crate::entity::{Entity, read};
use crate::job_query::pattern;
use crate::{Arg, Result, Row, Tx};

/// Stands between the label and the words of an entity; in neither of them.
const SEPARATOR: &str = "\u{1}";

/// The label column of an entity of a kind with words: further texts that lists of the kind are searched by.
#[must_use]
pub fn with_words<'a>(label: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let without = |text: &str| text.replace(SEPARATOR, " ");
    words.into_iter().fold(without(label), |column, word| column + SEPARATOR + &without(word))
}

/// Between which two texts the columns are that [`with_words`] makes of a label, whatever the words.
pub(crate) fn between_words(label: &str) -> (String, String) {
    (format!("{label}{SEPARATOR}"), format!("{label}\u{2}"))
}

/// What a list is sorted by; then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// When the entities were made: the order of their ids.
    Created,
    /// Their labels.
    Label,
    /// When they were changed last.
    Updated,
    /// Their place among others.
    Rank,
    /// When they begin.
    Starts,
    /// When they end or are due.
    Ends,
    /// The facet: a location's country, a resource's type.
    Facet,
    /// The label of the entity of this kind that they belong to; those that belong to none are left out.
    Of(EntityType),
}

/// Who asks, if not everything may be seen.
#[derive(Debug, Clone)]
pub struct Seer {
    /// The user.
    pub user: String,
    /// What is at a place that the user has a relation to may be seen.
    pub by_location: bool,
}

/// A list that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The kind.
    pub kind: EntityType,
    /// The entities must belong to all of these.
    pub ancestors: Vec<String>,
    /// The label must hold this, folded.
    pub label: Option<String>,
    /// What each of the words beside the label must hold, folded; one for each word that the kind has ([`with_words`]).
    pub words: Vec<Option<String>>,
    /// The facet must be this.
    pub facet: Option<String>,
    /// The category of the status must be this.
    pub category: Option<String>,
    /// Only what this user may see.
    pub seer: Option<Seer>,
    /// The order.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
    /// After this: the sort key (`None` for NULL) and the id.
    pub after: Option<(Key, String)>,
    /// How many.
    pub limit: i64,
}

/// The value that a row is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Sorted by id alone.
    None,
    /// A number or a time.
    Int(i64),
    /// A folded text.
    Text(String),
}

impl Wanted {
    /// All of a kind, as they were made.
    #[must_use]
    pub fn all(kind: EntityType, limit: i64) -> Self {
        Self {
            kind,
            ancestors: Vec::new(),
            label: None,
            words: Vec::new(),
            facet: None,
            category: None,
            seer: None,
            sort: Sort::Created,
            descending: false,
            after: None,
            limit,
        }
    }

    /// Whether counters say how many there are: nothing but one ancestor narrows the list.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.ancestors.len() < 2 && self.narrowed_by().is_none() && !matches!(self.sort, Sort::Of(_))
    }

    fn narrowed_by(&self) -> Option<()> {
        let by_word = self.label.is_some() || self.words.iter().any(Option::is_some);
        let narrowed = by_word || self.facet.is_some() || self.category.is_some() || self.seer.is_some();
        narrowed.then_some(())
    }

    /// What the label column must be like.
    fn like(&self) -> Option<String> {
        if self.label.is_none() && self.words.iter().all(Option::is_none) {
            return None;
        }
        let of = |word: Option<&String>| pattern(word.map_or("", String::as_str));
        let label = of(self.label.as_ref());
        // A row has as many separators as the pattern, so what stands between two of them stays there.
        Some(self.words.iter().fold(label, |like, word| like + SEPARATOR + &of(word.as_ref())))
    }

    /// Whether one index finds the entities in their order.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.is_counted()
            && match self.sort {
                Sort::Created => true,
                Sort::Label => self.ancestors.is_empty(),
                _ => false,
            }
    }
}

/// A page: each entity with the key that it is sorted by.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<Vec<(Key, Entity)>> {
    let like = wanted.like();
    let mut statement = Statement::new(tenant, wanted);
    statement.text.push_str("SELECT e.id, e.version, e.deleted, e.xid, e.created, e.updated, e.rank, e.category, e.notes, e.open_issues, e.closed_issues, e.refs, e.doc, e.facet, e.fields, ");
    statement.text.push_str(statement.key().0);
    statement.narrow(like.as_deref());
    statement.go_on();
    statement.order();
    let is_text = statement.key().1;
    let read_key = |row: Row<'_>| -> Result<(Key, Entity)> {
        let key = match is_text {
            None => Key::None,
            Some(false) => row.opt_int(15)?.map_or(Key::None, Key::Int),
            Some(true) => row.opt_text(15)?.map_or(Key::None, |text| Key::Text(text.to_owned())),
        };
        Ok((key, read(wanted.kind, row)?))
    };
    tx.found(&statement.text, &statement.args, read_key).await
}

/// How many there are, counted.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<i64> {
    let like = wanted.like();
    let mut statement = Statement::new(tenant, wanted);
    statement.text.push_str("SELECT count(*)");
    statement.narrow(like.as_deref());
    let found = tx.found(&statement.text, &statement.args, |row| row.int(0)).await?;
    Ok(found.first().copied().unwrap_or(0))
}

/// A list as a statement. SQLite numbers parameters by their first use, so they are written in order.
struct Statement<'w> {
    wanted: &'w Wanted,
    tenant: TenantId,
    text: String,
    args: Vec<Arg<'w>>,
}

impl<'w> Statement<'w> {
    fn new(tenant: TenantId, wanted: &'w Wanted) -> Self {
        Self { wanted, tenant, text: String::with_capacity(600), args: Vec::with_capacity(10) }
    }

    /// The expression of the sort key, and whether it is text; `None` if the id is all.
    fn key(&self) -> (&'static str, Option<bool>) {
        match self.wanted.sort {
            Sort::Created => ("NULL", None),
            Sort::Label => ("e.label", Some(true)),
            Sort::Updated => ("e.updated", Some(false)),
            Sort::Rank => ("COALESCE(e.rank, 0)", Some(false)),
            Sort::Starts => ("COALESCE(e.starts, 0)", Some(false)),
            Sort::Ends => ("COALESCE(e.ends, 0)", Some(false)),
            Sort::Facet => ("COALESCE(e.facet, '')", Some(true)),
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
    fn narrow(&mut self, like: Option<&'w str>) {
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
        self.push(" AND e.deleted = 0");
        for ancestor in wanted.ancestors.iter().skip(usize::from(first.is_some())) {
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
        if let Some(seer) = &wanted.seer {
            self.seen_by(seer);
        }
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
    fn go_on(&mut self) {
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

    fn order(&mut self) {
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
