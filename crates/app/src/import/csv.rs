//! CSV as spreadsheets write it: commas, semicolons or tabs between, with or without a mark at the beginning, lines ending
//! either way, quoted where it has to be.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use docket_domain::Fault;
use serde_json::Value;

use super::charset;
use super::table::{Line, MOST_COLUMNS, Table};
use crate::Result;

/// The longest cell in characters, as of the largest spreadsheet: more means that a quote was never closed.
const LONGEST: usize = 32_767;

/// Reads a table of at most so many rows.
pub(super) fn read(bytes: &[u8], encoding: Option<&str>, most: usize) -> Result<Table> {
    let text = charset::text(bytes, encoding)?;
    let mut lines = Lines::new(&text);
    let mut table = Table::default();
    while let Some((number, cells)) = lines.next()? {
        if table.columns.is_empty() {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            table.header = number;
            table.columns = cells.iter().map(|name| name.trim().to_owned()).collect();
            continue;
        }
        let cells = cells.into_iter().map(Value::String).enumerate().collect();
        table.add(Line { number, cells }, most)?;
    }
    Ok(table)
}

/// The lines of a text, read one after the other.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    /// The number of the next line, as a spreadsheet counts: line ends within quotes begin none.
    number: u64,
    reader: Reader,
    out: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(separator(text)).build(),
            text: text.as_bytes(),
            at: 0,
            number: 1,
            // No line is longer than the text.
            out: vec![0; text.len().max(1)],
            ends: vec![0; MOST_COLUMNS],
        }
    }

    /// The next line that is not blank: its number and its cells.
    fn next(&mut self) -> Result<Option<(u64, Vec<String>)>> {
        self.pass_blank();
        let (mut length, mut cells) = (0, 0);
        loop {
            let input = self.text.get(self.at..).unwrap_or_default();
            let (result, read, written, ended) =
                self.reader.read_record(input, &mut self.out[length..], &mut self.ends[cells..]);
            self.at += read;
            length += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputEndsFull | ReadRecordResult::OutputFull => {
                    let reason = format!("has more than {MOST_COLUMNS} columns in row {}", self.number);
                    return Err(Fault::at("$", reason).into());
                }
            }
        }
        let number = self.number;
        self.number += 1;
        Ok(Some((number, self.cells(number, cells)?)))
    }

    /// Passes the rest of the line end before, and blank lines, of which each counts.
    fn pass_blank(&mut self) {
        let was = |at: usize| at.checked_sub(1).and_then(|at| self.text.get(at)).copied();
        while let Some(end @ (b'\r' | b'\n')) = self.text.get(self.at) {
            let belongs_to_the_one_before = *end == b'\n' && was(self.at) == Some(b'\r');
            self.number += u64::from(!belongs_to_the_one_before);
            self.at += 1;
        }
    }

    fn cells(&self, number: u64, count: usize) -> Result<Vec<String>> {
        let mut from = 0;
        let mut cells = Vec::with_capacity(count);
        for end in &self.ends[..count] {
            // The text is UTF-8, and is cut only beside characters of ASCII.
            let cell = String::from_utf8_lossy(&self.out[from..*end]).into_owned();
            if cell.contains('\0') {
                return Err(Fault::at("$", format!("holds U+0000 in row {number}")).into());
            }
            if cell.len() > LONGEST && cell.chars().count() > LONGEST {
                let reason = format!(
                    "has a cell of more than {LONGEST} characters in row {number}: is a quote never closed?"
                );
                return Err(Fault::at("$", reason).into());
            }
            cells.push(cell);
            from = *end;
        }
        Ok(cells)
    }
}

/// What stands between the cells: of comma, semicolon and tab, what the first line has most of outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            byte if !quoted => counts.iter_mut().filter(|one| one.0 == byte).for_each(|one| one.1 += 1),
            _ => {}
        }
    }
    let [comma, others @ ..] = counts;
    others.into_iter().fold(comma, |most, one| if one.1 > most.1 { one } else { most }).0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows that hold anything, each with its cells that do.
    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let table = read(text.as_bytes(), None, 100).expect("a table");
        let cells = |line: &Line| {
            line.cells.iter().map(|(_, cell)| cell.as_str().expect("a text").to_owned()).collect()
        };
        table.rows.iter().map(|line| (line.number, cells(line))).collect()
    }

    fn row(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (number, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "1,2", "", "\"3\n4\",5", " , ", "6,\"7\"\"8\""].join(end);
            let expected = [row(3, &["1", "2"]), row(5, &["3\n4", "5"]), row(7, &["6", "7\"8"])];
            assert_eq!(rows(&text), expected, "{end:?}");
            assert_eq!(rows(&(text + end)), expected, "{end:?} at the end");
        }
    }

    #[test]
    fn the_first_line_says_what_stands_between() {
        assert_eq!(rows("a;b\n1,5;2"), [row(2, &["1,5", "2"])]);
        assert_eq!(rows("a\tb\n1\t2"), [row(2, &["1", "2"])]);
        assert_eq!(rows("\"a,b,c\";d\n1;2"), [row(2, &["1", "2"])]);
        assert_eq!(rows("\u{feff}a\n1"), [row(2, &["1"])]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let most = 2;
        for text in
            ["a\n1\0", &format!("a\n\"{}", "x".repeat(LONGEST + 1)), &",".repeat(MOST_COLUMNS), "a\n1\n2\n3"]
        {
            assert!(read(text.as_bytes(), None, most).is_err());
        }
        assert!(read(",".repeat(MOST_COLUMNS - 1).as_bytes(), None, most).is_ok());
    }
}
