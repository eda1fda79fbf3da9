//! The events everybody is measured on: skewed, in the order of time, the same for the same size.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{
    Decimal128Builder, StringBuilder, StringDictionaryBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, LogNormal};

use crate::Outcome;

/// Kinds with their shares in percent.
const KINDS: [(&str, u32); 8] = [
    ("visit", 46),
    ("touch", 14),
    ("message_sent", 12),
    ("sale", 11),
    ("search", 10),
    ("inquiry", 3),
    ("quote_requested", 2),
    ("return", 2),
];
const FAMILIES: u8 = 12;
const REGIONS: u8 = 8;
/// 2024-01-01, and two years.
const BEGIN: i64 = 1_704_067_200_000_000;
const SPAN: i64 = 731 * 86_400_000_000;
const SEED: u64 = 20_261_122;

/// One event, packed.
#[derive(Clone, Copy)]
struct Raw {
    time: i64,
    customer: u32,
    cents: i32,
    kind: u8,
    family: u8,
    outbound: bool,
}

fn generate(events: usize, customers: u32) -> Outcome<Vec<Raw>> {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    // Few customers do most: the tenth part of them does more than half.
    let sizes = LogNormal::new(0.0, 1.2)?;
    let weights: Vec<f64> = (0..customers).map(|_| sizes.sample(&mut random)).collect();
    let each = events as f64 / weights.iter().sum::<f64>();
    let mut all = Vec::with_capacity(events + events / 8);
    for (customer, weight) in (0..customers).zip(weights) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least one, and far fewer than all events"
        )]
        let count = (weight * each).round().max(1.0) as u64;
        let favourite = random.random_range(0..FAMILIES);
        for _ in 0..count {
            let mut share = random.random_range(0..100);
            let kind = KINDS.iter().position(|(_, part)| {
                let here = share < *part;
                share = share.wrapping_sub(*part);
                here
            });
            let kind = u8::try_from(kind.unwrap_or(0))?;
            let family =
                if random.random_bool(0.6) { favourite } else { random.random_range(0..FAMILIES) };
            let price = random.random_range(100..50_000);
            all.push(Raw {
                time: BEGIN + random.random_range(0..SPAN),
                customer,
                cents: if KINDS[usize::from(kind)].0 == "return" { -price } else { price },
                kind,
                family,
                outbound: random.random_bool(0.7),
            });
        }
    }
    all.sort_unstable_by_key(|raw| (raw.time, raw.customer));
    Ok(all)
}

fn schema() -> SchemaRef {
    let code = |name: &str, null| {
        let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        Field::new(name, kind, null)
    };
    Arc::new(Schema::new(vec![
        Field::new("customer", DataType::Utf8, false),
        Field::new("time", DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
        code("kind", false),
        code("direction", true),
        Field::new("reference", DataType::Utf8, true),
        code("family", true),
        code("region", true),
        Field::new("amount", DataType::Decimal128(18, 6), true),
    ]))
}

/// Writes `events.parquet`.
pub(crate) fn write(folder: &Path, events: usize, customers: u32) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    let all = generate(events, customers)?;
    let level = ZstdLevel::try_new(1)?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let file = File::create(folder.join("events.parquet"))?;
    let mut writer = ArrowWriter::try_new(file, schema(), Some(properties))?;
    for (part, chunk) in all.chunks(65_536).enumerate() {
        writer.write(&batch(chunk, part * 65_536)?)?;
    }
    writer.close()?;
    println!("{} events", all.len());
    Ok(())
}

fn batch(chunk: &[Raw], from: usize) -> Outcome<RecordBatch> {
    let mut customer = StringBuilder::new();
    let mut time = TimestampMicrosecondBuilder::new().with_timezone("UTC");
    let mut kind = StringDictionaryBuilder::<Int32Type>::new();
    let mut direction = StringDictionaryBuilder::<Int32Type>::new();
    let mut reference = StringBuilder::new();
    let mut family = StringDictionaryBuilder::<Int32Type>::new();
    let mut region = StringDictionaryBuilder::<Int32Type>::new();
    let mut amount = Decimal128Builder::new().with_data_type(DataType::Decimal128(18, 6));
    for (number, raw) in chunk.iter().enumerate() {
        let name = KINDS[usize::from(raw.kind)].0;
        let money = matches!(name, "sale" | "return");
        customer.append_value(format!("C{:07}", raw.customer));
        time.append_value(raw.time);
        kind.append_value(name);
        direction.append_option((name == "touch").then_some(if raw.outbound {
            "out"
        } else {
            "in"
        }));
        reference.append_option(money.then(|| format!("R{}", from + number)));
        family.append_option(money.then(|| format!("Family {}", raw.family)));
        region
            .append_option(money.then(|| format!("Region {}", raw.customer % u32::from(REGIONS))));
        amount.append_option(money.then(|| i128::from(raw.cents) * 10_000));
    }
    let columns: Vec<ArrayRef> = vec![
        Arc::new(customer.finish()),
        Arc::new(time.finish()),
        Arc::new(kind.finish()),
        Arc::new(direction.finish()),
        Arc::new(reference.finish()),
        Arc::new(family.finish()),
        Arc::new(region.finish()),
        Arc::new(amount.finish()),
    ];
    Ok(RecordBatch::try_new(schema(), columns)?)
}
