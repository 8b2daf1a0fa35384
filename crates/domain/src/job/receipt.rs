//! How far a dispatched job has got on its technician's device, and showing that without rewriting the document.

use std::borrow::Cow;

/// What the technician's device has acknowledged of the newest version of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Receipt {
    /// Nothing yet.
    #[default]
    None = 0,
    /// The device has received it.
    Delivered = 1,
    /// The technician has seen it.
    Read = 2,
}

/// The receipt flags, in the order in which they end a dispatched job.
pub const FLAGS: [&str; 2] = ["IsDelivered", "IsRead"];

impl Receipt {
    /// What the flags of a dispatched job say then.
    pub fn flags(self) -> impl Iterator<Item = (&'static str, bool)> {
        FLAGS.into_iter().zip([self >= Self::Delivered, self >= Self::Read])
    }
}

impl From<i64> for Receipt {
    /// The receipt as the store keeps it; any other number is none.
    fn from(stored: i64) -> Self {
        match stored {
            1 => Self::Delivered,
            2 => Self::Read,
            _ => Self::None,
        }
    }
}

impl From<Receipt> for i64 {
    fn from(receipt: Receipt) -> Self {
        receipt as Self
    }
}

/// The end of every dispatched job as it is stored; see [`super::dispatch::settle`].
const UNACKNOWLEDGED: &[u8] = br#","IsDelivered":false,"IsRead":false}"#;

/// What GET answers: the stored bytes with the receipt in them. Unchanged for [`Receipt::None`], and for a document
/// that does not end in the receipt flags.
pub fn splice(stored: &[u8], receipt: Receipt) -> Cow<'_, [u8]> {
    let end: &[u8] = match receipt {
        Receipt::None => return Cow::Borrowed(stored),
        Receipt::Delivered => br#","IsDelivered":true,"IsRead":false}"#,
        Receipt::Read => br#","IsDelivered":true,"IsRead":true}"#,
    };
    match stored.strip_suffix(UNACKNOWLEDGED) {
        Some(start) => Cow::Owned([start, end].concat()),
        None => Cow::Borrowed(stored),
    }
}

#[cfg(test)]
mod tests {
    use super::{Receipt, splice};

    const STORED: &[u8] = br#"{"OrderNum":"1","IsDelivered":false,"IsRead":false}"#;

    #[test]
    fn a_receipt_shows_in_the_two_flags_at_the_end() {
        assert_eq!(&*splice(STORED, Receipt::None), STORED);
        let delivered = br#"{"OrderNum":"1","IsDelivered":true,"IsRead":false}"#;
        assert_eq!(&*splice(STORED, Receipt::Delivered), delivered);
        assert_eq!(&*splice(STORED, Receipt::Read), br#"{"OrderNum":"1","IsDelivered":true,"IsRead":true}"#);
    }

    #[test]
    fn the_flags_that_are_told_are_those_that_are_shown() {
        for receipt in [Receipt::None, Receipt::Delivered, Receipt::Read] {
            let told = receipt.flags().map(|(flag, is_set)| format!(",\"{flag}\":{is_set}"));
            let shown = format!("{{\"OrderNum\":\"1\"{}}}", told.collect::<String>());
            assert_eq!(&*splice(STORED, receipt), shown.as_bytes());
        }
    }

    #[test]
    fn bytes_that_do_not_end_in_the_flags_stay_as_they_are() {
        for other in [&b""[..], b"{}", br#"{"IsDelivered":false,"IsRead":true}"#] {
            assert_eq!(&*splice(other, Receipt::Read), other);
        }
    }

    #[test]
    fn a_stored_receipt_comes_back_as_it_was() {
        for receipt in [Receipt::None, Receipt::Delivered, Receipt::Read] {
            assert_eq!(Receipt::from(i64::from(receipt)), receipt);
        }
        assert_eq!(Receipt::from(7), Receipt::None);
    }
}
