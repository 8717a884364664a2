//! Districts at random that shrink: fewer units, nothing missing, nothing odd, plain figures.

use std::cell::Cell as Counter;

use dabiao::catalogue::{self, Catalogue, ElementKind, FormKind};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::reference::{self, Cell, Clinic, Date, Facility, Township, World};

/// When a unit opened and closed, in that order.
type Days = (Option<Date>, Option<Date>);

/// A figure that is not what the others are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Odd {
    Missing,
    NotApplicable,
    Count(i64),
}

/// What is drawn of a district; the world is made from it and the catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    townships: Vec<Option<Date>>,
    facilities: Vec<(Index, usize, bool, bool, Days)>,
    clinics: Vec<(Index, Days)>,
    /// How much is missing differs from district to district: nothing in some.
    missing: u8,
    gone: Vec<u8>,
    /// Round denominators, and the shares that the plans ask for, put figures on the line.
    sizes: Vec<i64>,
    shares: Vec<i64>,
    counts: Vec<i64>,
    odd: Vec<(Index, Odd)>,
    lots: Vec<u16>,
}

fn day(years: std::ops::Range<i32>) -> impl Strategy<Value = Option<Date>> {
    weighted(0.1, (years, select(vec![1, 7, 12])).prop_map(|(year, month)| (year, month, 31)))
}

fn days() -> impl Strategy<Value = Days> {
    (day(2022..2026), day(2023..2026)).prop_map(|(opened, closed)| match (opened, closed) {
        (Some(opened), Some(closed)) if closed < opened => (Some(closed), Some(opened)),
        own => own,
    })
}

/// Districts with missing units, closed units, zero denominators, figures exactly on the line,
/// figures that contradict each other and figures returned as 不适用.
pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    let index = any::<Index>;
    let odd = prop_oneof![
        Just(Odd::Missing),
        Just(Odd::NotApplicable),
        (0..20_i64).prop_map(Odd::Count),
        (90..10_002_i64).prop_map(Odd::Count)
    ];
    let units = (
        vec(day(2023..2026), 2..=4),
        vec((index(), 0..3_usize, any::<bool>(), any::<bool>(), days()), 0..8),
        vec((index(), days()), 0..12),
    );
    let figures = (
        select(vec![0, 0, 5, 30, 80]),
        vec(0..100_u8, 1..102),
        vec(select(vec![100, 0, 20, 1_000, 10_000]), 1..32),
        vec(select(vec![100, 0, 25, 35, 55, 60, 65, 70, 80, 90, 95, 98]), 1..38),
        vec(0..60_i64, 1..30),
        vec((index(), odd), 0..60),
        vec(any::<u16>(), 1..64),
    );
    (units, figures).prop_map(|((townships, facilities, clinics), figures)| {
        let (missing, gone, sizes, shares, counts, odd, lots) = figures;
        Drawn { townships, facilities, clinics, missing, gone, sizes, shares, counts, odd, lots }
    })
}

/// Takes from what was drawn again and again, in no order that a year or a unit could repeat.
struct Turn<'d, T>(&'d [T], usize);

impl<T: Copy> Turn<'_, T> {
    fn next(&mut self) -> T {
        self.1 += 1;
        self.0[(self.1.wrapping_mul(0x9e37_79b9) >> 9) % self.0.len()]
    }
}

/// Lots for what a test does to a district.
pub(crate) struct Lots<'d>(Turn<'d, u16>);

impl Lots<'_> {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        u64::from(self.0.next()) % sides
    }
}

