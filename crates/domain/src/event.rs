//! The names under which things that happened stand in the event log.

/// The kinds of thing that an event is about.
pub mod entity {
    /// A field-service order of the ServiceMobility dialect.
    pub const JOB: &str = "job";
    /// A customer.
    pub const ACCOUNT: &str = "account";
    /// A customer's place where work is done.
    pub const LOCATION: &str = "location";
    /// A person who works with the system.
    pub const USER: &str = "user";
    /// An entry of the catalogue.
    pub const PRODUCT: &str = "product";
    /// A piece of equipment that is tracked on its own.
    pub const ASSET: &str = "asset";
    /// A numbered code list.
    pub const SYSTEM_CATEGORY: &str = "system_category";
    /// A credential with rights.
    pub const TOKEN: &str = "token";
    /// A named set of rights.
    pub const ROLE: &str = "role";
}

/// What happened to a job.
pub mod name {
    /// A job came into being.
    pub const JOB_CREATED: &str = "JOB.created";
    /// A job's document changed.
    pub const JOB_UPDATED: &str = "JOB.updated";
    /// A job was deleted.
    pub const JOB_DELETED: &str = "JOB.deleted";
    /// A job was sent to a technician's device.
    pub const JOB_DISPATCHED: &str = "JOB.dispatched";
    /// A dispatched job was taken back from a technician: reassigned or unscheduled.
    pub const JOB_RECALLED: &str = "JOB.recalled";
    /// A dispatched job was deleted, and its technician told so.
    pub const JOB_CANCELLED: &str = "JOB.cancelled";
    /// The device has received the job.
    pub const JOB_DELIVERED: &str = "JOB.delivered";
    /// The technician has looked at the job.
    pub const JOB_READ: &str = "JOB.read";
    /// The technician accepted the job.
    pub const JOB_ACCEPTED: &str = "JOB.accepted";
    /// The technician rejected the job.
    pub const JOB_REJECTED: &str = "JOB.rejected";
    /// The technician set out for the site.
    pub const JOB_TRAVELLING: &str = "JOB.travelling";
    /// The technician reached the site.
    pub const JOB_ARRIVED: &str = "JOB.arrived";
    /// Work on site began.
    pub const JOB_STARTED: &str = "JOB.started";
    /// Work was interrupted.
    pub const JOB_PAUSED: &str = "JOB.paused";
    /// Work went on after an interruption.
    pub const JOB_RESUMED: &str = "JOB.resumed";
    /// The technician closed the job, complete or incomplete.
    pub const JOB_COMPLETED: &str = "JOB.completed";
    /// A device reported something that no longer fits the job; the report is kept, the job unchanged.
    pub const JOB_LATE_REPORT: &str = "JOB.late_report";

    /// The name for a thing of the kind `entity` that came into being: `ACCOUNT.created`.
    pub fn created(entity: &str) -> String {
        of(entity, "created")
    }

    /// The name for a thing of the kind `entity` that changed: `ACCOUNT.updated`.
    pub fn updated(entity: &str) -> String {
        of(entity, "updated")
    }

    /// The name for a thing of the kind `entity` that was deleted: `ACCOUNT.deleted`.
    pub fn deleted(entity: &str) -> String {
        of(entity, "deleted")
    }

    fn of(entity: &str, what: &str) -> String {
        format!("{}.{what}", entity.to_ascii_uppercase())
    }
}

/// Where a change came from; the `src` parameter of the export feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The API or the console.
    Api,
    /// A technician's device.
    Mobile,
    /// A scheduling program.
    Scheduler,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 3] = [Self::Api, Self::Mobile, Self::Scheduler];

    /// The code on the wire and in storage: `api`, `mob` or `sch`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Mobile => "mob",
            Self::Scheduler => "sch",
        }
    }

    /// The source with this code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_master_data_is_named_after_its_kind() {
        assert_eq!(name::created(entity::ACCOUNT), "ACCOUNT.created");
        assert_eq!(name::updated(entity::SYSTEM_CATEGORY), "SYSTEM_CATEGORY.updated");
        assert_eq!(name::deleted(entity::JOB), name::JOB_DELETED);
    }

    #[test]
    fn a_source_is_read_by_its_code_only() {
        for source in Source::ALL {
            assert_eq!(Source::parse(source.as_str()), Some(source));
        }
        assert_eq!(Source::parse("mobile"), None);
    }
}
