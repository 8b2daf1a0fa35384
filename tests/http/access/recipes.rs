//! How to call each operation so that it succeeds, in an order in which all of them can.

/// Stands in everything that the tenant `default` has, and nowhere else.
pub const MARK: &str = "of-the-default-tenant";

/// One operation and a call of it.
pub struct Recipe {
    /// The operation as the OpenAPI document names it: method and path.
    pub operation: &'static str,
    /// The path to call; `{token}` is the id of a token.
    pub path: &'static str,
    /// The body.
    pub body: Option<&'static str>,
    /// The right that it takes.
    pub right: &'static str,
    /// What it answers somebody with that right.
    pub status: u16,
}

const fn recipe(
    operation: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    right: &'static str,
    status: u16,
) -> Recipe {
    Recipe { operation, path, body, right, status }
}

/// The operations that take no token.
pub const PUBLIC: &[&str] =
    &["GET /errors", "GET /healthz", "GET /metrics", "GET /openapi.json", "GET /readyz", "POST /createjwt"];

/// Every other operation: what reads, then what changes, then what deletes.
pub const RECIPES: &[Recipe] = &[
    // Reading.
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
    // Deleting.
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
