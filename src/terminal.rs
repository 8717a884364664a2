//! What reaches a terminal: text and line breaks, and no command to it. File names, registry
//! and cells are somebody else's.

use std::io::{self, Write};

use crate::fold::is_unseen;

/// A writer that writes out every character that a terminal would obey or that turns the
/// direction of a text, and lets everything else through.
pub struct Harmless<W> {
    to: W,
}

impl<W: Write> Harmless<W> {
    /// Before the writer that leads to the terminal.
    pub fn new(to: W) -> Self {
        Self { to }
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Whole texts come in; what is cut in the middle of a character is written as it is,
        // for its bytes are none that a terminal obeys.
        let text = String::from_utf8_lossy(bytes);
        if text.chars().any(|c| is_unseen(c) && !matches!(c, '\n' | '\t' | '\r')) {
            for c in text.chars() {
                match c {
                    '\n' | '\t' | '\r' => write!(self.to, "{c}")?,
                    c if is_unseen(c) => write!(self.to, "{}", c.escape_unicode())?,
                    c => write!(self.to, "{c}")?,
                }
            }
        } else {
            self.to.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::Harmless;

    #[test]
    fn nothing_that_a_terminal_obeys_goes_through() {
        let mut written = Vec::new();
        let mut plain = Harmless::new(&mut written);
        writeln!(plain, "三星\u{1b}[31m镇\u{7}\u{9b}2J\u{202e}abc").unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "三星\\u{1b}[31m镇\\u{7}\\u{9b}2J\\u{202e}abc\n");
    }
}
