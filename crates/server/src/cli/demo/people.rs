//! Who works for the demonstration company.

/// A person who signs in.
pub(super) struct Person {
    pub id: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub role: &'static str,
    pub phone: &'static str,
    pub language: &'static str,
    /// What a technician can do, for whoever plans.
    pub skills: &'static str,
    /// The asset types that go with them.
    pub asset_types: &'static [&'static str],
}

/// The password of all of them.
pub(super) const PASSWORD: &str = "docket-demo";

/// Plans the jobs.
pub(super) const DISPATCHER: &str = "dana.ortiz";

/// The technicians, in the order in which jobs are planned for them.
#[rustfmt::skip]
pub(super) const TECHNICIANS: [Person; 6] = [
    Person { id: "marcus.bell", first: "Marcus", last: "Bell", role: "technician", phone: "404-555-0501", language: "en", skills: "Refrigeration, Walk-in coolers", asset_types: &["1001"] },
    Person { id: "yara.silva", first: "Yara", last: "Silva", role: "technician", phone: "404-555-0502", language: "es", skills: "Laundry, Dishwashers", asset_types: &["1004", "1005"] },
    Person { id: "tom.becker", first: "Tom", last: "Becker", role: "technician", phone: "404-555-0503", language: "en", skills: "Heating, Boilers, Gas", asset_types: &["1003"] },
    Person { id: "ines.moreau", first: "Ines", last: "Moreau", role: "technician", phone: "404-555-0504", language: "en", skills: "Air conditioning, Controls", asset_types: &["1002"] },
    Person { id: "kwame.asante", first: "Kwame", last: "Asante", role: "technician", phone: "404-555-0505", language: "en", skills: "Cooking equipment, Electrical", asset_types: &["1006"] },
    Person { id: "li.wen", first: "Li", last: "Wen", role: "technician", phone: "404-555-0506", language: "en", skills: "Coffee machines, Ice machines", asset_types: &["1007", "1008"] },
];

/// Who works in the workshop. Their ids can stand in the documents of both dialects.
#[rustfmt::skip]
pub(super) const WORKSHOP: [Person; 2] = [
    Person { id: "noor-hadid", first: "Noor", last: "Hadid", role: "technician", phone: "404-555-0520", language: "en", skills: "Tablets, Enrolment", asset_types: &[] },
    Person { id: "pete-lang", first: "Pete", last: "Lang", role: "technician", phone: "404-555-0521", language: "en", skills: "Scanners, Locks, Loggers", asset_types: &[] },
];

/// Who works in the office.
#[rustfmt::skip]
pub(super) const OFFICE: [Person; 2] = [
    Person { id: DISPATCHER, first: "Dana", last: "Ortiz", role: "dispatcher", phone: "404-555-0510", language: "en", skills: "", asset_types: &[] },
    Person { id: "ruth.adler", first: "Ruth", last: "Adler", role: "production-manager", phone: "404-555-0511", language: "en", skills: "", asset_types: &[] },
];
