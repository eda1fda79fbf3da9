//! A table as a csv file to download.

use std::fmt::Write;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};

/// Rows of text, in RFC 4180.
#[derive(Debug)]
pub(super) struct Sheet(String);

impl Sheet {
    /// Begins with the names of the columns.
    pub(super) fn new(head: &[&str]) -> Self {
        // Spreadsheets take a file without this mark for one of their own old encodings.
        let mut sheet = Self("\u{feff}".to_owned());
        sheet.row(head);
        sheet
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[&str]) {
        for (place, cell) in cells.iter().enumerate() {
            let separator = if place > 0 { "," } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(self.0, "{separator}\"{}\"", harmless(cell).replace('"', "\"\""));
        }
        self.0.push_str("\r\n");
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// What a browser is told of it.
    pub(super) fn headers(&self, file: &str) -> [(HeaderName, String); 2] {
        let name = format!("attachment; filename=\"{file}\"");
        [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)]
    }
}

/// A spreadsheet takes a text that begins like this for a formula, and names come from outside. It
/// may split cells at signs of its own, so the beginning of what comes after them counts too.
fn harmless(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len());
    let mut begins = true;
    for (place, sign) in cell.char_indices() {
        let formula = match sign {
            '=' | '+' | '@' => true,
            '-' => place > 0 || cell.parse::<f64>().is_err(),
            _ => false,
        };
        if begins && formula {
            safe.push('\'');
        }
        safe.push(sign);
        begins = matches!(sign, ',' | ';' | '\t' | '\r' | '\n') || (begins && sign == ' ');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn nothing_becomes_a_formula_wherever_cells_are_split() {
        let cell = super::harmless("x;=cmd|' /C calc'!A0; @y,\n-2+3");
        assert_eq!(cell, "x;'=cmd|' /C calc'!A0; '@y,\n'-2+3");
        assert_eq!(super::harmless("-12.5"), "-12.5");
        assert_eq!(super::harmless("a-b = c"), "a-b = c");
    }

    #[test]
    fn cells_stay_cells() {
        let mut sheet = Sheet::new(&["name", "sum"]);
        sheet.row(&["a \"b\", c", "-3.50"]);
        sheet.row(&["=HYPERLINK(\"x\")", "-x"]);
        let text = String::from_utf8(sheet.into_bytes()).unwrap();
        let expected = "\u{feff}\"name\",\"sum\"\r\n\"a \"\"b\"\", c\",\"-3.50\"\r\n\"'=HYPERLINK(\"\"x\"\")\",\"'-x\"\r\n";
        assert_eq!(text, expected);
    }
}
