//! Every right, with what it grants and needs.
//!
//! `grants` is held with it, on the same entity; `below`: held on what belongs to the entity, too. `needs`: without these
//! it has no effect. None of the three is closed: see [`super::Rights::closed`].

/// A right as the table has it.
pub(super) struct Entry {
    pub right: Right,
    pub name: &'static str,
    pub grants: &'static [Right],
    pub below: &'static [Right],
    pub needs: &'static [Right],
}

macro_rules! rights {
    ($($right:ident = $name:literal $(grants [$($grant:ident),+])? $(below [$($below:ident),+])?
        $(needs [$($need:ident),+])?;)*) => {
        /// One right. The declaration order is the order of every list of rights, and the bit in [`super::Rights`].
        ///
        /// The rights on work orders begin with `Niagara`, because `workorder:read`, which is about jobs, had the name first.
        #[expect(missing_docs, reason = "each name is its group and action, see as_str")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Right {
            $($right,)*
        }

        /// Every right, in declaration order.
        pub(super) const TABLE: &[Entry] = &[$(Entry {
            right: Right::$right,
            name: $name,
            grants: &[$($(Right::$grant),+)?],
            below: &[$($(Right::$below),+)?],
            needs: &[$($(Right::$need),+)?],
        },)*];
    };
}

