//! `camel`, `kebab` and `snake`.

/// The lower-case letter, where that is one letter: `İ` stays, for its lower case would end a word.
fn lower(c: char) -> char {
    single(c, c.to_lowercase())
}

fn upper(c: char) -> char {
    single(c, c.to_uppercase())
}

fn single(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The words of a text: runs of letters and digits, parted also before a capital: `fooBar`, `HTTPServer`.
fn words(text: &str) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        let starts = match before {
            None => true,
            Some(before) if before.is_uppercase() => {
                c.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase())
            }
            Some(_) => c.is_uppercase(),
        };
        match words.last_mut() {
            Some(word) if !starts => word.push(c),
            _ => words.push(vec![c]),
        }
        before = Some(c);
    }
    words
}

/// The words in lower case with a separator between them.
pub(super) fn joined(text: &str, separator: &str) -> String {
    let words = words(text).into_iter().map(|word| word.into_iter().map(lower).collect::<String>());
    words.collect::<Vec<_>>().join(separator)
}

/// camelCase. What already is stays as it is, for `aBC` may have been three words.
pub(super) fn camel(text: String) -> String {
    let is_camel =
        text.chars().next().is_none_or(|c| lower(c) == c) && text.chars().all(char::is_alphanumeric);
    if is_camel {
        return text;
    }
    let mut camel = String::with_capacity(text.len());
    for (index, word) in words(&text).into_iter().enumerate() {
        let mut letters = word.into_iter();
        let first = letters.next().map(|c| if index == 0 { lower(c) } else { upper(c) });
        camel.extend(first);
        camel.extend(letters.map(lower));
    }
    camel
}
