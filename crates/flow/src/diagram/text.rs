//! Texts in the picture: how wide they are, where they break, and what must be escaped.

use std::fmt::Write as _;

/// How wide a text is at a size of one, about: pictures are drawn where no font can be asked.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(of_char).sum()
}

fn of_char(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | ' ' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' | '≥' | '≤' | '≠' => 0.72,
        c if c.is_ascii() => 0.63,
        // Wide scripts and signs.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffdc}' | '\u{1f000}'.. => 1.05,
        _ => 0.65,
    }
}

/// A text in at most `lines` lines of at most `width` (at a size of one); what does not fit ends in `…`.
pub(super) fn wrapped(text: &str, limit: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    // More than this can't fit, however narrow the letters are.
    let longest = (limit * 4.0) as usize * lines;
    let start: String = text.chars().take(longest + 1).collect();
    let cut_off = text.chars().nth(longest + 1).is_some();
    for word in start.split_whitespace() {
        for piece in pieces(word, limit) {
            let joined = if line.is_empty() || !word.starts_with(&piece) { 0.0 } else { of_char(' ') };
            if !line.is_empty() && width(&line) + joined + width(&piece) > limit {
                done.push(std::mem::take(&mut line));
            } else if joined > 0.0 {
                line.push(' ');
            }
            line.push_str(&piece);
        }
    }
    if !line.is_empty() {
        done.push(line);
    }
    if done.len() > lines || cut_off {
        done.truncate(lines);
        if let Some(last) = done.last_mut() {
            *last = ended(last, limit);
        }
    }
    done
}

/// A word, broken where it is too wide for a line.
fn pieces(word: &str, limit: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut wide = 0.0;
    for c in word.chars() {
        if wide + of_char(c) > limit && wide > 0.0 {
            pieces.push(String::new());
            wide = 0.0;
        }
        wide += of_char(c);
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

fn ended(line: &str, limit: f64) -> String {
    let mut line = line.to_owned();
    while width(&line) + 0.6 > limit && line.pop().is_some() {}
    line.push('…');
    line
}

/// The beginning of a text, on one line.
pub(super) fn shortened(text: &str, chars: usize) -> String {
    let mut short: String = text.chars().take(chars).collect();
    if text.chars().nth(chars).is_some() {
        short.push('…');
    }
    short
}

/// Adds a text so that it stands for itself within SVG, in an element or an attribute.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // XML can't hold these in any way.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Adds a number with at most one decimal place.
pub(super) fn number(value: f64, out: &mut String) {
    let rounded = (value * 10.0).round() / 10.0;
    // Writing to a string can't fail; adding zero turns -0 into 0.
    let _ = write!(out, "{}", rounded + 0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_between_words_and_within_words_that_are_too_long() {
        assert_eq!(wrapped("Wipe the device", 6.0, 3), ["Wipe the", "device"]);
        assert_eq!(wrapped("aaaaaaaa bbb", 3.0, 4), ["aaaa", "aaaa", "bbb"]);
        assert_eq!(wrapped("  ", 6.0, 3), Vec::<String>::new());
    }

    #[test]
    fn a_text_that_does_not_fit_ends_with_an_ellipsis() {
        let lines = wrapped("one two three four five six seven eight nine ten", 5.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.last().is_some_and(|line| line.ends_with('…') && width(line) <= 5.0), "{lines:?}");
        let lines = wrapped(&"x".repeat(100_000), 10.0, 3);
        assert!(lines.len() == 3 && lines.iter().all(|line| width(line) <= 10.0), "{lines:?}");
    }

    #[test]
    fn what_xml_takes_for_its_own_is_escaped() {
        let mut out = String::new();
        escape("<a b='c' d=\"e\">&\u{1}\n\u{ffff}ä", &mut out);
        assert_eq!(out, "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;\u{fffd} \u{fffd}ä");
    }

    #[test]
    fn a_number_has_one_place_at_most() {
        for (value, expected) in [(1.0, "1"), (1.25, "1.3"), (-0.01, "0"), (1234.56, "1234.6")] {
            let mut out = String::new();
            number(value, &mut out);
            assert_eq!(out, expected);
        }
    }
}