rights! {
    WorkOrderRead = "workorder:read";
    WorkOrderWrite = "workorder:write";
    WorkOrderDelete = "workorder:delete";
    AccountRead = "account:read";
    AccountWrite = "account:write";
    AccountDelete = "account:delete";
    AccountLocRead = "accountloc:read";
    AccountLocWrite = "accountloc:write";
    AccountLocDelete = "accountloc:delete";
    AssetRead = "asset:read";
    AssetWrite = "asset:write";
    AssetDelete = "asset:delete";
    ProductRead = "product:read";
    ProductWrite = "product:write";
    ProductDelete = "product:delete";
    UserRead = "user:read";
    UserWrite = "user:write";
    UserDelete = "user:delete";
    SysCatRead = "syscat:read";
    SysCatWrite = "syscat:write";
    SysCatDelete = "syscat:delete";
    EventRead = "event:read";
    NoticeRead = "notice:read";
    ReportRead = "report:read";
    TokenRead = "token:read";
    TokenWrite = "token:write";
    RoleRead = "role:read";
    RoleWrite = "role:write";
    Device = "device:use";

    ActionCreate = "action:create" grants [ActionRead, ActionUpdate, ActionDelete];
    ActionCreateGlobal = "action:create-global" grants [ActionUpdate, ActionDelete] needs [ActionRead];
    ActionRead = "action:read";
    ActionReadAll = "action:read-all" grants [ActionRead];
    ActionUpdate = "action:update" grants [ActionRead];
    ActionDelete = "action:delete" grants [ActionRead];

    BatchCreate = "batch:create"
        grants [BatchAttach, BatchRead, BatchUpdate, BatchDelete]
        needs [NiagaraWorkOrderRead, QueueRead];
    BatchRead = "batch:read" grants [BatchRelationsReadUser] needs [QueueRead, NiagaraWorkOrderRead];
    BatchReadAll = "batch:read-all" grants [BatchRead] needs [QueueReadAll];
    BatchUpdate = "batch:update" needs [BatchRead];
    BatchDelete = "batch:delete" needs [BatchRead];
    BatchAttach = "batch:attach" grants [BatchRelationsReadAll, BatchDetach] needs [BatchRead];
    BatchDetach = "batch:detach" needs [BatchRead, BatchRelationsReadAll];
    BatchAttachTech = "batch:attach-tech" grants [BatchRelationsReadTech, BatchDetachTech] needs [BatchRead];
    BatchDetachTech = "batch:detach-tech" needs [BatchRead, BatchRelationsReadTech];
    BatchRelationsReadAll = "batch:relations-read-all" needs [BatchRead];
    BatchRelationsReadUser = "batch:relations-read-user" needs [BatchRead];
    BatchRelationsReadTech = "batch:relations-read-tech" needs [BatchRead];

    ContactCreate = "contact:create" grants [ContactRead];
    ContactRead = "contact:read";
    ContactReadAll = "contact:read-all" grants [ContactRead];
    ContactUpdate = "contact:update" grants [ContactRead];
    ContactDelete = "contact:delete" grants [ContactRead];
    ContactAttach = "contact:attach" grants [ContactRelationsReadAll, ContactDetach] needs [ContactRead];
    ContactDetach = "contact:detach" needs [ContactRead, ContactRelationsReadAll];
    ContactRelationsReadAll = "contact:relations-read-all" needs [ContactRead];
    ContactRelationsReadUser = "contact:relations-read-user" needs [ContactRead];

    ContextCreate = "context:create" grants [ContextRead];
    ContextRead = "context:read";
    ContextReadAll = "context:read-all" grants [ContextRead];
    ContextUpdate = "context:update" needs [ContextRead];
    ContextDelete = "context:delete" needs [ContextRead];
    ContextStep = "context:step" grants [ContextRead];

    CustomerCreate = "customer:create"
        grants [CustomerUpdate, CustomerDelete, CustomerAttach, CustomerRead]
        below [ProgramCreate, PartCreate];
    CustomerRead = "customer:read" grants [CustomerRelationsReadUser];
    CustomerReadAll = "customer:read-all" grants [CustomerRead];
    CustomerUpdate = "customer:update" needs [CustomerRead];
    CustomerDelete = "customer:delete" needs [CustomerRead];
    CustomerAttach = "customer:attach" grants [CustomerRelationsReadAll, CustomerDetach] needs [CustomerRead];
    CustomerDetach = "customer:detach" needs [CustomerRelationsRead, CustomerRead];
    CustomerRelationsRead = "customer:relations-read" needs [CustomerRead];
    CustomerRelationsReadAll = "customer:relations-read-all"
        grants [CustomerRelationsRead]
        needs [CustomerRead];
    CustomerRelationsReadUser = "customer:relations-read-user" needs [CustomerRead];

    FileCreate = "file:create" grants [FileRead, FileAttach];
    FileRead = "file:read" grants [FileRelationsReadUser];
    FileReadAll = "file:read-all" grants [FileRead];
    FileDelete = "file:delete" needs [FileRead];
    FileAttach = "file:attach" grants [FileDelete];
    FileDetach = "file:detach" needs [FileRead, FileRelationsReadAll];
    FileRelationsReadAll = "file:relations-read-all" needs [FileRead];
    FileRelationsReadUser = "file:relations-read-user" needs [FileRead];

    LocationCreate = "location:create"
        grants [LocationRead, LocationUpdate, LocationDelete, LocationRelationsReadAll, LocationAttach]
        below [ResourceCreate];
    LocationRead = "location:read" grants [LocationRelationsReadUser];
    LocationReadAll = "location:read-all" grants [LocationRead];
    LocationUpdate = "location:update" needs [LocationRead];
    LocationDelete = "location:delete" needs [LocationRead];
    LocationAttach = "location:attach" grants [LocationDetach, LocationRelationsReadAll] needs [LocationRead];
    LocationDetach = "location:detach" needs [LocationRead, LocationRelationsReadAll];
    LocationRelationsReadAll = "location:relations-read-all" needs [LocationRead];
    LocationRelationsReadUser = "location:relations-read-user" needs [LocationRead];

    ManufacturerCreate = "manufacturer:create"
        grants [ManufacturerRead, ManufacturerUpdate, ManufacturerDelete, ManufacturerAttach];
    ManufacturerRead = "manufacturer:read" grants [ManufacturerRelationsReadUser];
    ManufacturerReadAll = "manufacturer:read-all" grants [ManufacturerRead];
    ManufacturerUpdate = "manufacturer:update" needs [ManufacturerRead];
    ManufacturerDelete = "manufacturer:delete" needs [ManufacturerRead];
    ManufacturerAttach = "manufacturer:attach" grants [ManufacturerDetach] needs [ManufacturerRead];
    ManufacturerDetach = "manufacturer:detach" needs [ManufacturerRead, ManufacturerRelationsReadAll];
    ManufacturerRelationsReadAll = "manufacturer:relations-read-all" needs [ManufacturerRead];
    ManufacturerRelationsReadUser = "manufacturer:relations-read-user" needs [ManufacturerRead];

    MeProfile = "me:profile";

    NoteCreate = "note:create" grants [NoteRead];
    NoteRead = "note:read";
    NoteReadAll = "note:read-all" grants [NoteRead];
    NoteUpdate = "note:update" needs [NoteRead];
    NoteDelete = "note:delete" needs [NoteRead];

    PartCreate = "part:create"
        grants [PartRead, PartUpdate, PartDelete, PartAttach, PartRelationsReadAll]
        below [UnitCreate]
        needs [CustomerRead, ManufacturerRead];
    PartRead = "part:read" grants [PartRelationsReadUser] needs [ManufacturerRead, CustomerRead];
    PartReadAll = "part:read-all" grants [PartRead] needs [CustomerReadAll, ManufacturerReadAll];
    PartUpdate = "part:update" needs [PartRead];
    PartDelete = "part:delete" needs [PartRead];
    PartAttach = "part:attach" grants [PartDetach] needs [PartRead];
    PartDetach = "part:detach" needs [PartRead];
    PartRelationsReadAll = "part:relations-read-all" needs [PartRead];
    PartRelationsReadUser = "part:relations-read-user" needs [PartRead];
    PartRelationsReadPart = "part:relations-read-part" needs [PartRead];

    ProgramCreate = "program:create"
        grants [ProgramAttach, ProgramRead, ProgramUpdate, ProgramDelete, ProgramRelationsReadAll]
        below [ProjectCreate]
        needs [CustomerRead];
    ProgramRead = "program:read" needs [CustomerRead];
    ProgramReadAll = "program:read-all" grants [ProgramRead] needs [CustomerReadAll];
    ProgramUpdate = "program:update" needs [ProgramRead];
    ProgramDelete = "program:delete" needs [ProgramRead];
    ProgramAttach = "program:attach" grants [ProgramDetach] needs [ProgramRead];
    ProgramDetach = "program:detach" needs [ProgramRead, ProgramRelationsReadAll];
    ProgramRelationsReadAll = "program:relations-read-all" needs [ProgramRead];
    ProgramRelationsReadUser = "program:relations-read-user" needs [ProgramRead];

    ProjectCreate = "project:create"
        grants [ProjectRead, ProjectUpdate, ProjectRelationsReadAll, ProjectAttach, ProjectDelete]
        below [NiagaraWorkOrderCreate]
        needs [ProgramRead];
    ProjectRead = "project:read" grants [ProjectRelationsReadUser] needs [ProgramRead];
    ProjectReadAll = "project:read-all" grants [ProjectRead] needs [ProgramReadAll];
    ProjectUpdate = "project:update" needs [ProjectRead];
    ProjectDelete = "project:delete" needs [ProjectRead];
    ProjectAttach = "project:attach" grants [ProjectDetach] needs [ProjectRelationsReadAll, ProjectRead];
    ProjectDetach = "project:detach" needs [ProjectRelationsReadAll, ProjectRead];
    ProjectRelationsReadAll = "project:relations-read-all" needs [ProjectRead];
    ProjectRelationsReadUser = "project:relations-read-user" needs [ProjectRead];

    QueueCreate = "queue:create"
        grants [QueueRead, QueueAttach, QueueUpdate, QueueDelete, QueueRelationsReadAll]
        needs [LocationRead];
    QueueRead = "queue:read" grants [BatchReadAll] needs [LocationRead];
    QueueReadAll = "queue:read-all" grants [QueueRead] needs [LocationReadAll];
    QueueUpdate = "queue:update" needs [QueueRead];
    QueueDelete = "queue:delete" needs [QueueRead];
    QueueAttach = "queue:attach" grants [QueueDetach, QueueRelationsReadAll] needs [QueueRead];
    QueueDetach = "queue:detach" needs [QueueRead, QueueRelationsReadAll];
    QueueRelationsReadAll = "queue:relations-read-all" needs [QueueRead];
    QueueRelationsReadUser = "queue:relations-read-user" needs [QueueRead];

    ResourceCreate = "resource:create"
        grants [ResourceRead, ResourceUpdate, ResourceDelete, ResourceAttach, ResourceRelationsReadAll,
            SubResourceCreate]
        needs [LocationRead];
    ResourceRead = "resource:read" grants [ResourceRelationsReadUser] needs [LocationRead];
    ResourceReadAll = "resource:read-all" grants [ResourceRead] needs [LocationReadAll];
    ResourceUpdate = "resource:update" needs [ResourceRead];
    ResourceDelete = "resource:delete" needs [ResourceRead];
    ResourceAttach = "resource:attach" grants [ResourceDetach] needs [ResourceRead];
    ResourceDetach = "resource:detach" needs [ResourceRead, ResourceRelationsReadAll];
    ResourceRelationsReadAll = "resource:relations-read-all" needs [ResourceRead];
    ResourceRelationsReadUser = "resource:relations-read-user" needs [ResourceRead];

    RoleCreate = "role:create" grants [RoleRead];
    RoleReadAll = "role:read-all" grants [RoleRead];
    RoleUpdate = "role:update" needs [RoleRead];
    RoleDelete = "role:delete" needs [RoleRead];

    SubResourceCreate = "sub-resource:create"
        grants [SubResourceRead, SubResourceUpdate, SubResourceDelete, SubResourceAttach,
            SubResourceRelationsReadAll]
        needs [ResourceRead];
    SubResourceRead = "sub-resource:read" grants [SubResourceRelationsReadUser] needs [ResourceRead];
    SubResourceReadAll = "sub-resource:read-all" grants [SubResourceRead] needs [ResourceReadAll];
    SubResourceUpdate = "sub-resource:update" needs [SubResourceRead];
    SubResourceDelete = "sub-resource:delete" needs [SubResourceRead];
    SubResourceAttach = "sub-resource:attach" grants [SubResourceDetach] needs [SubResourceRead];
    SubResourceDetach = "sub-resource:detach" needs [SubResourceRead, SubResourceRelationsReadAll];
    SubResourceRelationsReadAll = "sub-resource:relations-read-all" needs [SubResourceRead];
    SubResourceRelationsReadUser = "sub-resource:relations-read-user" needs [SubResourceRead];

    TenantRead = "tenant:read" grants [TenantRelationsReadUser];
    TenantRelationsReadUser = "tenant:relations-read-user" grants [TenantRead];
    TenantSearch = "tenant:search";
    TenantSettings = "tenant:settings" grants [TenantRead];

    UnitCreate = "unit:create"
        grants [UnitRead, UnitUpdate, UnitDelete, UnitAttach]
        needs [LocationRead, SubResourceRead, PartRead, VendorRead];
    UnitRead = "unit:read" needs [PartRead, LocationRead, VendorRead, SubResourceRead];
    UnitReadAll = "unit:read-all"
        grants [UnitRead]
        needs [PartReadAll, LocationReadAll, VendorReadAll, SubResourceReadAll];
    UnitUpdate = "unit:update" needs [UnitRead, PartRead, LocationRead, SubResourceRead];
    UnitDelete = "unit:delete" needs [UnitRead];
    UnitAttach = "unit:attach" grants [UnitDetach, UnitRelationsReadAll] needs [UnitRead];
    UnitDetach = "unit:detach" needs [UnitRead, UnitRelationsReadAll];
    UnitRelationsReadAll = "unit:relations-read-all" needs [UnitRead];
    UnitRelationsReadUser = "unit:relations-read-user" needs [UnitRead];

    UserCreate = "user:create" grants [UserRead];
    UserReadAll = "user:read-all" grants [UserRead];
    UserUpdate = "user:update" needs [UserRead];
    UserAttach = "user:attach" grants [UserRelationsReadAll, UserDetach] needs [UserRead];
    UserDetach = "user:detach" needs [UserRead, UserRelationsReadAll];
    UserRelationsReadAll = "user:relations-read-all" needs [UserRead];
    UserRelationsReadUser = "user:relations-read-user" needs [UserRead];

    VendorCreate = "vendor:create"
        grants [VendorRead, VendorAttach, VendorUpdate, VendorDelete, VendorRelationsReadAll];
    VendorRead = "vendor:read" grants [VendorRelationsReadUser];
    VendorReadAll = "vendor:read-all" grants [VendorRead];
    VendorUpdate = "vendor:update" needs [VendorRead];
    VendorDelete = "vendor:delete" needs [VendorRead];
    VendorAttach = "vendor:attach" grants [VendorDetach];
    VendorDetach = "vendor:detach" needs [VendorRelationsReadAll, VendorRead];
    VendorRelationsReadAll = "vendor:relations-read-all" needs [VendorRead];
    VendorRelationsReadUser = "vendor:relations-read-user" needs [VendorRead];

    WorkFlowCreate = "work-flow:create" grants [WorkFlowRead, WorkFlowUpdate, WorkFlowDelete, WorkFlowAttach];
    WorkFlowRead = "work-flow:read";
    WorkFlowReadAll = "work-flow:read-all" grants [WorkFlowRead];
    WorkFlowUpdate = "work-flow:update" needs [WorkFlowRead];
    WorkFlowDelete = "work-flow:delete" needs [WorkFlowRead];
    WorkFlowAttach = "work-flow:attach" grants [WorkFlowDetach] needs [WorkFlowRead];
    WorkFlowDetach = "work-flow:detach" needs [WorkFlowRead, WorkFlowRelationsReadAll];
    WorkFlowRelationsReadAll = "work-flow:relations-read-all" needs [WorkFlowRead];
    WorkFlowRelationsReadUser = "work-flow:relations-read-user" needs [WorkFlowRead];

    NiagaraWorkOrderCreate = "work-order:create"
        grants [NiagaraWorkOrderRead, NiagaraWorkOrderUpdate, NiagaraWorkOrderDelete,
            NiagaraWorkOrderRelationsReadAll, NiagaraWorkOrderAttach]
        needs [ProjectRead];
    NiagaraWorkOrderRead = "work-order:read" grants [NiagaraWorkOrderRelationsReadUser] needs [ProjectRead];
    NiagaraWorkOrderReadAll = "work-order:read-all" grants [NiagaraWorkOrderRead] needs [ProjectReadAll];
    NiagaraWorkOrderUpdate = "work-order:update" needs [NiagaraWorkOrderRead];
    NiagaraWorkOrderDelete = "work-order:delete" needs [NiagaraWorkOrderRead];
    NiagaraWorkOrderAttach = "work-order:attach" grants [NiagaraWorkOrderDetach] needs [NiagaraWorkOrderRead];
    NiagaraWorkOrderDetach = "work-order:detach"
        needs [NiagaraWorkOrderRelationsReadAll, NiagaraWorkOrderRead];
    NiagaraWorkOrderRelationsReadAll = "work-order:relations-read-all" needs [NiagaraWorkOrderRead];
    NiagaraWorkOrderRelationsReadUser = "work-order:relations-read-user" needs [NiagaraWorkOrderRead];
}
