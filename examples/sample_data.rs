//! Writes the sample workspace `data/`: a district with made-up figures, returned on the
//! program's own forms, with a few of the mistakes that returns have.
//!
//! `cargo run --release --example sample_data [FOLDER]`; the same bytes every time.
//! What is planted, and every finding that follows from it, is written to
//! `tests/sample/planted.csv`, against which a test holds what the program finds.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::NaiveDate;
use dabiao::catalogue::{self, Catalogue, ElementKind, FormKind};
use dabiao::forms::{self, Blank, Entry, Filling, Printer};
use dabiao::messages::{Lang, Messages};
use dabiao::model::{DISTRICT, Level, UnitIx};
use dabiao::registry::Registry;
use dabiao::value::{DataValue, Key, Place, Value, Values};

const YEARS: std::ops::RangeInclusive<i32> = 2022..=2025;

/// Code, name, aliases, kind, neighbourhoods, villages, residents. The names, codes and
/// numbers of villages are public; 滨江街道's are counted with 海门街道's and split here,
/// and the residents are made up so that they add up to the district's 991,782.
const TOWNSHIPS: [(&str, &str, &str, &str, usize, usize, i64); 12] = [
    ("320614001", "海门街道", "海门经济技术开发区", "街道", 25, 15, 232_500),
    ("320614002", "滨江街道", "", "街道", 12, 12, 76_300),
    ("320614003", "三厂街道", "三厂工业园区", "街道", 3, 9, 83_400),
    ("320614101", "三星镇", "叠石桥家纺产业园区", "镇", 4, 24, 114_600),
    ("320614102", "海永镇", "", "镇", 1, 2, 5_082),
    ("320614106", "常乐镇", "", "镇", 3, 22, 67_900),
    ("320614108", "悦来镇", "", "镇", 4, 35, 88_600),
    ("320614111", "四甲镇", "", "镇", 3, 21, 70_400),
    ("320614113", "余东镇", "", "镇", 2, 17, 46_800),
    ("320614114", "正余镇", "", "镇", 2, 17, 52_500),
    ("320614115", "包场镇", "海门港新区", "镇", 4, 39, 96_300),
    ("320614118", "临江镇", "临江新区", "镇", 1, 17, 57_400),
];

/// Township, name, kind, share of the township's people in per cent, regional centre,
/// opened, closed. Names are real where the plan names them; the others say 示例.
const FACILITIES: [(&str, &str, &str, i64, bool, &str, &str); 28] = [
    ("320614001", "海门街道示例第一社区卫生服务中心", "community_center", 40, false, "", ""),
    ("320614001", "海门街道示例第二社区卫生服务中心", "community_center", 35, false, "", ""),
    ("320614001", "海门街道示例第三社区卫生服务中心", "community_center", 25, false, "", ""),
    ("320614002", "滨江街道示例第一社区卫生服务中心", "community_center", 60, false, "", ""),
    ("320614002", "滨江街道示例第二社区卫生服务中心", "community_center", 40, false, "", ""),
    ("320614003", "三厂街道中心卫生院", "township_hospital", 70, true, "", ""),
    ("320614003", "三厂街道示例社区卫生服务中心", "community_center", 30, false, "", ""),
    ("320614101", "区人民医院三星分院", "township_hospital", 45, false, "", ""),
    ("320614101", "三星镇示例第一卫生院", "township_hospital", 30, false, "", ""),
    ("320614101", "三星镇示例第二卫生院", "township_hospital", 25, false, "2023-06-01", ""),
    ("320614102", "海永镇示例卫生院", "township_hospital", 100, false, "", ""),
    ("320614106", "常乐镇示例第一卫生院", "township_hospital", 60, false, "", ""),
    ("320614106", "常乐镇示例第二卫生院", "township_hospital", 40, false, "", ""),
    ("320614108", "悦来镇中心卫生院", "township_hospital", 50, true, "", ""),
    ("320614108", "悦来镇示例第一卫生院", "township_hospital", 30, false, "", ""),
    ("320614108", "悦来镇示例第二卫生院", "township_hospital", 20, false, "", ""),
    ("320614111", "四甲镇中心卫生院", "township_hospital", 65, true, "", ""),
    ("320614111", "四甲镇示例卫生院", "township_hospital", 35, false, "", ""),
    ("320614111", "四甲镇示例第二卫生院", "township_hospital", 0, false, "", "2022-10-31"),
    ("320614113", "余东镇示例卫生院", "township_hospital", 100, false, "", ""),
    ("320614113", "第六人民医院", "hospital", 0, true, "", ""),
    ("320614114", "正余镇示例第一卫生院", "township_hospital", 55, false, "", ""),
    ("320614114", "正余镇示例第二卫生院", "township_hospital", 45, false, "", ""),
    ("320614115", "海门港新区（包场镇）中心卫生院", "township_hospital", 50, true, "", ""),
    ("320614115", "包场镇示例第一卫生院", "township_hospital", 30, false, "", ""),
    ("320614115", "包场镇示例第二卫生院", "township_hospital", 20, false, "", ""),
    ("320614118", "区人民医院临江分院", "township_hospital", 60, false, "", ""),
    ("320614118", "临江镇示例卫生院", "township_hospital", 40, false, "", ""),
];

