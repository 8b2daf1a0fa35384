//! Points in time as the ServiceMobility dialect writes them: UTC, ISO-8601, milliseconds.
//!
//! Written by hand because both directions stand on the path of every request and every event.

const MS_PER_DAY: i64 = 86_400_000;
/// 0000-01-01T00:00:00.000Z.
const FIRST_MS: i64 = -62_167_219_200_000;
/// 9999-12-31T23:59:59.999Z.
const LAST_MS: i64 = 253_402_300_799_999;

/// Reads a point in time as milliseconds since 1970-01-01T00:00:00Z: `2026-11-21T10:00:00.000Z`, without
/// milliseconds, without seconds, with an offset (`+02:00`, `+0200`, `+02`), or a date alone, which is its midnight
/// in UTC. Digits past the millisecond are cut off. A time without `Z` or offset, a leap second and a day that does
/// not exist are `None`.
pub fn parse_ms(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let day = parse_date(bytes.get(..10)?)?;
    let Some((separator, rest)) = bytes[10..].split_first() else { return Some(day * MS_PER_DAY) };
    if !matches!(separator, b'T' | b't' | b' ') {
        return None;
    }
    let (of_day, zone) = parse_clock(rest)?;
    Some(day * MS_PER_DAY + of_day - parse_zone(zone)?)
}

/// Writes a point in time as `2026-11-21T10:00:00.000Z`. What lies outside the years 0000–9999 is moved to their edge.
pub fn format_ms(ms: i64) -> String {
    let ms = ms.clamp(FIRST_MS, LAST_MS);
    let (year, month, day) = civil(ms.div_euclid(MS_PER_DAY));
    let of_day = ms.rem_euclid(MS_PER_DAY);
    let mut text = String::with_capacity(24);
    for (value, width, after) in [
        (year, 4, '-'),
        (month, 2, '-'),
        (day, 2, 'T'),
        (of_day / 3_600_000, 2, ':'),
        (of_day / 60_000 % 60, 2, ':'),
        (of_day / 1000 % 60, 2, '.'),
        (of_day % 1000, 3, 'Z'),
    ] {
        push_digits(&mut text, value, width);
        text.push(after);
    }
    text
}

fn push_digits(text: &mut String, value: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = u8::try_from(value / 10_i64.pow(place) % 10).unwrap_or_default();
        text.push(char::from(b'0' + digit));
    }
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes
        .iter()
        .try_fold(0, |sum: i64, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// `YYYY-MM-DD` as days since 1970-01-01.
fn parse_date(bytes: &[u8]) -> Option<i64> {
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    let days = days_since_epoch(year, month, day);
    (civil(days) == (year, month, day)).then_some(days)
}

/// `HH:MM[:SS[.fff]]` as milliseconds of the day, and what follows it.
fn parse_clock(bytes: &[u8]) -> Option<(i64, &[u8])> {
    if bytes.len() < 5 || bytes[2] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&bytes[..2])?, digits(&bytes[3..5])?);
    let (mut second, mut fraction, mut rest) = (0, 0, &bytes[5..]);
    if rest.first() == Some(&b':') {
        second = digits(rest.get(1..3)?)?;
        rest = &rest[3..];
        if rest.first() == Some(&b'.') {
            let length = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            fraction = (0..3).fold(0, |sum, place| {
                let digit = if place < length { rest[1 + place] - b'0' } else { 0 };
                sum * 10 + i64::from(digit)
            });
            rest = &rest[1 + length..];
        }
    }
    let valid = hour < 24 && minute < 60 && second < 60;
    valid.then_some((((hour * 60 + minute) * 60 + second) * 1000 + fraction, rest))
}

/// The zone at the end of a time, as milliseconds east of UTC.
fn parse_zone(bytes: &[u8]) -> Option<i64> {
    let (sign, rest) = bytes.split_first()?;
    let sign = match sign {
        b'Z' | b'z' => return rest.is_empty().then_some(0),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = match rest {
        [_, _] => (rest, &b"00"[..]),
        [_, _, _, _] => rest.split_at(2),
        [_, _, b':', _, _] => (&rest[..2], &rest[3..]),
        _ => return None,
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

/// Days since 1970-01-01 of a date in the Gregorian calendar; years are counted from March so that a leap day ends one.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_time_is_read_with_and_without_milliseconds_and_with_an_offset() {
        let expected = Some(1_795_255_200_000);
        for text in [
            "2026-11-21T10:00:00.000Z",
            "2026-11-21T10:00:00Z",
            "2026-11-21T10:00Z",
            "2026-11-21T12:00:00+02:00",
            "2026-11-21T12:00:00.0+0200",
            "2026-11-21T05:30:00-04:30",
            "2026-11-21T12:00:00.0009999+02",
        ] {
            assert_eq!(parse_ms(text), expected, "{text}");
        }
        assert_eq!(parse_ms("2026-11-21T10:00:00.12Z"), Some(1_795_255_200_120));
    }

    #[test]
    fn a_date_alone_is_its_midnight_in_utc() {
        assert_eq!(parse_ms("2026-11-21"), Some(1_795_219_200_000));
        assert_eq!(parse_ms("1970-01-01"), Some(0));
    }

    #[test]
    fn what_is_no_point_in_time_is_refused() {
        for text in [
            "",
            "2026",
            "2026-11-21T10:00:00",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-11-21T24:00:00Z",
            "2026-11-21T10:60:00Z",
            "2026-11-21T10:00:60Z",
            "2026-11-21T10:00:00.Z",
            "2026-11-21T10:00:00Zx",
            "2026-11-21T10:00:00+24:00",
            "2026-11-21T",
            "2026-11-21x10:00:00Z",
            "+026-11-21",
            "2026-11-2é",
        ] {
            assert_eq!(parse_ms(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_written_in_utc_with_milliseconds() {
        assert_eq!(format_ms(1_795_255_200_000), "2026-11-21T10:00:00.000Z");
        assert_eq!(format_ms(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(format_ms(i64::MAX), "9999-12-31T23:59:59.999Z");
        assert_eq!(format_ms(i64::MIN), "0000-01-01T00:00:00.000Z");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_agrees_with_the_calendar_of_jiff(ms in FIRST_MS..=LAST_MS) {
            let text = format_ms(ms);
            prop_assert_eq!(parse_ms(&text), Some(ms));
            let other = jiff::Timestamp::from_millisecond(ms).map(|time| time.strftime("%Y-%m-%dT%H:%M:%S").to_string());
            prop_assert_eq!(other.ok(), Some(text[..19].to_owned()));
        }

        #[test]
        fn reading_a_time_never_panics(text in "\\PC{0,40}") {
            let _ = parse_ms(&text);
        }
    }
}
