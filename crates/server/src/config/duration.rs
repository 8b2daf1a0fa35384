//! Lengths of time as people write them: `90s`, `15m`, `12h`, `30d`.

use docket_app::access::token::LONGEST;

const UNITS: [(char, i64); 4] = [('s', 1_000), ('m', 60_000), ('h', 3_600_000), ('d', 86_400_000)];

/// The life of a token, in milliseconds.
pub(crate) fn lifetime(text: &str) -> Result<i64, String> {
    let lifetime = read(text)?;
    if lifetime > LONGEST {
        return Err("a token lasts ten years at most".to_owned());
    }
    Ok(lifetime)
}

/// How long something is kept, in milliseconds; `forever` is a word too.
pub(crate) fn retention(text: &str) -> Result<i64, String> {
    if text == "forever" { Ok(i64::MAX) } else { read(text) }
}

fn read(text: &str) -> Result<i64, String> {
    let wrong = || "give a number and a unit: 90s, 15m, 12h or 30d".to_owned();
    let split = UNITS.into_iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)));
    let (digits, unit) = split.ok_or_else(wrong)?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let number: i64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(unit).filter(|ms| *ms > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_a_number_and_a_unit() {
        assert_eq!(read("90s"), Ok(90_000));
        assert_eq!(read("15m"), Ok(900_000));
        assert_eq!(read("12h"), Ok(43_200_000));
        assert_eq!(retention("365d"), Ok(365 * 86_400_000));
        assert_eq!(retention("forever"), Ok(i64::MAX));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in
            ["", "d", "0d", "-1d", "+1d", "1.5h", "10", "1w", "9999999999999999999d", "1dd", "ä", "1 d"]
        {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(lifetime("3654d").is_err());
        assert!(lifetime("forever").is_err());
    }
}
