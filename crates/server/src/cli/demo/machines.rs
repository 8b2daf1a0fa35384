//! What the demonstration company repairs, and what there is to do.

/// A model of a machine: asset type, maker, model, description, the parts that fail most.
pub(super) type Model = (&'static str, &'static str, &'static str, &'static str, [&'static str; 2]);

/// For companies.
#[rustfmt::skip]
pub(super) const BUSINESS: [Model; 10] = [
    ("1001", "Coldbrook", "WR-880", "Walk-in cooler", ["P-1001", "P-1008"]),
    ("1001", "Coldbrook", "RF-49", "Reach-in refrigerator", ["P-1007", "P-1005"]),
    ("1002", "Galeforce", "RTU-120", "Rooftop unit", ["P-1023", "P-1032"]),
    ("1003", "Hearthline", "B-400", "Hot-water boiler", ["P-1020", "P-1022"]),
    ("1004", "Brightwell", "DW-60", "Rack dishwasher", ["P-1013", "P-1015"]),
    ("1005", "Brightwell", "LX-35", "Washer-extractor", ["P-1016", "P-1014"]),
    ("1006", "Embercraft", "CV-2", "Convection oven", ["P-1026", "P-1009"]),
    ("1006", "Embercraft", "FR-50", "Deep fryer", ["P-1027", "P-1009"]),
    ("1007", "Altaroma", "E2", "Espresso machine", ["P-1028", "P-1029"]),
    ("1008", "Coldbrook", "IC-500", "Ice machine", ["P-1030", "P-1031"]),
];

/// For households.
#[rustfmt::skip]
pub(super) const HOUSEHOLD: [Model; 6] = [
    ("1001", "Maplewood", "FD-26", "French-door refrigerator", ["P-1001", "P-1006"]),
    ("1002", "Galeforce", "AC-36", "Central air conditioner", ["P-1024", "P-1032"]),
    ("1003", "Hearthline", "F-80", "Gas furnace", ["P-1019", "P-1020"]),
    ("1004", "Maplewood", "QD-14", "Dishwasher", ["P-1014", "P-1015"]),
    ("1005", "Maplewood", "FL-5", "Front-load washer", ["P-1014", "P-1016"]),
    ("1005", "Maplewood", "VD-7", "Dryer", ["P-1017", "P-1018"]),
];

/// Something to do.
pub(super) struct Work {
    /// `1001` repair, `1002` maintenance, `1003` installation.
    pub kind: &'static str,
    pub asset_type: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub tasks: &'static [&'static str],
    pub minutes: i64,
}

/// Work by the type of the machine; every type has at least two.
#[rustfmt::skip]
pub(super) const WORK: [Work; 18] = [
    Work { kind: "1001", asset_type: "1001", title: "Not cooling", description: "Temperature has been rising since last night, goods were moved.", tasks: &["Measure temperatures and pressures", "Check fans and defrost", "Repair", "Confirm set temperature"], minutes: 90 },
    Work { kind: "1001", asset_type: "1001", title: "Door does not seal", description: "Frost around the door, gasket is torn at the lower hinge.", tasks: &["Inspect gasket and hinges", "Replace gasket", "Check closing"], minutes: 45 },
    Work { kind: "1002", asset_type: "1001", title: "Quarterly refrigeration check", description: "Planned maintenance under contract.", tasks: &["Clean coils", "Check charge", "Check drain", "Log temperatures"], minutes: 75 },
    Work { kind: "1001", asset_type: "1002", title: "No cold air", description: "Fan runs but the air stays warm.", tasks: &["Check capacitor and contactor", "Check charge", "Repair", "Measure supply air"], minutes: 90 },
    Work { kind: "1002", asset_type: "1002", title: "Filter change and coil cleaning", description: "Spring service.", tasks: &["Change filters", "Clean coil", "Test run"], minutes: 60 },
    Work { kind: "1001", asset_type: "1003", title: "No heat", description: "Goes out after a few seconds, shows a blinking light.", tasks: &["Read fault code", "Check igniter and flame sensor", "Repair", "Combustion test"], minutes: 90 },
    Work { kind: "1002", asset_type: "1003", title: "Annual safety inspection", description: "Inspection before the heating season.", tasks: &["Gas leak test", "Combustion test", "Safety valve test", "Write report"], minutes: 75 },
    Work { kind: "1001", asset_type: "1004", title: "Does not drain", description: "Water stands in the tank after the cycle.", tasks: &["Check drain and pump", "Repair", "Test cycle"], minutes: 60 },
    Work { kind: "1001", asset_type: "1004", title: "Leaks during wash", description: "Puddle in front of the machine after each load.", tasks: &["Find leak", "Replace seal or valve", "Test cycle"], minutes: 60 },
    Work { kind: "1001", asset_type: "1005", title: "Loud when spinning", description: "Bangs in the spin cycle, moves across the floor.", tasks: &["Check bearings and dampers", "Repair", "Level machine", "Test run"], minutes: 105 },
    Work { kind: "1001", asset_type: "1005", title: "Stops in mid-cycle", description: "Stops with an error code, door stays locked.", tasks: &["Read fault code", "Repair", "Test run"], minutes: 60 },
    Work { kind: "1001", asset_type: "1006", title: "Does not reach temperature", description: "Takes an hour to heat and stays 30 degrees low.", tasks: &["Measure element and thermostat", "Repair", "Calibrate"], minutes: 75 },
    Work { kind: "1003", asset_type: "1006", title: "Install replacement unit", description: "New unit is on site; the old one goes back with us.", tasks: &["Disconnect old unit", "Connect new unit", "Test run", "Instruct staff"], minutes: 120 },
    Work { kind: "1001", asset_type: "1007", title: "Group head leaks", description: "Drips between shots and pressure falls.", tasks: &["Replace gasket", "Check pressure", "Backflush"], minutes: 45 },
    Work { kind: "1002", asset_type: "1007", title: "Half-year service", description: "Seals and descaling under contract.", tasks: &["Replace seals", "Descale", "Calibrate dose"], minutes: 75 },
    Work { kind: "1001", asset_type: "1008", title: "Makes little ice", description: "Bin is half empty by noon.", tasks: &["Check water supply", "Check probe", "Descale", "Measure cycle"], minutes: 75 },
    Work { kind: "1002", asset_type: "1008", title: "Cleaning and sanitizing", description: "Due by the health plan.", tasks: &["Empty bin", "Clean and sanitize", "Change filter"], minutes: 60 },
    Work { kind: "1003", asset_type: "1002", title: "Install thermostat", description: "Customer bought a programmable thermostat.", tasks: &["Remove old thermostat", "Install", "Instruct customer"], minutes: 45 },
];

/// What a technician writes when it is done.
pub(super) const DONE: [&str; 6] = [
    "Replaced the worn part, runs as it should. Showed the customer.",
    "Cleaned, adjusted and tested twice. No further action.",
    "Found a loose connection besides; tightened all terminals.",
    "All values within limits, protocol left on site.",
    "Works again. Recommended a filter change within three months.",
    "Part replaced from van stock, old part taken back.",
];

/// What a technician writes when it is not done, by the reason's code (category 16).
pub(super) const NOT_DONE: [(&str, &str); 4] = [
    ("1001", "Part is not in the van and has to be ordered; machine is switched off and labelled."),
    ("1002", "Needs a colleague with the gas licence."),
    ("1003", "Customer did not agree to the estimate."),
    ("1004", "Customer had replaced the machine already."),
];

/// What the office notes when it takes an order.
pub(super) const TAKEN: [&str; 6] = [
    "Customer asks for a call half an hour before.",
    "Second call about this machine in a year.",
    "Ask for the manager on site.",
    "Under contract, no payment on site.",
    "Parking is hard, use the yard.",
    "Customer can wait until the afternoon if needed.",
];