/// A count that is a part of another one: element, whole, its share in 2022 and in 2025
/// in thousandths, how far units lie apart.
const SHARES: [(&str, &str, i64, i64, i64); 31] = [
    ("fac.posts_professional", "fac.posts_total", 915, 968, 25),
    ("fac.village_doctors_licensed", "fac.village_doctors", 430, 560, 90),
    ("fac.trainees_trained_2y", "fac.trainees_due", 720, 1000, 60),
    ("fac.equipment_available", "fac.equipment_required", 860, 1004, 30),
    ("fac.equipment_working", "fac.equipment_available", 965, 1004, 8),
    ("fac.beds_elderly_rehab_nursing", "fac.beds_total", 235, 360, 70),
    ("fac.ehr_created", "fac.resident_population", 905, 957, 12),
    ("fac.ehr_used", "fac.ehr_created", 560, 660, 50),
    ("fac.signed_residents", "fac.resident_population", 590, 705, 60),
    ("fac.key_population_signed", "fac.key_population", 745, 838, 50),
    ("fac.children_u3_managed", "fac.children_u3", 949, 968, 14),
    ("fac.children_u7_managed", "fac.children_u7", 983, 976, 8),
    ("fac.hypertension_standardized", "fac.hypertension_managed", 560, 680, 50),
    ("fac.diabetes_standardized", "fac.diabetes_managed", 545, 640, 60),
    ("fac.tb_screened", "fac.tb_screen_due", 865, 922, 40),
    ("fac.tb_patients_managed", "fac.tb_patients", 985, 1002, 14),
    ("fac.tb_regular_medication", "fac.tb_treated", 960, 990, 25),
    ("twp.villages_with_care", "twp.villages", 960, 1010, 20),
    ("twp.villages_with_ph_committee", "twp.villages", 780, 1010, 60),
    ("twp.notifiable_reported", "twp.notifiable_cases", 994, 1003, 5),
    ("twp.smd_standardized", "twp.smd_registered", 868, 938, 30),
    ("twp.smd_regular_medication", "twp.smd_registered", 838, 915, 40),
    ("twp.smd_face_visited", "twp.smd_registered", 770, 880, 40),
    ("twp.smd_examined", "twp.smd_registered", 720, 835, 50),
    ("twp.nip_given", "twp.nip_due", 952, 968, 14),
    ("dis.health_literate", "dis.health_literacy_sample", 305, 367, 0),
    ("dis.prepregnancy_examined", "dis.prepregnancy_due", 938, 962, 0),
    ("dis.newborns_screened", "dis.newborns", 991, 1000, 0),
    ("dis.child_product_batches_passed", "dis.child_product_batches", 945, 968, 0),
    ("dis.playground_rides_inspected", "dis.playground_rides", 950, 1000, 0),
    ("dis.autistic_children_served", "dis.autistic_children", 870, 985, 0),
];

