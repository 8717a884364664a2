//! What stands around the tables of a sheet: whose return it is, of which year, from which day,
//! on what scale.

use std::ops::Range;

use crate::catalogue::Identity;
use crate::formats::sheet::{At, Content};
use crate::intake::grid::Grid;

/// A fact with the cell it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Where.
    pub at: At,
    /// What.
    pub content: Content,
}

/// What a sheet says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// What is said, from the top.
    said: Vec<(Identity, Written)>,
    /// The rows in which the heads of tables begin.
    heads: Vec<u32>,
    /// All cells that were understood so.
    pub cells: Vec<At>,
}

impl Frame {
    /// Reads the labelled cells outside of the tables' heads.
    #[must_use]
    pub fn of(grid: &Grid<'_>, heads: &[Range<u32>]) -> Self {
        let mut frame = Self { heads: heads.iter().map(|head| head.start).collect(), ..Self::default() };
        for row in grid.rows(0..grid.end()).filter(|row| !heads.iter().any(|head| head.contains(row))) {
            let cells = grid.row_with_words(row);
            let labels = cells.map(|(_, cell, word)| (cell, word.map_or(&[][..], |word| &word.identity)));
            let mut cells = labels.peekable();
            while let Some((cell, labels)) = cells.next() {
                if labels.is_empty() {
                    continue;
                }
                frame.cells.push(cell.at);
                for (identity, rest) in labels {
                    let said = match rest {
                        Some(rest) => Content::text(rest).map(|content| Written { at: cell.at, content }),
                        None => None,
                    };
                    let next = cells.peek().filter(|(_, labels)| labels.is_empty()).map(|(next, _)| *next);
                    // A label alone is said by the next cell; so is one with nothing behind its colon.
                    let said = match said {
                        Some(said) => Some(said),
                        None if labels.len() == 1 => next.map(|next| {
                            frame.cells.push(next.at);
                            Written { at: next.at, content: next.content.clone() }
                        }),
                        None => None,
                    };
                    // Names and telephone numbers of people are never copied.
                    if let (Some(said), true) = (said, *identity != Identity::Personal) {
                        frame.said.push((*identity, said));
                    }
                }
            }
        }
        frame
    }

    fn all(&self, what: Identity) -> impl Iterator<Item = &Written> {
        self.said.iter().filter(move |(own, _)| *own == what).map(|(_, said)| said)
    }

    /// The first of a kind.
    #[must_use]
    pub fn first(&self, what: Identity) -> Option<&Written> {
        self.all(what).next()
    }

    /// Whether the sheet says whose it is.
    #[must_use]
    pub fn names_a_unit(&self) -> bool {
        self.first(Identity::Name).is_some() || self.first(Identity::Code).is_some()
    }

    /// What is said nearest above a row, of the columns of a table if there is something; where
    /// nothing is, what is said below, if that is one thing for the sheet's only table.
    #[must_use]
    pub fn nearest(&self, what: Identity, row: u32, columns: &Range<u32>) -> Option<&Written> {
        let above = || self.all(what).filter(|said| said.at.0 < row);
        let last = |own: &dyn Fn(&&Written) -> bool| above().filter(own).max_by_key(|said| said.at.0);
        let nearest_row = above().map(|said| said.at.0).max();
        // Of two tables beside each other each has its own heading.
        let own = last(&|said| columns.contains(&said.at.1) && Some(said.at.0) == nearest_row);
        if let Some(said) = own.or_else(|| last(&|_| true)) {
            return Some(said);
        }
        let mut below = self.all(what);
        let only = below.next().filter(|_| self.heads.iter().all(|head| Some(head) == self.heads.first()));
        only.filter(|only| below.all(|other| other.content == only.content))
    }

    /// Code and name nearest above a row. Of the two the one that belongs to an earlier table is
    /// none of this one's.
    #[must_use]
    pub fn unit(&self, row: u32, columns: &Range<u32>) -> (Option<&Written>, Option<&Written>) {
        let code = self.nearest(Identity::Code, row, columns);
        let name = self.nearest(Identity::Name, row, columns);
        let (Some(one), Some(other)) = (code, name) else { return (code, name) };
        let (first, last) = (one.at.0.min(other.at.0), one.at.0.max(other.at.0));
        let parted = self.heads.iter().any(|head| (first..last).contains(head));
        let stays = |said: &&Written| !parted || said.at.0 == last;
        (code.filter(stays), name.filter(stays))
    }
}

#[cfg(test)]
mod tests {
    use super::Frame;
    use crate::catalogue::Identity;
    use crate::intake::grid::Grid;
    use crate::intake::lexicon::Lexicon;
    use crate::intake::small::{catalogue, registry, sheet};

