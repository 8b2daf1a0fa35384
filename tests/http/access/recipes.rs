//! How to call each operation so that it succeeds, in an order in which all of them can: those of the ServiceMobility dialect,
//! of the console and of devices stand here.

use std::borrow::Cow;

use super::niagara;

/// Stands in everything that the tenant `default` has, and nowhere else.
pub const MARK: &str = "of-the-default-tenant";

/// One operation and a call of it.
#[derive(Clone)]
pub struct Recipe {
    /// The operation as the OpenAPI document names it: method and path.
    pub operation: Cow<'static, str>,
    /// The path to call; names in braces are places of the world, such as `{token}`.
    pub path: Cow<'static, str>,
    /// The body, with such places too.
    pub body: Option<Cow<'static, str>>,
    /// The right that it takes, or several of which one is enough, with bars; after it, with commas, what else it takes for
    /// the call to succeed.
    pub right: Cow<'static, str>,
    /// What it answers somebody with that right.
    pub status: u16,
}

impl Recipe {
    /// The rights of which one is needed.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.right.split(',').next().unwrap_or_default().split('|')
    }

    /// One of them, and what else it takes.
    pub fn rights(&self) -> String {
        let others = self.right.split(',').skip(1);
        self.own().take(1).chain(others).collect::<Vec<_>>().join(",")
    }

    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        self.operation.starts_with("GET ")
    }
}

const fn recipe(
    operation: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    right: &'static str,
    status: u16,
) -> Recipe {
    let body = match body {
        Some(body) => Some(Cow::Borrowed(body)),
        None => None,
    };
    Recipe {
        operation: Cow::Borrowed(operation),
        path: Cow::Borrowed(path),
        body,
        right: Cow::Borrowed(right),
        status,
    }
}

/// All operations that take a right. Those of the Niagara dialect go first, because the others end with deleting the user who
/// tries them.
pub fn all() -> Vec<Recipe> {
    niagara::recipes().into_iter().chain(RECIPES.iter().cloned()).collect()
}

/// The operations that take no token.
pub const PUBLIC: &[&str] = &[
    "GET /",
    "GET /errors",
    "GET /healthz",
    "GET /metrics",
    "GET /oauth/authorize",
    "GET /openapi.json",
    "GET /readyz",
    "GET /rel/{name}",
    "POST /createjwt",
    "POST /oauth/authorize",
    "POST /oauth/token",
];

/// The operations that take a valid token and no right.
pub const ANY_TOKEN: &[&str] = &["DELETE /oauth/token"];