/// A yes/no: how many of a thousand units say yes in 2022 and in 2025. A unit that has
/// said yes goes on saying it.
const ANSWERS: [(&str, i64, i64); 16] = [
    ("fac.quality_campaign", 850, 1000),
    ("fac.basic_standard", 640, 970),
    ("fac.recommended_standard", 260, 560),
    ("fac.community_hospital", 60, 240),
    ("fac.fever_clinic", 700, 1000),
    ("fac.tcm_hall_provincial", 620, 1000),
    ("fac.mental_clinic", 60, 240),
    ("fac.long_prescription", 620, 970),
    ("fac.vaccination_unit", 880, 880),
    ("fac.vaccination_rooms", 560, 1000),
    ("fac.vaccination_demo", 0, 90),
    ("vil.basic_standard", 560, 830),
    ("vil.recommended_standard", 90, 225),
    ("vil.tcm_pavilion", 380, 620),
    ("twp.joint_clinic", 60, 520),
    ("twp.air_monitored", 750, 1000),
];

/// A number that only the seed decides (SplitMix64; Steele, Lea, Flood 2014).
fn noise(words: &[&str]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for byte in words.join("/").bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A number from `-reach` to `reach`.
fn spread(words: &[&str], reach: i64) -> i64 {
    let sides = u64::try_from(2 * reach + 1).unwrap_or(1);
    i64::try_from(noise(words) % sides).unwrap_or(0) - reach
}

/// Where a figure stands in a year on its way from 2022 to 2025.
fn between(start: i64, end: i64, year: i32) -> i64 {
    start + (end - start) * i64::from(year - 2022) / 3
}

fn says_yes(unit: &str, element: &str, year: i32) -> bool {
    // Basic and recommended are rungs of one ladder, so one roll decides both.
    let ladder = element.replace("recommended_standard", "basic_standard");
    let (_, start, end) = ANSWERS.iter().find(|(id, _, _)| *id == element).copied().unwrap_or_default();
    let roll = i64::try_from(noise(&[unit, &ladder]) % 1000).unwrap_or(0);
    roll < between(start, end, year)
}

struct Sample {
    catalogue: Catalogue,
    registry: Registry,
}

impl Sample {
    fn code(&self, unit: UnitIx) -> &str {
        &self.registry.unit(unit).code
    }

    /// People of a township at the end of a year.
    fn residents(&self, township: UnitIx, year: i32) -> i64 {
        let code = self.code(township);
        let base = TOWNSHIPS.iter().find(|row| row.0 == code).map_or(0, |row| row.6);
        base + base * spread(&[code, "growth"], 3) * i64::from(year - 2022) / 1000
    }

    /// The facilities of a township that have a part of its people in a year.
    fn parts(&self, township: UnitIx, year: i32) -> Vec<(UnitIx, i64)> {
        let parts = self.registry.units().filter_map(|(ix, unit)| {
            let row = FACILITIES.iter().find(|row| row.1 == unit.name)?;
            let fits = unit.parent == Some(township) && row.3 > 0 && self.registry.counts(ix, year);
            fits.then_some((ix, row.3))
        });
        parts.collect()
    }

    /// People whom a facility serves: its part of the township's, all parts adding up.
    fn served(&self, facility: UnitIx, year: i32) -> i64 {
        let Some(township) = self.registry.unit(facility).parent else { return 0 };
        let (all, parts) = (self.residents(township, year), self.parts(township, year));
        let sum: i64 = parts.iter().map(|(_, part)| part).sum();
        let mut left = all;
        for (at, (unit, part)) in parts.iter().enumerate() {
            let own = if at + 1 == parts.len() { left } else { all * part / sum };
            if *unit == facility {
                return own;
            }
            left -= own;
        }
        0
    }

    fn clinics(&self, facility: UnitIx, year: i32) -> i64 {
        let own = self.registry.units().filter(|(ix, unit)| {
            unit.parent == Some(facility) && unit.level == Level::Village && self.registry.counts(*ix, year)
        });
        i64::try_from(own.count()).unwrap_or(0)
    }

    /// A count of a unit, if this element is not a part of another one.
    fn count(&self, unit: UnitIx, element: &str, year: i32) -> i64 {
        let code = self.code(unit).to_owned();
        let facility = self.registry.unit(unit).level == Level::Facility;
        let people = if facility { self.served(unit, year) } else { self.residents(unit, year) };
        let jitter = |reach| spread(&[&code, element], reach);
        // Per 10,000 people, in hundredths; a unit keeps its distance from the others.
        let per_10k =
            |start, end, reach| (people * (between(start, end, year) + jitter(reach)) + 500_000) / 1_000_000;
        let t = i64::from(year - 2022);
        match element {
            "fac.served_population" | "fac.resident_population" | "twp.resident_population" => people,
            "fac.staff" => per_10k(2_950, 3_540, 260),
            "fac.posts_total" if people < 10_000 => 10,
            "fac.posts_total" => per_10k(1_030, 1_230, 110),
            "fac.general_practitioners" => per_10k(165, 240, 28),
            "fac.public_health_physicians" => per_10k(82, 116, 12),
            "fac.nurses" => per_10k(190, 270, 40),
            "fac.psychiatric_physicians" => (t + jitter(1)).clamp(0, 3),
            "fac.village_doctors" => self.clinics(unit, year) * 2 + 1 + jitter(1),
            "fac.trainees_due" => per_10k(2_700, 3_200, 240),
            "fac.specialties" => ((t + jitter(2) + 1) / 2).clamp(0, 3),
            "fac.equipment_required" => 150 + jitter(60),
            "fac.branches_renovated" => {
                i64::from(noise(&["renovated", &year.to_string()]) % 25 == noise(&[&code]) % 25)
            }
            "fac.tcm_techniques" => (9 + 2 * t + jitter(2)).max(4),
            "fac.beds_total" => 70 + people / 1_000 + jitter(20),
            "fac.online_services" => (3 + t + jitter(1)).clamp(0, 7),
            "fac.key_population" => people * (270 + jitter(15)) / 1000,
            "fac.children_u3" => people * (16 + jitter(2) - t) / 1000,
            "fac.children_u7" => people * (48 + jitter(4) - t) / 1000,
            "fac.hypertension_managed" => people * (105 + jitter(8) + t) / 1000,
            "fac.diabetes_managed" => people * (38 + jitter(4) + t) / 1000,
            "fac.tb_screen_due" => people * (62 + jitter(6)) / 10_000,
            "fac.tb_patients" => people * (35 + jitter(4)) / 100_000 + 1,
            "fac.tb_treated" => people * (28 + jitter(3)) / 100_000 + 1,
            "twp.villages" => {
                let row = TOWNSHIPS.iter().find(|row| row.0 == code);
                row.map_or(0, |row| i64::try_from(row.4 + row.5).unwrap_or(0))
            }
            "twp.health_lecturers" => (t + jitter(1)).clamp(0, 4),
            "twp.star_studios" => match code.as_str() {
                "320614001" => 1 + t,
                "320614003" => 1 + t.min(2),
                _ => 0,
            },
            "twp.enterprise_studios" => (t + jitter(1) - 1).max(0),
            "twp.village_clinics_new" => i64::from(jitter(4) + t > 4),
            "twp.village_clinics_rebuilt" => i64::from(jitter(1) >= 0) * (1 + t % 2).min(1),
            "twp.village_clinics_newly_recommended" => (1 + jitter(1)).clamp(0, 3),
            "twp.notifiable_cases" => people * (260 + jitter(40)) / 100_000,
            "twp.outbreaks" => i64::from(noise(&[&code, element, &year.to_string()]).is_multiple_of(4)),
            "twp.outbreaks_handled" => self.count(unit, "twp.outbreaks", year),
            "twp.hiv_tests" => people * (between(221, 268, year) + jitter(12)) / 1000,
            "twp.smd_registered" => people * (between(430, 478, year) + jitter(14)) / 100_000,
            "twp.nip_due" => people * (118 + jitter(8)) / 1000,
            "dis.health_literacy_sample" => 1_200,
            "dis.tcm_trainees" => 12 + 3 * t,
            "dis.alliance_branches_operating" => {
                [1, 2, 2, 2].get(usize::try_from(t).unwrap_or(0)).copied().unwrap_or(2)
            }
            "dis.alliance_shared_centres" => (2 + t).min(5),
            "dis.prepregnancy_due" => 1_480 - 60 * t,
            "dis.newborns" => 3_420 - 110 * t,
            "dis.cataract_surgeries" => 2_610 + 145 * t,
            "dis.psychiatric_hospitals_l2" => i64::from(t >= 3),
            "dis.child_product_batches" => 92 + 4 * t,
            "dis.playground_rides" => 40 + t,
            "dis.playground_rides_passed" => {
                self.count_of(DISTRICT, "dis.playground_rides_inspected", year) - i64::from(t == 0)
            }
            "dis.autistic_children" => 131 + 5 * t,
            "dis.child_screening_items" => (3 + t).min(5),
            "dis.farm_produce_inspections" => 1,
            _ => 0,
        }
    }

    /// A count of a unit; a part is a share of its whole.
    fn count_of(&self, unit: UnitIx, element: &str, year: i32) -> i64 {
        let Some((_, whole, start, end, reach)) = SHARES.iter().find(|row| row.0 == element) else {
            return self.count(unit, element, year);
        };
        let whole = self.count_of(unit, whole, year);
        let share = between(*start, *end, year) + spread(&[self.code(unit), element], *reach);
        (whole * share.clamp(0, 1000) + 500) / 1000
    }

    /// What a unit answers to an element; none where it leaves the cell blank.
    fn answer(&self, unit: UnitIx, element: &str, year: i32) -> Option<Entry> {
        let code = self.code(unit).to_owned();
        let word = |yes: bool| Entry::Text(if yes { "是" } else { "否" }.to_owned());
        let ix = self.catalogue.element_by_id(element)?;
        let about = self.catalogue.element(ix);
        Some(match (&about.kind, element) {
            (_, "fac.vaccination_rooms") if !says_yes(&code, "fac.vaccination_unit", year) => {
                Entry::Text("不适用".to_owned())
            }
            (_, "vil.tcm_techniques") => {
                if !says_yes(&code, "vil.tcm_pavilion", year) {
                    return None;
                }
                number((5 + i64::from(year - 2022) + spread(&[&code, element], 2)).max(2))
            }
            (_, "dis.sanxing_second_level") => word(year >= 2025),
            (ElementKind::YesNo, _) => word(says_yes(&code, element, year)),
            (ElementKind::Choice(choices), _) => {
                let rung = (i64::from(year - 2022) + spread(&[&code, element], 2)) / 2 + 1;
                let at = usize::try_from(rung.clamp(0, 3)).unwrap_or(0);
                Entry::Text(choices.get(at).cloned().unwrap_or_default())
            }
            (ElementKind::Count, _) => number(self.count_of(unit, element, year)),
        })
    }

    fn filling(&self, blank: &Blank) -> Filling {
        let mut filling = Filling { date: sent(self.code(blank.unit), blank), ..Filling::default() };
        let year = blank.year;
        let facility = blank.form == FormKind::Facility;
        // A hospital that is a regional centre only is asked for its functional centres.
        let served = !facility || self.served(blank.unit, year) > 0;
        for (element, about) in self.catalogue.elements_ix() {
            let own =
                about.form == blank.form && (blank.reporter.is_none() || about.reporter == blank.reporter);
            if own
                && served
                && let Some(entry) = self.answer(blank.unit, &about.id, year)
            {
                let key = Key { year, unit: blank.unit, element, entry: 0 };
                filling.answers.insert(key, entry);
            }
            if facility && about.form == FormKind::Village {
                let clinics = self
                    .registry
                    .units()
                    .filter(|(ix, unit)| unit.parent == Some(blank.unit) && self.registry.counts(*ix, year));
                for (clinic, _) in clinics {
                    if let Some(entry) = self.answer(clinic, &about.id, year) {
                        filling.answers.insert(Key { year, unit: clinic, element, entry: 0 }, entry);
                    }
                }
            }
        }
        if facility && self.registry.unit(blank.unit).regional_centre {
            let centres = &self.catalogue.centres;
            let Some(element) = centres.element else { return filling };
            for (entry, centre) in (0..).zip(&centres.entries) {
                let roll =
                    i64::try_from(noise(&[self.code(blank.unit), &centre.name.zh]) % 1000).unwrap_or(0);
                let built = roll < between(420, 960, year);
                let word = match (built, centre.shareable) {
                    (false, _) => "未建",
                    (true, true) => "共建共享",
                    (true, false) => "自建",
                };
                let key = Key { year, unit: blank.unit, element, entry };
                filling.answers.insert(key, Entry::Text(word.to_owned()));
            }
        }
        filling
    }
}

fn number(count: i64) -> Entry {
    // Every count of the sample is far below 2^53.
    Entry::Number(count.to_string().parse().unwrap_or(0.0))
}

/// In the second or third week of January; a few are late.
fn sent(code: &str, blank: &Blank) -> Option<NaiveDate> {
    let reporter = blank.reporter.as_deref().unwrap_or("");
    let day = 8 + noise(&[code, reporter, "sent", &blank.year.to_string()]) % 12;
    let late = [(2023, "320614118-1"), (2024, "320614118-1"), (2025, "320614106"), (2025, "320614003-2")];
    let day = if late.contains(&(blank.year, code)) { day + 14 } else { day };
    NaiveDate::from_ymd_opt(blank.year + 1, 1, u32::try_from(day).ok()?)
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("data"), PathBuf::from);
    let sample = folder.join("registry");
    for old in [&sample, &folder.join("returns")] {
        if old.exists() {
            fs::remove_dir_all(old).with_context(|| old.display().to_string())?;
        }
    }
    write_registry(&folder)?;
    let catalogue = catalogue::load(None).map_err(|stop| anyhow::anyhow!("{stop}"))?;
    let registry = Registry::read(&sample).map_err(|stop| anyhow::anyhow!("{stop}"))?;
    let sample = Sample { catalogue, registry };
    let messages = Messages::new(Lang::Zh);
    let mut last_year = Values::default();
    let mut planted = Planted::default();
    for year in YEARS {
        let printer = Printer {
            catalogue: &sample.catalogue,
            registry: &sample.registry,
            messages: &messages,
            last_year: &last_year,
        };
        let mut values = Vec::new();
        for blank in forms::blanks(&sample.catalogue, &sample.registry, year) {
            let filling = sample.filling(&blank);
            values.extend(truth(&sample, &filling));
            send(&sample, &printer, &folder, &blank, filling, &mut planted)?;
        }
        strays(&folder, year, &mut planted)?;
        last_year = Values::new(values);
    }
    planted.write(Path::new("tests/sample/planted.csv"))
}

