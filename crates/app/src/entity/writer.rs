//! Writing an entity as JSON.

use bytes::Bytes;
use docket_domain::time::format_ms;
use docket_store::entity::Entity;

use crate::{Error, Result};

/// About how many bytes are added to the own members of an entity.
const ADDED: usize = 4 * 1024;

/// Writes a JSON object around the stored members, without parsing them.
pub(crate) struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// Begins with the id and the members of `own`, a JSON object.
    pub(super) fn new(entity: &Entity, own: &[u8]) -> Result<Self> {
        let own = own.strip_prefix(b"{").and_then(|doc| doc.strip_suffix(b"}"));
        let own = own.ok_or_else(|| Error::internal(format!("the document of {} is broken", entity.id)))?;
        let mut writer = Self { out: Vec::with_capacity(own.len() + ADDED) };
        writer.out.push(b'{');
        writer.text(entity.kind.id_member(), &entity.id);
        writer.members(own);
        writer.text("created", &format_ms(entity.created));
        writer.text("updated", &format_ms(entity.updated));
        Ok(writer)
    }

    /// Begins with nothing, for [`Self::bare`].
    pub(super) const fn of_members() -> Self {
        Self { out: Vec::new() }
    }

    fn comma(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{')) {
            self.out.push(b',');
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// A member that needs no escapes: an id, a time, a code.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.push(b'"');
        self.out.extend_from_slice(value.as_bytes());
        self.out.push(b'"');
    }

    /// A member whose value is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &[u8]) {
        self.name(name);
        self.out.extend_from_slice(json);
    }

    /// One or more members, as they stand between the braces of an object.
    pub(super) fn members(&mut self, members: &[u8]) {
        if !members.is_empty() {
            self.comma();
            self.out.extend_from_slice(members);
        }
    }

    /// The members of [`Self::of_members`], without braces around them.
    pub(super) fn bare(self) -> Bytes {
        self.out.into()
    }

    /// The whole object.
    pub(super) fn end(mut self) -> Bytes {
        self.out.push(b'}');
        self.out.into()
    }
}
