//! Machine steps: work that a program outside does. There is one such program, which provisions iOS devices.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::work_flow::at::At;
use crate::work_flow::definition::{NotCanonical, list, member};
use crate::work_flow::pattern::BASE64;
use crate::work_flow::report::Report;
use crate::work_flow::shape::{self, MAX_ITEMS, Member, Shape, members, optional, required};

/// Which program does the work, and how.
#[derive(Debug, Clone, PartialEq)]
pub enum Machine {
    /// `ace-ios`
    AceIos {
        /// The platforms that the program may run on; empty for any.
        platforms: Vec<Platform>,
        /// What the program is told; boxed for its size.
        configuration: Box<AceIos>,
    },
}

/// A platform that a program runs on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Platform {
    /// By name.
    Named(String),
    /// By operating system and processor.
    Exact {
        /// The operating system: `darwin`.
        platform: String,
        /// The processor: `arm64`.
        arch: String,
    },
}

/// What `ace-ios` does with a device.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct AceIos {
    /// The certificate for pairing, in Base64.
    pub pairing_cert: Option<String>,
    /// The key for pairing, in Base64.
    pub pairing_key: Option<String>,
    /// Whether to restore the device first.
    pub restore_device: Option<bool>,
    /// Whether and how to enroll the device.
    pub automated_enrollment: Option<Enrollment>,
    /// The device management that it is enrolled with.
    pub mdm: Option<Mdm>,
    /// Where what is read from the device goes.
    pub field_mappings: Vec<FieldMapping>,
    /// The apps that must be there before the step is complete.
    pub wait_for_apps: Vec<String>,
    /// The icon layout that must be there before the step is complete.
    pub wait_for_icon_layout: Vec<Value>,
    /// The charge in percent, 0 to 100, that must be there before the step is complete.
    pub wait_for_battery_charge: Option<u8>,
}

/// Whether and how to enroll a device.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Enrollment {
    /// Whether to enroll it.
    pub should_mdm_enroll: bool,
    /// In whose name.
    #[serde(default)]
    pub mdm_enroll_user: Option<String>,
    /// With which password.
    #[serde(default)]
    pub mdm_enroll_password: Option<String>,
}

/// A device management.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Mdm {
    /// `AirWatch`, `JAMF` or `Meraki`.
    pub vendor: Option<String>,
    /// Where its console is.
    pub console_url: Option<String>,
    /// In whose name.
    pub user: Option<String>,
    /// With which password.
    pub password: Option<String>,
    /// The customer's code there.
    pub tenant_code: Option<String>,
    /// The asset tag to set.
    pub set_asset_tag: Option<String>,
}

/// Where a value that is read from the device goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct FieldMapping {
    /// What is read: `serial_number`.
    pub from: Option<String>,
    /// A path on the entity or, with a leading `$`, in the context.
    pub to: Option<String>,
}

impl Machine {
    pub(super) fn of_options(options: &Value) -> Result<Self, NotCanonical> {
        let application = options.get("application").ok_or("it has no application")?;
        let platforms = list(application, "platforms")?;
        Ok(Self::AceIos { platforms, configuration: Box::new(member(options, "configuration")?) })
    }

    /// The name of the program: `ace-ios`.
    #[must_use]
    pub const fn application(&self) -> &'static str {
        match self {
            Self::AceIos { .. } => ACE_IOS,
        }
    }
}

const ACE_IOS: &str = "ace-ios";

const OPTIONS: &[Member] = &[
    required("application", Shape::Closed(APPLICATION)),
    required("configuration", Shape::Closed(CONFIGURATION)),
    optional("component", Shape::Text),
];

const APPLICATION: &[Member] = &[
    required("application_id", Shape::Word(&[ACE_IOS], &[])),
    optional("platforms", Shape::List(&Shape::By(platform), 0, MAX_ITEMS)),
];

const PLATFORM: &[Member] = &[
    required(
        "platform",
        Shape::Word(&["aix", "darwin", "freebsd", "linux", "openbsd", "sunos", "win32"], &[]),
    ),
    required(
        "arch",
        Shape::Word(
            &["arm", "arm64", "ia32", "mips", "mipsel", "ppc", "ppc64", "s390", "s390x", "x32", "x64"],
            &[],
        ),
    ),
];

const CONFIGURATION: &[Member] = &[
    optional("pairing_cert", Shape::Like(&BASE64)),
    optional("pairing_key", Shape::Like(&BASE64)),
    optional("restore_device", Shape::Bool),
    optional("automated_enrollment", Shape::By(enrollment)),
    optional("mdm", Shape::Closed(MDM)),
    optional("field_mappings", Shape::List(&Shape::Closed(MAPPING), 0, MAX_ITEMS)),
    optional("wait_for_apps", Shape::List(&Shape::Text, 0, MAX_ITEMS)),
    optional("wait_for_icon_layout", Shape::List(&Shape::Any, 0, MAX_ITEMS)),
    optional("wait_for_battery_charge", Shape::Whole(0, 100)),
];

const MDM: &[Member] = &[
    optional("vendor", Shape::Word(&["AirWatch", "JAMF", "Meraki"], &[])),
    optional("console_url", Shape::Uri),
    optional("user", Shape::Text),
    optional("password", Shape::Text),
    optional("tenant_code", Shape::Text),
    optional("set_asset_tag", Shape::Text),
];

/// What can be read from a device, in either generation.
const SOURCES: &[&str] = &[
    "serial_number",
    "name",
    "ecid",
    "udid",
    "configurator_serial",
    "ios",
    "model",
    "storage",
    "wifi_mac",
    "bt_mac",
    "ethernet_mac",
    "thundersync_serial",
    "iccid",
    "iccid2",
    "imei",
    "imei2",
    "missed_profiles",
    "missed_apps",
    "icon_list_regex",
    "icon_layout",
    "bat_capacity",
];

const MAPPING: &[Member] = &[optional("from", Shape::Word(SOURCES, &[])), optional("to", Shape::Text)];

const ENROLLMENT: &[Member] = &[required("should_mdm_enroll", Shape::Bool)];
const CREDENTIALS: &[Member] = &[
    required("should_mdm_enroll", Shape::Bool),
    required("mdm_enroll_user", Shape::Text),
    required("mdm_enroll_password", Shape::Text),
];

/// The options of a machine step.
pub(super) fn options(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    Shape::Closed(OPTIONS).read(value, at, report)
}

fn platform(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    if value.is_object() {
        Shape::Closed(PLATFORM).read(value, at, report)
    } else {
        Shape::Text.read(value, at, report)
    }
}

/// Whether to enroll: a bare truth value, or an object. Who enrolls may be told only if it is to be done.
fn enrollment(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    if value.is_boolean() {
        return Some(json!({"should_mdm_enroll": value}));
    }
    let source = shape::object(value, at, report)?;
    let enrolls = source.get("should_mdm_enroll") != Some(&Value::Bool(false));
    let named = source.contains_key("mdm_enroll_user") || source.contains_key("mdm_enroll_password");
    let table = if enrolls && named { CREDENTIALS } else { ENROLLMENT };
    Some(Value::Object(members(source, &[table], true, at, report)))
}
