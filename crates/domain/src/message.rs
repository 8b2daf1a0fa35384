//! What is wrong with a body of the Niagara dialect: the entries of `validation_messages`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that is wrong with a body, in the error form of the Ajv 6 validator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The keyword that failed: one of JSON Schema's, or one of ours for what no schema can say (`exists`, `allowedStatus` …).
    pub keyword: String,
    /// Where in the body, in JavaScript notation: `.cycles[0].needed`; empty for the body itself.
    #[serde(rename = "dataPath")]
    pub data_path: String,
    /// The rule that failed.
    #[serde(rename = "schemaPath")]
    pub schema_path: String,
    /// What the rule wants, by keyword.
    pub params: Value,
    /// A sentence that begins with `should`.
    pub message: String,
}

impl Message {
    /// A failure that no schema can express. `data_path` as in [`Message`], `message` begins with `should`.
    pub fn own(
        keyword: impl Into<String>,
        data_path: impl Into<String>,
        params: Value,
        message: impl Into<String>,
    ) -> Self {
        let keyword = keyword.into();
        let schema_path = format!("#/{keyword}");
        Self { keyword, data_path: data_path.into(), schema_path, params, message: message.into() }
    }
}
