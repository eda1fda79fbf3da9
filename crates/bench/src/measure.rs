//! Processor time, wall time and memory of this process.

use std::time::Instant;

use serde_json::{Value, json};

use crate::Outcome;

/// Processor seconds this process has used so far, in user and system code.
fn processor() -> Outcome<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = text.rsplit(')').next().unwrap_or("");
    let mut fields = after_name.split_whitespace().skip(11);
    let mut ticks = || -> Outcome<f64> { Ok(fields.next().ok_or("no processor time")?.parse()?) };
    // The kernel tells them in hundredths of a second on every platform we build for.
    Ok((ticks()? + ticks()?) / 100.0)
}

/// Peak memory of this process so far, in megabytes.
fn peak() -> Outcome<f64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no peak memory")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).ok_or("no peak memory")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// Does the work several times and prints one line: the means over all times but the first,
/// which warms up. Short work has to be done often: clocks tell hundredths of a second.
pub(crate) fn run(
    question: &str,
    times: u32,
    mut work: impl FnMut() -> Outcome<Value>,
) -> Outcome<()> {
    let mut answer = work()?;
    let (before, start) = (processor()?, Instant::now());
    for _ in 0..times {
        answer = work()?;
    }
    let times = f64::from(times.max(1));
    let (used, passed) = (processor()? - before, start.elapsed().as_secs_f64());
    print(question, used / times, passed / times, answer)
}

/// Prints what was measured of work that is done once.
pub(crate) fn print(question: &str, processor: f64, wall: f64, answer: Value) -> Outcome<()> {
    println!(
        "{}",
        json!({
            "who": "sog", "question": question, "cpu_s": processor, "wall_s": wall,
            "peak_mb": peak()?, "answer": answer,
        })
    );
    Ok(())
}

/// A clock for work that is done once.
pub(crate) struct Clock {
    processor: f64,
    start: Instant,
}

impl Clock {
    pub(crate) fn start() -> Outcome<Self> {
        Ok(Self { processor: processor()?, start: Instant::now() })
    }

    pub(crate) fn stop(&self) -> Outcome<(f64, f64)> {
        Ok((processor()? - self.processor, self.start.elapsed().as_secs_f64()))
    }
}