/// What takes a right: what reads, then what changes, then what deletes.
const RECIPES: &[Recipe] = &[
    // Reading.
    recipe("GET /roles", "/roles", None, "role:read", 200),
    recipe("GET /roles/{id}", "/roles/of-the-default-tenant", None, "role:read", 200),
    recipe("GET /roles/{id}/users", "/roles/of-the-default-tenant/users", None, "role:read", 200),
    recipe("GET /users", "/users", None, "user:read", 200),
    // Not the caller: everybody may read the own record.
    recipe("GET /users/{id}", "/users/spare", None, "user:read", 200),
    recipe("GET /me", "/me", None, "me:profile", 200),
    recipe(
        "GET /seiapi/v3/trans/WorkOrder/{WorkOrderNum}",
        "/seiapi/v3/trans/WorkOrder/J1",
        None,
        "workorder:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Dispatch",
        "/seiapi/v3/trans/WorkOrder/J1/Dispatch",
        None,
        "workorder:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes",
        "/seiapi/v3/trans/WorkOrder/J1/TechNotes",
        None,
        "workorder:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/query/WorkOrders",
        "/seiapi/v3/query/WorkOrders?limit=1000",
        None,
        "workorder:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/export/WorkOrder",
        "/seiapi/v3/export/WorkOrder?src=api&rowver=0",
        None,
        "workorder:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/trans/Account/{AccountNum}",
        "/seiapi/v3/trans/Account/A1",
        None,
        "account:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}",
        "/seiapi/v3/trans/Account/A1/Location/L1",
        None,
        "accountloc:read",
        200,
    ),
    recipe(
        "GET /seiapi/v3/trans/Products/{ProdNum}",
        "/seiapi/v3/trans/Products/P1",
        None,
        "product:read",
        200,
    ),
    recipe("GET /seiapi/v3/Assets/{AssetNum}", "/seiapi/v3/Assets/E1", None, "asset:read", 200),
    recipe("GET /seiapi/v3/trans/User/{UserID}", "/seiapi/v3/trans/User/tester", None, "user:read", 200),
    recipe(
        "GET /seiapi/v3/trans/SystemCategory/{DGroupID}/{Code}",
        "/seiapi/v3/trans/SystemCategory/Default/10",
        None,
        "syscat:read",
        200,
    ),
    recipe("GET /events/v1", "/events/v1?limit=1000", None, "event:read", 200),
    recipe("GET /search", "/search?q=J1", None, "workorder:read", 200),
    recipe("GET /admin/v1/jobs/{num}/history", "/admin/v1/jobs/J1/history", None, "workorder:read", 200),
    recipe("GET /admin/v1/late-reports", "/admin/v1/late-reports", None, "report:read", 200),
    recipe("GET /admin/v1/notices", "/admin/v1/notices", None, "notice:read", 200),
    recipe("GET /admin/v1/records/{kind}", "/admin/v1/records/account", None, "account:read", 200),
    recipe("GET /admin/v1/summary", "/admin/v1/summary", None, "report:read", 200),
    recipe("GET /admin/v1/roles", "/admin/v1/roles", None, "role:read", 200),
    recipe("GET /admin/v1/users/{UserID}/roles", "/admin/v1/users/tester/roles", None, "role:read", 200),
    recipe("GET /admin/v1/tokens", "/admin/v1/tokens?limit=1000", None, "token:read", 200),
    recipe("GET /device/v1/jobs", "/device/v1/jobs", None, "device:*", 200),
    recipe("GET /device/v1/jobs/{num}", "/device/v1/jobs/J1", None, "device:*", 200),
    recipe("GET /device/v1/notices", "/device/v1/notices", None, "device:*", 200),
    recipe("GET /device/v1/feed", "/device/v1/feed", None, "device:*", 200),
    // Changing.
    recipe("POST /device/v1/notices/{id}/ack", "/device/v1/notices/1/ack", None, "device:*", 200),
    recipe(
        "POST /device/v1/jobs/{num}/{action}",
        "/device/v1/jobs/J1/read",
        Some(r#"{"id":"0192f0c1-0000-7000-8000-000000000001","at":"2026-11-21T10:00:00.000Z","version":1}"#),
        "device:*",
        200,
    ),
    recipe(
        "PATCH /device/v1/jobs/{num}",
        "/device/v1/jobs/J1",
        Some(r#"{"Remarks":"by the device"}"#),
        "device:*",
        200,
    ),
    recipe(
        "PATCH /seiapi/v3/trans/WorkOrder/{WorkOrderNum}",
        "/seiapi/v3/trans/WorkOrder/J1",
        Some(r#"{"Remarks":"r"}"#),
        "workorder:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Dispatch",
        "/seiapi/v3/trans/WorkOrder/J1/Dispatch",
        Some(r#"{"UserName":"tester"}"#),
        "workorder:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes",
        "/seiapi/v3/trans/WorkOrder/J1/TechNotes",
        Some(r#"{"TechNotes":[{"ID":"9","Text":"t"}]}"#),
        "workorder:write",
        200,
    ),
    recipe(
        "POST /seiapi/v3/trans/WorkOrder/{WorkOrderNum}",
        "/seiapi/v3/trans/WorkOrder/J1",
        Some(r#"{"Title":"posted"}"#),
        "workorder:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/WorkOrder/{WorkOrderNum}",
        "/seiapi/v3/trans/WorkOrder/J1",
        Some(r#"{"Title":"put"}"#),
        "workorder:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/Account/{AccountNum}",
        "/seiapi/v3/trans/Account/A1",
        Some(r#"{"Name":"put"}"#),
        "account:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}",
        "/seiapi/v3/trans/Account/A1/Location/L1",
        Some(r#"{"Name":"put"}"#),
        "accountloc:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/Products/{ProdNum}",
        "/seiapi/v3/trans/Products/P1",
        Some(r#"{"Mfg":"put"}"#),
        "product:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/Assets/{AssetNum}",
        "/seiapi/v3/Assets/E1",
        Some(r#"{"Desc":"put"}"#),
        "asset:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/User/{UserID}",
        "/seiapi/v3/trans/User/tester",
        Some(r#"{"LastName":"put"}"#),
        "user:write",
        200,
    ),
    recipe(
        "PUT /seiapi/v3/trans/SystemCategory/{DGroupID}/{Code}",
        "/seiapi/v3/trans/SystemCategory/Default/10",
        Some(r#"{"Desc":{"en":"put"}}"#),
        "syscat:write",
        200,
    ),
    recipe(
        "PUT /admin/v1/roles/{name}",
        "/admin/v1/roles/of-the-default-tenant",
        Some(r#"{"rights":"role:write"}"#),
        "role:write",
        204,
    ),
    recipe(
        "PUT /admin/v1/users/{UserID}/roles",
        "/admin/v1/users/tester/roles",
        Some(r#"{"roles":["of-the-default-tenant"]}"#),
        "role:write",
        204,
    ),
    recipe(
        "POST /admin/v1/tokens",
        "/admin/v1/tokens",
        Some(r#"{"subject":"x","rights":"token:write","expires_in":60}"#),
        "token:write",
        201,
    ),
    recipe(
        "POST /roles",
        "/roles",
        Some(r#"{"label":"new","grants":[{"permission":"role:create","label":"","match_location":false}]}"#),
        "role:create",
        200,
    ),
    recipe(
        "PUT /roles/{id}",
        "/roles/of-the-default-tenant",
        Some(r#"{"label":"x","grants":[{"permission":"role:write","label":"","match_location":false}]}"#),
        "role:update,role:read,role:write",
        200,
    ),
    recipe(
        "POST /roles/{id}/users",
        "/roles/of-the-default-tenant/users",
        Some(r#"{"email":"new@example.com"}"#),
        "role:update,role:read,role:write,user:create",
        200,
    ),
    recipe("POST /users", "/users", Some(r#"{"email":"newer@example.com"}"#), "user:create", 200),
    recipe(
        "PUT /users/{id}",
        "/users/tester",
        Some(r#"{"email":"tester@example.com"}"#),
        "user:update,user:read",
        200,
    ),
    // Deleting.
    recipe("DELETE /roles/{id}", "/roles/spare", None, "role:delete,role:read,role:write", 205),
    recipe("DELETE /users/{id}", "/users/spare", None, "user:delete", 205),
    recipe("DELETE /admin/v1/tokens/{id}", "/admin/v1/tokens/{token}", None, "token:write", 204),
    recipe("DELETE /admin/v1/roles/{name}", "/admin/v1/roles/of-the-default-tenant", None, "role:write", 204),
    recipe(
        "DELETE /seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes",
        "/seiapi/v3/trans/WorkOrder/J1/TechNotes",
        None,
        "workorder:write",
        200,
    ),
    recipe(
        "DELETE /seiapi/v3/trans/WorkOrder/{WorkOrderNum}",
        "/seiapi/v3/trans/WorkOrder/J1",
        None,
        "workorder:delete",
        200,
    ),
    recipe(
        "DELETE /seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}",
        "/seiapi/v3/trans/Account/A1/Location/L1",
        None,
        "accountloc:delete",
        200,
    ),
    recipe(
        "DELETE /seiapi/v3/trans/Account/{AccountNum}",
        "/seiapi/v3/trans/Account/A1",
        None,
        "account:delete",
        200,
    ),
    recipe(
        "DELETE /seiapi/v3/trans/Products/{ProdNum}",
        "/seiapi/v3/trans/Products/P1",
        None,
        "product:delete",
        200,
    ),
    recipe("DELETE /seiapi/v3/Assets/{AssetNum}", "/seiapi/v3/Assets/E1", None, "asset:delete", 200),
    recipe("DELETE /seiapi/v3/trans/User/{UserID}", "/seiapi/v3/trans/User/tester", None, "user:delete", 200),
    recipe(
        "DELETE /seiapi/v3/trans/SystemCategory/{DGroupID}/{Code}",
        "/seiapi/v3/trans/SystemCategory/Default/10",
        None,
        "syscat:delete",
        200,
    ),
];