impl Drawn {
    pub(crate) fn lots(&self) -> Lots<'_> {
        Lots(Turn(&self.lots, 0))
    }

    pub(crate) fn world(&self, catalogue: &Catalogue) -> World {
        let mut world = World { district: "320614".into(), ..World::default() };
        let codes = ["320614001", "320614003", "320614101", "320614106"];
        for (at, (code, closed)) in codes.iter().zip(&self.townships).enumerate() {
            // A district without any township is none.
            let closed = closed.filter(|_| at > 0);
            world.townships.push(Township { code: (*code).into(), opened: None, closed });
        }
        for (at, (township, kind, own, centre, (opened, closed))) in self.facilities.iter().enumerate() {
            world.facilities.push(Facility {
                code: format!("F{at:02}"),
                kind: ["township_hospital", "community_center", "hospital"][*kind].into(),
                township: township.get(&world.townships).code.clone(),
                ownership: if *own { "社会办" } else { "政府办" }.into(),
                regional_centre: *centre,
                opened: *opened,
                closed: *closed,
            });
        }
        let clinics = self.clinics.iter().filter(|_| !self.facilities.is_empty());
        for (at, (facility, (opened, closed))) in clinics.enumerate() {
            let facility = facility.get(&world.facilities).code.clone();
            world.clinics.push(Clinic {
                code: format!("V{at:02}"),
                facility,
                opened: *opened,
                closed: *closed,
            });
        }
        self.fill(&mut world, catalogue);
        world
    }

    fn fill(&self, world: &mut World, catalogue: &Catalogue) {
        let units: Vec<(String, &[FormKind])> =
            std::iter::once((world.district.clone(), &[FormKind::District][..]))
                .chain(world.townships.iter().map(|own| (own.code.clone(), &[FormKind::Township][..])))
                .chain(
                    world
                        .facilities
                        .iter()
                        .map(|own| (own.code.clone(), &[FormKind::Facility, FormKind::Centres][..])),
                )
                .chain(world.clinics.iter().map(|own| (own.code.clone(), &[FormKind::Village][..])))
                .collect();
        let (mut gone, mut sizes) = (Turn(&self.gone, 0), Turn(&self.sizes, 0));
        let (mut shares, mut counts) = (Turn(&self.shares, 0), Turn(&self.counts, 0));
        for year in 2022..=2025 {
            for (unit, forms) in &units {
                if gone.next() < self.missing / 2 {
                    continue; // the whole return is missing
                }
                let size = sizes.next();
                for element in catalogue.elements.iter().filter(|element| forms.contains(&element.form)) {
                    let centres = element.form == FormKind::Centres;
                    let names = if centres { reference::CENTRES.as_slice() } else { &[""] };
                    for name in names {
                        if gone.next() < self.missing {
                            continue;
                        }
                        let (share, count) = (shares.next(), counts.next());
                        let cell = match &element.kind {
                            ElementKind::YesNo if share >= 60 => Cell::Yes,
                            ElementKind::YesNo => Cell::No,
                            ElementKind::Choice(all) => Cell::Choice(all[count as usize % all.len()].clone()),
                            ElementKind::Count if element.part_of.is_some() => {
                                Cell::Count(size * share / 100)
                            }
                            ElementKind::Count if count < 20 => Cell::Count(count),
                            ElementKind::Count => Cell::Count(size + i64::from(count > 54)),
                        };
                        let id = if centres { format!("{}/{name}", element.id) } else { element.id.clone() };
                        world.returned.insert((year, unit.clone(), id), cell);
                    }
                }
            }
        }
        let keys: Vec<_> = world.returned.keys().cloned().collect();
        for (at, odd) in self.odd.iter().filter(|_| !keys.is_empty()) {
            let key = at.get(&keys);
            match (odd, world.returned.get(key)) {
                (Odd::Missing, _) => drop(world.returned.remove(key)),
                (Odd::NotApplicable, _) => drop(world.returned.insert(key.clone(), Cell::NotApplicable)),
                (Odd::Count(count), Some(Cell::Count(_))) => {
                    world.returned.insert(key.clone(), Cell::Count(*count));
                }
                (Odd::Count(_), _) => {}
            }
        }
    }
}

/// Runs a property over districts at random: the same at every run, others with `PROPTEST_RNG_SEED`.
pub(crate) fn each_district(cases: u32, property: impl Fn(&Catalogue, &Drawn) -> Result<(), TestCaseError>) {
    let catalogue = catalogue::load(None).unwrap();
    let own = Config::default();
    let rng_seed = if own.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { own.rng_seed };
    let config = Config { cases, max_shrink_iters: 4_000, failure_persistence: None, rng_seed, ..own };
    let ran = Counter::new(0);
    let outcome = TestRunner::new(config).run(&drawn(), |own| {
        ran.set(ran.get() + 1);
        property(&catalogue, &own)
    });
    outcome.unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(ran.get(), cases, "as many districts as were asked for");
}

/// The same districts every time.
pub(crate) fn some_districts(many: usize) -> impl Iterator<Item = Drawn> {
    let mut runner = TestRunner::deterministic();
    std::iter::repeat_with(move || drawn().new_tree(&mut runner).unwrap().current()).take(many)
}
