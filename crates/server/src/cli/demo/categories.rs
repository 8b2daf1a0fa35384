//! The code lists of the demonstration company, under their documented numbers.

use serde_json::{Value, json};

/// A code with its English and Spanish text.
pub(super) type Code = (&'static str, &'static str, &'static str);

/// Why a technician may reject a job.
pub(super) const REJECT: [Code; 3] = [
    ("1001", "Not my trade", "No es mi especialidad"),
    ("1002", "Cannot be there in time", "No puedo llegar a tiempo"),
    ("1003", "Tool or licence is missing", "Falta herramienta o licencia"),
];

/// Why a job may be planned anew.
pub(super) const RESCHEDULE: [Code; 3] = [
    ("2001", "Part has to be ordered", "Hay que pedir una pieza"),
    ("2002", "Customer was not there", "El cliente no estaba"),
    ("2003", "More time is needed", "Se necesita más tiempo"),
];

/// Number, title, codes.
#[rustfmt::skip]
const ALL: [(&str, &str, &[Code]); 9] = [
    ("1", "Time entry", &[("1001", "Administration", "Administración"), ("1002", "Travel", "Desplazamiento"), ("1003", "On site", "En el sitio"), ("1004", "Time off", "Tiempo libre"), ("1005", "Unavailable", "No disponible"), ("1006", "Standard activities", "Actividades estándar"), ("1007", "User status", "Estado del usuario")]),
    ("10", "Order status", &[("1", "New", "Nueva"), ("6", "En route", "En camino"), ("7", "On site", "En el sitio"), ("8", "Travel complete", "Viaje terminado"), ("9", "Pending", "Pendiente"), ("1001", "Rejected", "Rechazada"), ("4096", "Closed complete", "Cerrada completa"), ("4097", "Closed incomplete", "Cerrada incompleta")]),
    ("11", "Order sub-status", &[("1001", "Waiting for part", "Esperando pieza"), ("1002", "Waiting for customer", "Esperando al cliente")]),
    ("12", "Dispatch status", &[("0", "None", "Ninguno"), ("1", "Scheduled", "Programada"), ("2", "Assigned", "Asignada"), ("3", "Dispatched", "Enviada")]),
    ("16", "Closed incomplete, no follow-up", &[("1001", "Hold for parts", "En espera de piezas"), ("1002", "Insufficient skills", "Conocimientos insuficientes"), ("1003", "Service refused by customer", "Servicio rechazado por el cliente"), ("1004", "Service no longer required", "Servicio ya no necesario")]),
    ("18", "Reject reasons", &REJECT),
    ("28", "Referral source", &[("1001", "Telephone", "Teléfono"), ("1002", "Web site", "Sitio web"), ("1003", "Contract", "Contrato")]),
    ("500", "Activity types", &[("1001", "Standard", "Estándar"), ("1002", "Break", "Descanso"), ("2001", "Begin of day", "Inicio del día"), ("2002", "End of day", "Fin del día")]),
    ("1200", "User actions", &[("1001", "Start travel", "Inicio de viaje"), ("1002", "End travel", "Fin de viaje"), ("1003", "On site", "En el sitio"), ("1004", "Closed", "Cerrado"), ("1005", "Payment completed", "Pago completado")]),
];

/// The lists as documents, by their numbers.
pub(super) fn documents() -> Vec<(&'static str, Value)> {
    let document = |(id, title, codes): &(&'static str, &str, &[Code])| {
        let codes: Vec<Value> = codes
            .iter()
            .map(|(code, en, es)| json!({ "SysActID": code, "IsActive": true, "Desc": { "en": en, "es": es } }))
            .collect();
        let doc = json!({ "SysCatID": id, "IsActive": true, "Desc": { "en": title }, "SysActs": codes });
        (*id, doc)
    };
    ALL.iter().map(document).collect()
}

/// Codes as a job offers them.
pub(super) fn offered(codes: &[Code]) -> Vec<Value> {
    codes.iter().map(|(code, en, _)| json!({ "code": code, "desc": en })).collect()
}
