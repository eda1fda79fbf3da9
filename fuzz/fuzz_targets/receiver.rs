//! Whatever bytes come in, the receiver neither panics nor makes something out of nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../check.rs"]
mod check;

fuzz_target!(|input: &[u8]| check::check(input));