/// What a filled form says, for the column of last year on the next one.
fn truth(sample: &Sample, filling: &Filling) -> Vec<DataValue> {
    let value = |key: &Key, entry: &Entry| match (entry, &sample.catalogue.element(key.element).kind) {
        (Entry::Number(number), _) => number.to_string().parse().ok().map(Value::Count),
        (Entry::Text(word), _) if word == "不适用" => Some(Value::NotApplicable),
        (Entry::Text(word), ElementKind::Choice(choices)) => choices
            .iter()
            .position(|choice| choice == word)
            .and_then(|at| u8::try_from(at).ok())
            .map(Value::Choice),
        (Entry::Text(word), ElementKind::YesNo | ElementKind::Count) => Some(Value::YesNo(word == "是")),
    };
    let of = |(key, entry): (&Key, &Entry)| {
        let value = value(key, entry)?;
        Some(DataValue { key: *key, value, place: Place::default(), note: String::new() })
    };
    filling.answers.iter().filter_map(of).collect()
}

fn write_registry(folder: &Path) -> Result<()> {
    let registry = folder.join("registry");
    fs::create_dir_all(&registry)?;
    let write = |name: &str, text: String| fs::write(registry.join(name), format!("\u{feff}{text}"));
    write("district.csv", "code,name\r\n320614,南通市海门区\r\n".to_owned())?;
    let mut text = "code,name,aliases,kind,opened,closed\r\n".to_owned();
    for (code, name, aliases, kind, ..) in TOWNSHIPS {
        text += &format!("{code},{name},{aliases},{kind},,\r\n");
    }
    write("townships.csv", text)?;
    let mut text = "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\r\n".to_owned();
    let mut clinics = "code,name,aliases,facility,opened,closed\r\n".to_owned();
    for (code, name, _, _, neighbourhoods, villages, _) in TOWNSHIPS {
        let own: Vec<_> = FACILITIES.iter().filter(|row| row.0 == code).collect();
        for (at, (_, name, kind, _, centre, opened, closed)) in (1..).zip(&own) {
            let ownership = if *name == "常乐镇示例第二卫生院" { "社会办" } else { "政府办" };
            let centre = if *centre { "是" } else { "" };
            text += &format!("{code}-{at},{name},,{kind},{code},{ownership},{centre},{opened},{closed}\r\n");
        }
        let managers: Vec<usize> =
            (1..).zip(&own).filter(|(_, row)| row.3 > 0 && row.5.is_empty()).map(|(at, _)| at).collect();
        // One clinic or station for most villages and neighbourhoods.
        let places = (1..=villages).map(|at| (at, "村", "卫生室"));
        let places = places.chain((1..=neighbourhoods).map(|at| (at, "社区", "卫生服务站")));
        for (number, (at, kind, what)) in (1_usize..).zip(places) {
            if number % 19 == 0 {
                continue;
            }
            let manager = managers.get(number % managers.len()).context("a facility for each clinic")?;
            let opened = if number % 37 == 0 { "2024-05-01" } else { "" };
            clinics +=
                &format!("{code}V{number:03},{name}示例{at}{kind}{what},,{code}-{manager},{opened},\r\n");
        }
    }
    write("facilities.csv", text)?;
    write("village_clinics.csv", clinics)?;
    let due: String = YEARS.map(|year| format!("{year},{}-01-20\r\n", year + 1)).collect();
    write("calendar.csv", format!("year,due\r\n{due}"))?;
    fs::write(
        folder.join("workspace.toml"),
        "# What every page of this workspace says at its top.\n\
         notice_zh = \"示例数据：除方案、区划和点名的机构外，全部数字、机构和村卫生室均为虚构，不反映海门区的任何真实情况。\"\n\
         notice_en = \"Illustrative data (示例数据): apart from the plans, the townships and the facilities that the plans name, all figures and units are made up.\"\n",
    )?;
    Ok(())
}

