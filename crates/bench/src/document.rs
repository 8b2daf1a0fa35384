//! The order that every measurement sends and stores: the initial work order of example 1 of the
//! ServiceMobility document, minified (650 bytes with its own number).

use std::io::Write;

/// Orders are spread over this many values of `OrderStatus`, `"1"` to `"5"`.
pub const STATUSES: u64 = 5;

const HEAD: &str = concat!(
    r#"{"Account":{"AccountNum":"1029","AccountType":"1001","Name":"Buckhead Inc."},"#,
    r#""Location":{"Address":{"AddrLine1":"1 Buckhead Loop Northeast","City":"Atlanta","#,
    r#""Country":"United States","Region":"Georgia","Zip":"30326"},"LanguageID":"en","#,
    r#""LocationNum":"1030","Name":"Buckhead Station","SigReq":false,"WorkCenter":"Default"},"#,
    r#""DispatchUTC":"2016-02-19T20:44:15.498Z","DispatchStatus":3,"#,
    r#""OrderDate":"2016-02-19T20:44:15.498Z","OrderNum":""#,
);
const STATUS: &str = r#"","OrderStatus":""#;
const TAIL: &str = concat!(
    r#"","OrderType":"1001","Priority":"1003","Rules":{"CanEditAsset":false,"#,
    r#""CanEditDiscounts":false,"CanSetChargeable":false,"CanSetPrice":false,"#,
    r#""InWarranty":false,"IsOps":false,"StackDiscounts":false}}"#,
);

/// The order with the given `OrderNum` and `OrderStatus`, as minified JSON.
#[must_use]
pub fn order(num: u64, status: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(700);
    append(&mut out, num, status);
    out
}

/// Appends the order to `out`; the load generator calls it once a request, without allocating.
pub fn append(out: &mut Vec<u8>, num: u64, status: u64) {
    out.extend_from_slice(HEAD.as_bytes());
    append_number(out, num);
    out.extend_from_slice(STATUS.as_bytes());
    append_number(out, status);
    out.extend_from_slice(TAIL.as_bytes());
}

/// Bytes that [`append`] adds for this number (a status is one digit).
#[must_use]
pub fn length(num: u64) -> usize {
    HEAD.len() + decimal_digits(num) + STATUS.len() + 1 + TAIL.len()
}

/// Appends a number in decimal.
pub fn append_number(out: &mut Vec<u8>, number: u64) {
    write!(out, "{number}").expect("writing to a vector can't fail");
}

fn decimal_digits(number: u64) -> usize {
    number.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_order_is_the_650_bytes_that_the_goals_speak_of() {
        let order = order(1214, 1);
        assert_eq!(order.len(), 650);
        let parsed: serde_json::Value = serde_json::from_slice(&order).unwrap();
        assert_eq!(parsed["OrderNum"], "1214");
        assert_eq!(parsed["OrderStatus"], "1");
        assert_eq!(parsed["Location"]["Address"]["Zip"], "30326");
    }

    #[test]
    fn the_announced_length_is_the_length_written() {
        for num in [0, 9, 10, 1_000_001, 123_456_789] {
            assert_eq!(order(num, 5).len(), length(num));
        }
    }
}
