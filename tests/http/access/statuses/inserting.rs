//! 201: what a PUT of the ServiceMobility dialect makes, since the recipes change what is there.

use super::Tries;

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    for (address, path, body) in [
        ("trans/Account/{AccountNum}", "trans/Account/new", r#"{"Name":"new"}"#),
        (
            "trans/Account/{AccountNum}/Location/{LocationNum}",
            "trans/Account/new/Location/new",
            r#"{"Name":"new"}"#,
        ),
        ("trans/Products/{ProdNum}", "trans/Products/new", r#"{"Mfg":"new"}"#),
        ("Assets/{AssetNum}", "Assets/new", r#"{"Desc":"new"}"#),
        ("trans/User/{UserID}", "trans/User/new", r#"{"LastName":"new"}"#),
        (
            "trans/SystemCategory/{DGroupID}/{Code}",
            "trans/SystemCategory/Default/new",
            r#"{"Desc":{"en":"new"}}"#,
        ),
        ("trans/WorkOrder/{WorkOrderNum}", "trans/WorkOrder/new", r#"{"Title":"new"}"#),
    ] {
        let (operation, path) = (format!("PUT /seiapi/v3/{address}"), format!("/seiapi/v3/{path}"));
        tries.call(&operation, &path, Some(body)).expect(201);
    }
}
