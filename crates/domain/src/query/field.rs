//! The properties of a job that a search can name.

/// A property that is kept in a column of its own and can be compared, searched and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The job's number.
    OrderNum,
    /// The status code.
    OrderStatus,
    /// The code of the type of work.
    OrderType,
    /// The technician's `UserID`.
    UserName,
    /// The number of the job's account.
    AccountNum,
    /// The number of the job's location.
    LocationNum,
    /// When the work is planned to start.
    PlannedStartDate,
    /// When the work is planned to end.
    PlannedEndDate,
    /// The priority code.
    Priority,
    /// 0 none, 1 scheduled, 2 assigned, 3 dispatched.
    DispatchStatus,
    /// All words of the job; reached by `q` without fields only, no selector names it.
    Text,
}

impl Field {
    /// The fields that a selector can name.
    pub const NAMED: [Self; 10] = [
        Self::OrderNum,
        Self::OrderStatus,
        Self::OrderType,
        Self::UserName,
        Self::AccountNum,
        Self::LocationNum,
        Self::PlannedStartDate,
        Self::PlannedEndDate,
        Self::Priority,
        Self::DispatchStatus,
    ];

    /// The selector as the job's document nests it; empty for [`Field::Text`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderNum => "OrderNum",
            Self::OrderStatus => "OrderStatus",
            Self::OrderType => "OrderType",
            Self::UserName => "UserName",
            Self::AccountNum => "Account/AccountNum",
            Self::LocationNum => "Location/LocationNum",
            Self::PlannedStartDate => "PlannedStartDate",
            Self::PlannedEndDate => "PlannedEndDate",
            Self::Priority => "Priority",
            Self::DispatchStatus => "DispatchStatus",
            Self::Text => "",
        }
    }

    /// The field that a client's selector names; an account's and a location's number also without their section.
    pub fn parse(selector: &str) -> Option<Self> {
        match selector {
            "AccountNum" => Some(Self::AccountNum),
            "LocationNum" => Some(Self::LocationNum),
            _ => Self::NAMED.into_iter().find(|field| field.as_str() == selector),
        }
    }

    /// Whether values are points in time.
    pub fn is_time(self) -> bool {
        matches!(self, Self::PlannedStartDate | Self::PlannedEndDate)
    }

    /// Whether values are whole numbers.
    pub fn is_number(self) -> bool {
        self == Self::DispatchStatus
    }
}

/// The fault's sentence for a selector that names no field.
pub(super) fn unknown(selector: &str) -> String {
    let shown: String = selector.chars().take(60).collect();
    let known = Field::NAMED.map(Field::as_str).join(", ");
    format!("unknown field \"{shown}\"; known are {known}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_is_the_property_of_the_document_with_or_without_its_section() {
        for field in Field::NAMED {
            assert_eq!(Field::parse(field.as_str()), Some(field));
        }
        assert_eq!(Field::parse("AccountNum"), Some(Field::AccountNum));
        assert_eq!(Field::parse("LocationNum"), Some(Field::LocationNum));
        for wrong in ["", "Text", "ordernum", "Account", "Account/Name"] {
            assert_eq!(Field::parse(wrong), None, "{wrong}");
        }
    }
}
