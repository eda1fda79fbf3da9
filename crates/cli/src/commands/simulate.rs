//! `sog simulate`: write a company's files with a known truth.

use simulate::Plan;
use vocab::Zone;

use crate::args::Simulate;
use crate::out::{self, Outcome};
use crate::progress;
use crate::workspace::now;

pub(super) fn run(asked: &Simulate) -> Outcome {
    let zone = Zone::BERLIN;
    let plan = Plan {
        customers: asked.customers,
        months: asked.months,
        end: asked.end.unwrap_or_else(|| zone.day(now())),
        zone,
        seed: asked.seed,
        scenario: asked.scenario.parse()?,
    };
    let bar = progress::steps(1000, "simulating");
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of 1 as a position on a bar"
    )]
    let truth = simulate::write(&plan, &asked.out, &|share| {
        bar.set_position((share * 1000.0) as u64);
    })?;
    bar.finish_and_clear();
    if asked.json {
        return out::json(&truth);
    }
    out::line(&format!(
        "Wrote a company to {}.\nNext: `sog import {0}/*.csv`, then `sog refresh`.",
        asked.out.display()
    ))
}