    /// A frame around the tables whose heads stand in some rows, and what is asked of it.
    fn around<T>(lines: &[&str], heads: &[u32], ask: impl FnOnce(&Frame) -> T) -> T {
        let (catalogue, registry) = (catalogue(), registry());
        let (lexicon, sheet) = (Lexicon::new(&catalogue, &registry), sheet(lines));
        let heads: Vec<_> = heads.iter().map(|row| *row..row + 1).collect();
        ask(&Frame::of(&Grid::new(&sheet, &lexicon), &heads))
    }

    fn nearest(
        lines: &[&str],
        heads: &[u32],
        what: Identity,
        row: u32,
        columns: std::ops::Range<u32>,
    ) -> String {
        around(lines, heads, |frame| frame.nearest(what, row, &columns).map(|own| own.content.shown()))
            .unwrap_or_default()
    }

    #[test]
    fn a_label_is_said_by_its_colon_or_by_the_next_cell() {
        let lines = [
            "填报单位|海永镇|单位代码|B1",
            "报表年度：2024年",
            "填表人|张三|联系电话：13800000000",
            "护士数|7",
        ];
        around(&lines, &[], |frame| {
            let said = |what| frame.first(what).map(|own| (own.content.shown(), own.at));
            assert_eq!(said(Identity::Name), Some(("海永镇".into(), (0, 1))));
            assert_eq!(said(Identity::Code), Some(("B1".into(), (0, 3))));
            assert_eq!(said(Identity::Year), Some(("2024年".into(), (1, 0))));
            // Of persons nothing is kept, and their cells are known for what they are.
            assert_eq!(said(Identity::Personal), None);
            assert_eq!(frame.cells, [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (2, 1), (2, 2)]);
            assert!(frame.names_a_unit());
        });
        // Two labels beside each other, and one that nothing follows, say nothing.
        around(&["填报单位|单位代码|B1", "报表年度"], &[], |frame| {
            assert_eq!(frame.first(Identity::Name), None);
            assert_eq!(frame.first(Identity::Code).map(|own| own.content.shown()).as_deref(), Some("B1"));
            assert_eq!(frame.first(Identity::Year), None);
        });
        // What stands in the head of a table is a column.
        around(&["填报单位|护士数", "海永镇|7"], &[0], |frame| assert!(!frame.names_a_unit()));
    }

    #[test]
    fn the_nearest_above_rules_and_what_is_below_only_alone() {
        let two = ["填报单位|三星镇", "代码|本年数", "XZ05|3", "填报单位|海永镇", "代码|本年数", "XZ05|4"];
        assert_eq!(nearest(&two, &[1, 4], Identity::Name, 1, 0..2), "三星镇");
        assert_eq!(nearest(&two, &[1, 4], Identity::Name, 4, 0..2), "海永镇");
        let beside = ["填报单位：三星镇|||填报单位：海永镇", "代码|本年数||代码|本年数"];
        assert_eq!(nearest(&beside, &[1], Identity::Name, 1, 0..2), "三星镇");
        assert_eq!(nearest(&beside, &[1], Identity::Name, 1, 3..5), "海永镇");
        let below = ["代码|本年数", "XZ05|3", "填报单位：三星镇"];
        assert_eq!(nearest(&below, &[0], Identity::Name, 0, 0..2), "三星镇");
        // Below two tables, or two different ones below, it is nobody's.
        let more = ["代码|本年数", "XZ05|3", "代码|本年数", "XZ05|4", "填报单位：三星镇"];
        assert_eq!(nearest(&more, &[0, 2], Identity::Name, 0, 0..2), "");
        let open = ["代码|本年数", "XZ05|3", "填报单位：三星镇", "填报单位：海永镇"];
        assert_eq!(nearest(&open, &[0], Identity::Name, 0, 0..2), "");
    }

    #[test]
    fn of_a_code_and_a_name_that_a_table_parts_the_later_one_stays() {
        let said = |lines: &[&str], heads: &[u32], row| {
            around(lines, heads, |frame| {
                let (code, name) = frame.unit(row, &(0..2));
                [code, name].map(|own| own.map(|own| own.content.shown()).unwrap_or_default())
            })
        };
        let one = ["单位代码|B1", "填报单位|海永社区中心", "代码|本年数", "JG08|3"];
        assert_eq!(said(&one, &[2], 2), ["B1", "海永社区中心"]);
        let two = ["单位代码|A1", "代码|本年数", "JG08|3", "填报单位|海永社区中心", "代码|本年数", "JG08|4"];
        assert_eq!(said(&two, &[1, 4], 1), ["A1", ""]);
        assert_eq!(said(&two, &[1, 4], 4), ["", "海永社区中心"]);
    }
}
