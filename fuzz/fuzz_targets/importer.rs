//! Any bytes as a file: it is read or refused, never a panic that is not caught, and every
//! cell of what is read is accounted for.
#![no_main]

use dabiao::formats::worker::Isolation;
use dabiao::formats::{format, workbook};
use dabiao::intake::{Lexicon, reading};
use dabiao_fuzz::{CATALOGUE, REGISTRY};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Formats that a process of their own reads are bounded there.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"\x09\x08") {
        return;
    }
    let Ok(opened) = format::open(bytes) else { return };
    if let Ok(sheets) = workbook::sheets(bytes, opened, &Isolation::None) {
        let lexicon = Lexicon::new(&CATALOGUE, &REGISTRY);
        let tally = reading::read(&lexicon, &"2024/表.xlsx".into(), 2024, &sheets, false).tally;
        assert_eq!(tally.cells, tally.values + tally.labels + tally.findings);
    }
});
