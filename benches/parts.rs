//! What the parts of the job cost: `cargo bench --manifest-path benches/Cargo.toml`.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use dabiao::assess::assess;
use dabiao::catalogue;
use dabiao::checked::Checked;
use dabiao::figures::Source;
use dabiao::formats::worker::Isolation;
use dabiao::formats::{format, workbook};
use dabiao::intake::grid::Grid;
use dabiao::intake::layout::tables;
use dabiao::formats::sheet::Sheet;
use dabiao::intake::{Lexicon, reading};
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages};
use dabiao::report::pages;
use dabiao::results::Results;

fn parts(criterion: &mut Criterion) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let name: Arc<str> = "2024/三厂街道/三厂街道中心卫生院2024年报.xlsx".into();
    let (Ok(bytes), Ok(catalogue)) =
        (std::fs::read(data.join("returns").join(&*name)), catalogue::load(None))
    else {
        return;
    };
    let read = Checked::read(&data, catalogue, Some(2024), &Isolation::None, |_| Box::new(|| ()));
    let Ok(checked) = read else { return };
    let lexicon = Lexicon::new(&checked.catalogue, &checked.registry);
    let read = || workbook::sheets(&bytes, format::open(&bytes).ok()?, &Isolation::None).ok();
    let Some(sheets) = read() else { return };
    criterion.bench_function("a workbook's cells", |bench| {
        bench.iter(|| black_box(read()).is_some());
    });
    criterion.bench_function("the tables of a workbook recognised", |bench| {
        bench.iter(|| {
            let of = |sheet: &Sheet| tables(&Grid::new(sheet, &lexicon), &sheet.name, 2025).len();
            black_box(sheets.iter().map(of).sum::<usize>())
        });
    });
    criterion.bench_function("a workbook read", |bench| {
        bench.iter(|| reading::read(&lexicon, &name, 2024, black_box(&sheets), false).readings.len());
    });
    let Checked { catalogue, registry, values, year, .. } = &checked;
    criterion.bench_function("the sample judged, three years", |bench| {
        bench.iter(|| {
            let totals = Totals::of(Source { catalogue, registry, values }, *year).unwrap_or_default();
            assess(catalogue, registry, &totals, *year).len()
        });
    });
    let Ok(results) = Results::judge(checked.clone()) else { return };
    let messages = Messages::new(Lang::Zh);
    criterion.bench_function("all pages, ledger and tables of the sample", |bench| {
        bench.iter(|| pages::all(black_box(&results), &messages).map_or(0, |all| all.len()));
    });
}

criterion_group!(benches, parts);
criterion_main!(benches);
