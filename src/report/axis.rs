//! One axis for a whole table: every row is drawn on the same scale, so that the target's line runs
//! through all of them and equal values stand below each other.

use crate::report::chart::{Place, place};

/// A scale from one value to another, in per cent of the width.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    low: f64,
    high: f64,
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Across.
    pub at: Place,
    /// How it is drawn.
    pub class: &'static str,
    /// Whether as a diamond, else as a disc.
    pub diamond: bool,
    /// The value in words where it lies outside the axis, at whose edge the mark then stands.
    pub beyond: String,
}

impl Spot {
    /// Whether it stands in the right half, where its words go to the left of it.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.at.is_beyond(50)
    }
}

/// What one row draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plot {
    /// From last year's value to this one's.
    pub from_to: Option<(Place, Place)>,
    /// What the value can still be.
    pub reach: Option<(Place, Place)>,
    /// The marks, the first at the bottom.
    pub spots: Vec<Spot>,
}

/// The head of an axis: its grid, and the line of the target through all rows.
#[derive(Clone, Debug)]
pub struct Head {
    /// What its lines are called in the page.
    pub id: &'static str,
    /// Where the grid stands, what it says, and whether a narrow screen does without the words.
    pub grid: Vec<(Place, String, bool)>,
    /// Where the target stands, and what it is; of what has none of its own, nothing.
    pub target: Option<(Place, String)>,
}

impl Head {
    /// How the words at a place are anchored, so that none stick out of the table.
    #[must_use]
    pub fn anchor(&self, place: &Place) -> &'static str {
        match (place.is_beyond(78), place.is_beyond(22)) {
            (true, _) => "end",
            (_, false) => "start",
            _ => "middle",
        }
    }
}

impl Axis {
    /// A scale; the two ends differ.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// Where a value stands; what lies outside stands at the edge.
    #[must_use]
    pub fn place(self, value: f64) -> Place {
        // A little room at both ends, so that no mark is cut.
        const ROOM: f64 = 2.0;
        let part = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        place(ROOM + part * (100.0 - 2.0 * ROOM))
    }

    /// A mark; `words` says its value where it lies outside.
    #[must_use]
    pub fn spot(self, value: f64, class: &'static str, diamond: bool, words: &str) -> Spot {
        let outside = value < self.low || value > self.high;
        let beyond = if outside { words.to_owned() } else { String::new() };
        Spot { at: self.place(value), class, diamond, beyond }
    }

    /// Round values inside the axis, no more than `most`.
    #[must_use]
    pub fn ticks(self, most: u32) -> Vec<f64> {
        let span = self.high - self.low;
        // A power of ten below one is divided by: raised, it differs in the last bit between systems.
        let small = [1000.0, 100.0, 10.0].into_iter().flat_map(|by| [1.0, 2.0, 5.0].map(|one: f64| one / by));
        let large = (0..9).flat_map(|power| [1.0, 2.0, 5.0].map(|one| one * 10_f64.powi(power)));
        let steps = small.chain(large);
        let count = |step: f64| (self.high / step).floor() - (self.low / step).ceil() + 1.0;
        let Some(step) = steps.into_iter().find(|step| span / step < 1e6 && count(*step) <= f64::from(most))
        else {
            return Vec::new();
        };
        let first = (self.low / step).ceil();
        (0..).map(|n| (first + f64::from(n)) * step).take_while(|tick| *tick <= self.high + 1e-9).collect()
    }

    /// The head of the axis, with a word at every tick but the target's.
    #[must_use]
    pub fn head(
        self,
        id: &'static str,
        ticks: &[f64],
        target: Option<(f64, String)>,
        say: impl Fn(f64) -> String,
    ) -> Head {
        let is_near =
            |tick: f64, (at, _): &(f64, String)| ((tick - at) / (self.high - self.low)).abs() < 0.04;
        let near = |tick: f64| target.as_ref().is_some_and(|target| is_near(tick, target));
        let grid: Vec<(Place, String, bool)> = ticks
            .iter()
            .filter(|tick| !near(**tick))
            .enumerate()
            .map(|(at, tick)| (self.place(*tick), say(*tick), at % 2 == 1))
            .collect();
        Head { id, grid, target: target.map(|(at, words)| (self.place(at), words)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;

    #[test]
    fn equal_values_stand_below_each_other_and_what_lies_outside_at_the_edge() {
        let axis = Axis::new(50.0, 112.0);
        assert_eq!(axis.place(37.5), axis.place(50.0));
        assert_eq!(axis.place(81.0).to_string(), "50");
        assert_eq!(axis.spot(37.5, "d", false, "37.5").beyond, "37.5");
        assert_eq!(axis.spot(60.0, "d", false, "60").beyond, "");
        assert_eq!(Axis::new(3.0, 3.0).place(3.0).to_string(), "2");
    }

    #[test]
    fn ticks_are_round_inside_and_no_more_than_asked() {
        assert_eq!(Axis::new(50.0, 112.0).ticks(4), [60.0, 80.0, 100.0]);
        assert_eq!(Axis::new(0.0, 108.0).ticks(7), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(Axis::new(-12.0, 22.0).ticks(4), [-10.0, 0.0, 10.0, 20.0]);
        assert_eq!(Axis::new(0.0, 0.02).ticks(3), [0.0, 0.01, 0.02]);
        for (low, high) in [(0.0, 1.0), (3.1, 3.2), (-7.0, 4000.0), (99.0, 101.0)] {
            let axis = Axis::new(low, high);
            let ticks = axis.ticks(6);
            assert!(!ticks.is_empty() && ticks.len() <= 6, "{low} {high} {ticks:?}");
            assert!(ticks.iter().all(|tick| (low..=high + 1e-9).contains(tick)), "{ticks:?}");
        }
    }

    #[test]
    fn a_tick_beside_the_target_has_no_word_of_its_own() {
        let axis = Axis::new(50.0, 112.0);
        let head =
            axis.head("a", &[60.0, 80.0, 100.0], Some((100.0, "目标=100".into())), |tick| tick.to_string());
        let words: Vec<&str> = head.grid.iter().map(|(_, words, _)| words.as_str()).collect();
        assert_eq!(words, ["60", "80"]);
    }
}
