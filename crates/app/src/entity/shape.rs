//! How an entity is shown: what stands inside it, what is embedded, where its links go. Facts of the published API.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;

/// Where a link goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    /// To something below the entity: `/work-orders/{id}/batches`.
    Below(&'static str),
    /// To the entity in a role.
    Ref(Role),
}

/// How a kind is shown.
#[derive(Debug)]
pub(super) struct Shape {
    /// Members that hold an entity whole, by role; null if there is none.
    pub inside: &'static [(&'static str, Role)],
    /// Embedded entities.
    pub embedded: &'static [(&'static str, Role)],
    /// Links besides `self`.
    pub links: &'static [(&'static str, To)],
    /// Members that count the living things below it.
    pub totals: &'static [(&'static str, EntityType)],
}

const BARE: Shape = Shape { inside: &[], embedded: &[], links: &[], totals: &[] };

/// How a kind is shown.
pub(super) const fn of(kind: EntityType) -> &'static Shape {
    match kind {
        EntityType::Batch => &BATCH,
        EntityType::Customer => &CUSTOMER,
        EntityType::File => &FILE,
        EntityType::Location => &LOCATION,
        EntityType::Manufacturer => &MANUFACTURER,
        EntityType::Note => &NOTE,
        EntityType::Part => &PART,
        EntityType::Program => &PROGRAM,
        EntityType::Project => &PROJECT,
        EntityType::Queue => &QUEUE,
        EntityType::Resource => &RESOURCE,
        EntityType::SubResource => &SUB_RESOURCE,
        EntityType::Unit => &UNIT,
        EntityType::Vendor => &VENDOR,
        EntityType::WorkFlow => &WORK_FLOW,
        EntityType::WorkOrder => &WORK_ORDER,
        EntityType::Action
        | EntityType::Contact
        | EntityType::Context
        | EntityType::Cycle
        | EntityType::Notification
        | EntityType::Role
        | EntityType::User => &BARE,
    }
}

const WORK_ORDER: Shape = Shape {
    inside: &[
        ("project", Role::Project),
        ("location", Role::Location),
        ("input_from", Role::InputFrom),
        ("output_to", Role::OutputTo),
    ],
    embedded: &[
        ("nter:work-order-customer", Role::Customer),
        ("nter:work-order-program", Role::Program),
        ("nter:work-order-location", Role::Location),
        ("nter:work-order-project", Role::Project),
    ],
    links: &[
        ("nter:work-order-batches", To::Below("batches")),
        ("nter:work-order-queues", To::Below("queues")),
        ("nter:work-order-cycles", To::Below("cycles")),
        ("nter:work-order-relations", To::Below("relations")),
        ("nter:work-order-notes", To::Below("notes")),
        ("nter:work-order-project", To::Ref(Role::Project)),
        ("nter:work-order-customer", To::Ref(Role::Customer)),
        ("nter:work-order-program", To::Ref(Role::Program)),
        ("nter:work-order-location", To::Ref(Role::Location)),
    ],
    totals: &[],
};

const BATCH: Shape = Shape {
    inside: &[("queue", Role::Queue), ("work_order", Role::WorkOrder)],
    embedded: &[
        ("nter:batch-queue", Role::Queue),
        ("nter:batch-customer", Role::Customer),
        ("nter:batch-program", Role::Program),
        ("nter:batch-project", Role::Project),
        ("nter:batch-location", Role::Location),
        ("nter:batch-work-order", Role::WorkOrder),
    ],
    links: &[
        ("nter:batch-queue", To::Ref(Role::Queue)),
        ("nter:batch-work-order", To::Ref(Role::WorkOrder)),
        ("nter:batch-customer", To::Ref(Role::Customer)),
        ("nter:batch-location", To::Ref(Role::Location)),
        ("nter:batch-program", To::Ref(Role::Program)),
        ("nter:batch-project", To::Ref(Role::Project)),
        ("nter:batch-cycles", To::Below("cycles")),
        ("nter:batch-relations", To::Below("relations")),
        ("nter:batch-techs", To::Below("techs")),
    ],
    totals: &[],
};

const QUEUE: Shape = Shape {
    inside: &[("location", Role::Location)],
    embedded: &[("nter:queue-location", Role::Location)],
    links: &[
        ("nter:queue-location", To::Ref(Role::Location)),
        ("nter:queue-batches", To::Below("batches")),
        ("nter:queue-relations", To::Below("relations")),
    ],
    totals: &[],
};

const FILE: Shape = Shape {
    links: &[
        ("nter:download-attachment", To::Below("download")),
        ("nter:file-relations", To::Below("relations")),
    ],
    ..BARE
};

const CUSTOMER: Shape = Shape {
    inside: &[],
    embedded: &[],
    links: &[
        ("nter:customer-programs", To::Below("programs")),
        ("nter:customer-projects", To::Below("projects")),
        ("nter:customer-parts", To::Below("parts")),
        ("nter:customer-units", To::Below("units")),
        ("nter:customer-work-orders", To::Below("work-orders")),
        ("nter:customer-contacts", To::Below("contacts")),
        ("nter:customer-relations", To::Below("relations")),
    ],
    totals: &[("total_programs", EntityType::Program), ("total_projects", EntityType::Project)],
};