/// The findings that the planted mistakes lead to.
#[derive(Default)]
struct Planted(Vec<[String; 4]>);

impl Planted {
    /// A finding of a rule in a year about a unit's element; either can be empty.
    fn expect(&mut self, rule: &str, year: i32, unit: &str, element: &str) {
        self.0.push([rule.to_owned(), year.to_string(), unit.to_owned(), element.to_owned()]);
    }

    fn write(mut self, path: &Path) -> Result<()> {
        self.0.sort();
        let mut text = "rule,year,unit,element\n".to_owned();
        for row in &self.0 {
            text += &format!("{}\n", row.join(","));
        }
        fs::create_dir_all(path.parent().context("a folder")?)?;
        Ok(fs::write(path, text)?)
    }
}

/// Writes a filled form as a unit would send it, with what goes wrong on the way.
fn send(
    sample: &Sample,
    printer: &Printer<'_>,
    folder: &Path,
    blank: &Blank,
    mut filling: Filling,
    planted: &mut Planted,
) -> Result<()> {
    let unit = sample.registry.unit(blank.unit);
    let name = blank.reporter.as_ref().unwrap_or(&unit.name);
    let township = sample.registry.ancestor(blank.unit, Level::Township);
    let place = township.map_or("区级部门", |ix| sample.registry.unit(ix).name.as_str());
    let year = blank.year;
    let home = folder.join("returns").join(year.to_string()).join(place);
    let path = home.join(format!("{}{year}年报.xlsx", dabiao::platform::file_name(name)));
    fs::create_dir_all(&home)?;
    let write = |path: &Path, filling: &Filling| -> Result<()> {
        Ok(fs::write(path, printer.workbook(blank, filling)?)?)
    };
    let key = |element: &str| -> Result<Key> {
        let element = sample.catalogue.element_by_id(element).context("a known element")?;
        Ok(Key { year, unit: blank.unit, element, entry: 0 })
    };
    let put = |filling: &mut Filling, element: &str, entry: Entry| -> Result<()> {
        if filling.answers.insert(key(element)?, entry).is_none() {
            bail!("{name} is not asked {element}");
        }
        Ok(())
    };
    let text = |text: &str| Entry::Text(text.to_owned());
    let code = unit.code.as_str();
    match (year, code) {
        // Nothing comes.
        (2024, "320614113-1") | (2025, "320614113" | "320614114-2") => return Ok(()),
        (2023, "320614101-1") => {
            put(&mut filling, "fac.village_doctors", text("35人"))?;
            planted.expect("cell-read-as", year, code, "fac.village_doctors");
            planted.expect("stock-falls", year, code, "fac.ehr_created");
            planted.expect("last-year-differs", year + 1, code, "fac.village_doctors");
        }
        (2023, "320614111") => {
            put(&mut filling, "twp.hiv_tests", text("待统计"))?;
            planted.expect("cell-pending", year, code, "twp.hiv_tests");
        }
        // The same file twice, the second under another name.
        (2023, "320614108") => {
            write(&home.join(format!("悦来镇{year}年报（副本）.xlsx")), &filling)?;
            planted.expect("return-copy", year, code, "");
        }
        (2024, "320614101-1") => {
            put(&mut filling, "fac.psychiatric_physicians", text("2名"))?;
            planted.expect("cell-read-as", year, code, "fac.psychiatric_physicians");
            planted.expect("last-year-differs", year + 1, code, "fac.psychiatric_physicians");
        }
        (2024, "320614106-1") => {
            put(&mut filling, "fac.signed_residents", text("72.5%"))?;
            planted.expect("cell-percentage", year, code, "fac.signed_residents");
        }
        (2024, "320614108-1") => {
            let created = sample.count_of(blank.unit, "fac.ehr_created", year);
            put(&mut filling, "fac.ehr_used", number(created + 1_000))?;
            planted.expect("part-above-whole", year, code, "fac.ehr_used");
            planted.expect("last-year-differs", year + 1, code, "fac.ehr_used");
        }
        // A facility opened in the township and took over a part of the people.
        (2023, "320614101-2") => {
            planted.expect("stock-falls", year, code, "fac.ehr_created");
        }
        // Sent again with a correction: the later date wins, the difference is named.
        (2024, "320614003-1") => {
            let mut first = Filling { answers: filling.answers.clone(), date: filling.date };
            put(&mut first, "fac.nurses", number(9))?;
            write(&home.join(format!("三厂街道中心卫生院{year}年报（初报）.xlsx")), &first)?;
            filling.date = NaiveDate::from_ymd_opt(year + 1, 1, 20);
            planted.expect("return-revised", year, code, "");
            // Its roster and its centres are the same in both.
            planted.expect("return-copy", year, code, "");
            planted.expect("return-copy", year, code, "");
        }
        (2025, "320614101-1") => {
            put(&mut filling, "fac.served_population", text("5.2万"))?;
            put(&mut filling, "fac.recommended_standard", text("是"))?;
            put(&mut filling, "fac.basic_standard", text("否"))?;
            planted.expect("cell-read-as", year, code, "fac.served_population");
            planted.expect("implied-denied", year, code, "fac.basic_standard");
        }
        (2025, "320614115-2") => {
            put(&mut filling, "fac.beds_total", Entry::Number(86.5))?;
            planted.expect("cell-fraction", year, code, "fac.beds_total");
        }
        (2025, "320614108-2") => {
            put(&mut filling, "fac.fever_clinic", text("正在建设"))?;
            planted.expect("cell-not-yes-no", year, code, "fac.fever_clinic");
        }
        (2025, "320614102-1") => {
            let managed = sample.count_of(blank.unit, "fac.diabetes_managed", year);
            put(&mut filling, "fac.diabetes_managed", number(managed * 10))?;
            planted.expect("year-on-year", year, code, "fac.diabetes_managed");
        }
        (2025, "320614118") => {
            put(&mut filling, "twp.outbreaks", text("无"))?;
            put(&mut filling, "twp.outbreaks_handled", text("无"))?;
            planted.expect("cell-none", year, code, "twp.outbreaks");
            planted.expect("cell-none", year, code, "twp.outbreaks_handled");
        }
        // Last year's form comes again in this year's folder.
        (2025, "320614002-2") => {
            let blank = Blank { year: year - 1, ..blank.clone() };
            let bytes = printer.workbook(&blank, &sample.filling(&blank))?;
            fs::write(&path, bytes)?;
            planted.expect("file-year", year, code, "");
            return Ok(());
        }
        _ => {}
    }
    write(&path, &filling)
}

/// Files among the returns that are none.
fn strays(folder: &Path, year: i32, planted: &mut Planted) -> Result<()> {
    if year != 2025 {
        return Ok(());
    }
    let home = folder.join("returns").join(year.to_string()).join("正余镇");
    fs::create_dir_all(&home)?;
    fs::write(home.join("关于推迟报送的说明.pdf"), b"%PDF-1.4\n% sample\n")?;
    fs::write(home.join("~$正余镇2025年报.xlsx"), [0_u8; 16])?;
    planted.expect("file-kind", year, "320614114", "");
    planted.expect("file-lock", year, "", "");
    Ok(())
}
