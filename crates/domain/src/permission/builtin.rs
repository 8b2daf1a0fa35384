//! The roles that a new tenant starts with.

use super::{Right, Rights};

/// Everything but a technician's device.
const ADMINISTRATOR: Rights = Rights::all().without(Rights::of(&[Right::Device]));

/// What is seen of field service without changing it: jobs, master data, events, notices and reports.
const OBSERVER: Rights = Rights::of(&[
    Right::WorkOrderRead,
    Right::AccountRead,
    Right::AccountLocRead,
    Right::AssetRead,
    Right::ProductRead,
    Right::UserRead,
    Right::SysCatRead,
    Right::EventRead,
    Right::NoticeRead,
    Right::ReportRead,
]);

/// Makes and runs all that production consists of: customers with their programs, projects and parts; locations with their
/// resources; work flows; work orders with their batches and queues.
const PRODUCTION: Rights = Rights::of_groups(&[
    "action",
    "batch",
    "contact",
    "context",
    "customer",
    "file",
    "location",
    "manufacturer",
    "note",
    "part",
    "program",
    "project",
    "queue",
    "resource",
    "sub-resource",
    "unit",
    "vendor",
    "work-flow",
    "work-order",
]);

/// What everybody in the office has: the own profile, searching, the statuses, and who works here.
const OFFICE: Rights = Rights::of(&[
    Right::MeProfile,
    Right::TenantRead,
    Right::TenantSearch,
    Right::UserRead,
    Right::UserReadAll,
]);

/// Watches field service, and runs production.
const PRODUCTION_MANAGER: Rights = OBSERVER.union(PRODUCTION).union(OFFICE);

/// Plans and cancels jobs, and keeps customers, places and equipment up to date. Of production: sees everything, and decides
/// who works on what when.
const DISPATCHER: Rights = OBSERVER
    .union(OFFICE)
    .union(Rights::of(&[
        Right::WorkOrderWrite,
        Right::WorkOrderDelete,
        Right::AccountWrite,
        Right::AccountLocWrite,
        Right::AssetWrite,
    ]))
    .union(Rights::of_groups(&["batch", "context", "queue"]))
    .union(Rights::of(&[
        Right::ContactReadAll,
        Right::ContactRelationsReadAll,
        Right::CustomerReadAll,
        Right::CustomerRelationsReadAll,
        Right::FileReadAll,
        Right::LocationReadAll,
        Right::LocationRelationsReadAll,
        Right::ManufacturerReadAll,
        Right::ManufacturerRelationsReadAll,
        Right::NoteCreate,
        Right::NoteReadAll,
        Right::NoteUpdate,
        Right::PartReadAll,
        Right::PartRelationsReadAll,
        Right::ProgramReadAll,
        Right::ProgramRelationsReadAll,
        Right::ProjectReadAll,
        Right::ProjectRelationsReadAll,
        Right::ResourceReadAll,
        Right::ResourceRelationsReadAll,
        Right::SubResourceReadAll,
        Right::SubResourceRelationsReadAll,
        Right::UnitReadAll,
        Right::UnitRelationsReadAll,
        Right::VendorReadAll,
        Right::VendorRelationsReadAll,
        Right::WorkFlowReadAll,
        Right::WorkFlowRelationsReadAll,
        Right::NiagaraWorkOrderReadAll,
        Right::NiagaraWorkOrderRelationsReadAll,
        Right::NiagaraWorkOrderUpdate,
    ]));

/// A program that keeps orders and master data of both dialects equal to those of another system, and reads the event log.
const INTEGRATOR: Rights = DISPATCHER
    .without(Rights::of(&[Right::NoticeRead, Right::ReportRead]))
    .union(PRODUCTION)
    .union(Rights::of_groups(&["user"]))
    .union(Rights::of(&[
        Right::AccountDelete,
        Right::AccountLocDelete,
        Right::AssetDelete,
        Right::ProductWrite,
        Right::ProductDelete,
        Right::SysCatWrite,
        Right::SysCatDelete,
    ]));

/// Sees and reports on what is assigned to the user: jobs on a device, steps of batches. Who is the technician for a batch starts
/// its cycles by that; to find the unit for one, units are seen and what they are instances of and where they are.
const TECHNICIAN: Rights = Rights::of(&[
    Right::Device,
    Right::ContextRead,
    Right::ContextStep,
    Right::CustomerReadAll,
    Right::LocationReadAll,
    Right::ManufacturerReadAll,
    Right::MeProfile,
    Right::PartReadAll,
    Right::ResourceReadAll,
    Right::SubResourceReadAll,
    Right::UnitReadAll,
    Right::VendorReadAll,
]);

/// The roles that a new tenant starts with.
#[must_use]
pub fn builtin_roles() -> &'static [(&'static str, Rights)] {
    &[
        ("administrator", ADMINISTRATOR),
        ("dispatcher", DISPATCHER),
        ("integrator", INTEGRATOR),
        ("production-manager", PRODUCTION_MANAGER),
        ("technician", TECHNICIAN),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_a_role_has_takes_effect() {
        for (name, rights) in builtin_roles() {
            let idle = rights.closed().without(rights.effective());
            assert!(idle.is_empty(), "{name}: {}", idle.to_text());
        }
    }

    #[test]
    fn only_the_administrator_decides_who_may_do_what() {
        let deciding = Rights::of_groups(&["role", "token"]);
        for (name, rights) in builtin_roles() {
            assert_eq!(!rights.closed().without(deciding).covers(rights.closed()), *name == "administrator");
        }
    }
}