const PROGRAM: Shape = Shape {
    inside: &[("customer", Role::Customer)],
    embedded: &[("nter:program-customer", Role::Customer)],
    links: &[
        ("nter:program-customer", To::Ref(Role::Customer)),
        ("nter:program-projects", To::Below("projects")),
        ("nter:program-work-orders", To::Below("work-orders")),
        ("nter:program-relations", To::Below("relations")),
    ],
    totals: &[],
};

const PROJECT: Shape = Shape {
    inside: &[("customer", Role::Customer), ("program", Role::Program)],
    embedded: &[("nter:project-customer", Role::Customer), ("nter:project-program", Role::Program)],
    links: &[
        ("nter:project-work-orders", To::Below("work-orders")),
        ("nter:project-program", To::Ref(Role::Program)),
        ("nter:project-customer", To::Ref(Role::Customer)),
        ("nter:project-units", To::Below("units")),
        ("nter:project-relations", To::Below("relations")),
    ],
    totals: &[],
};

const PART: Shape = Shape {
    inside: &[("customer", Role::Customer)],
    embedded: &[("nter:part-customer", Role::Customer), ("nter:part-manufacturer", Role::Manufacturer)],
    links: &[
        ("nter:part-customer", To::Ref(Role::Customer)),
        ("nter:part-manufacturer", To::Ref(Role::Manufacturer)),
        ("nter:part-units", To::Below("units")),
        ("nter:part-relations", To::Below("relations")),
    ],
    totals: &[],
};

const UNIT: Shape = Shape {
    inside: &[
        ("part", Role::Part),
        ("customer", Role::Customer),
        ("location", Role::Location),
        ("current_location", Role::Location),
        ("resource", Role::Resource),
        ("sub_resource", Role::SubResource),
    ],
    embedded: &[
        ("nter:unit-part", Role::Part),
        ("nter:unit-vendor", Role::Vendor),
        ("nter:unit-customer", Role::Customer),
        ("nter:unit-manufacturer", Role::Manufacturer),
        ("nter:unit-last-known-location", Role::Location),
        ("nter:unit-resource", Role::Resource),
        ("nter:unit-sub-resource", Role::SubResource),
    ],
    links: &[
        ("nter:unit-vendor", To::Ref(Role::Vendor)),
        ("nter:unit-part", To::Ref(Role::Part)),
        ("nter:unit-last-known-location", To::Ref(Role::Location)),
        ("nter:unit-manufacturer", To::Ref(Role::Manufacturer)),
        ("nter:unit-customer", To::Ref(Role::Customer)),
        ("nter:unit-resource", To::Ref(Role::Resource)),
        ("nter:unit-notes", To::Below("notes")),
        ("nter:unit-relations", To::Below("relations")),
    ],
    totals: &[],
};

const LOCATION: Shape = Shape {
    inside: &[],
    embedded: &[],
    links: &[
        ("nter:location-resources", To::Below("resources")),
        ("nter:location-queues", To::Below("queues")),
        ("nter:location-relations", To::Below("relations")),
        ("nter:location-techs", To::Below("techs")),
    ],
    totals: &[],
};

const RESOURCE: Shape = Shape {
    inside: &[("location", Role::Location)],
    embedded: &[("nter:resource-location", Role::Location)],
    links: &[
        ("nter:resource-location", To::Ref(Role::Location)),
        ("nter:resource-sub-resources", To::Below("sub-resources")),
        ("nter:resource-relations", To::Below("relations")),
    ],
    totals: &[],
};

const SUB_RESOURCE: Shape = Shape {
    inside: &[("location", Role::Location), ("resource", Role::Resource)],
    embedded: &[("nter:sub-resource-parent", Role::Resource), ("nter:sub-resource-location", Role::Location)],
    links: &[
        ("nter:sub-resource-location", To::Ref(Role::Location)),
        ("nter:sub-resource-parent", To::Ref(Role::Resource)),
        ("nter:sub-resource-relations", To::Below("relations")),
    ],
    totals: &[],
};

const MANUFACTURER: Shape = Shape {
    inside: &[],
    embedded: &[],
    links: &[
        ("nter:manufacturer-parts", To::Below("parts")),
        ("nter:manufacturer-units", To::Below("units")),
        ("nter:manufacturer-relations", To::Below("relations")),
    ],
    totals: &[],
};

const VENDOR: Shape = Shape {
    inside: &[],
    embedded: &[],
    links: &[("nter:vendor-units", To::Below("units")), ("nter:vendor-relations", To::Below("relations"))],
    totals: &[],
};

const WORK_FLOW: Shape = Shape {
    inside: &[],
    embedded: &[],
    links: &[
        ("nter:work-flow-contexts", To::Below("contexts")),
        ("nter:work-flow-versions", To::Below("versions")),
        ("nter:work-flow-relations", To::Below("relations")),
    ],
    totals: &[],
};

const NOTE: Shape = BARE;
