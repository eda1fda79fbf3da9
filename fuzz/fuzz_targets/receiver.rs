//! Whatever bytes come in, the receiver neither panics nor makes something out of nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(unreachable_pub, reason = "a file of two programs")]
#[path = "../check.rs"]
mod check;
// The source itself: the room around it would bring databases along.
#[allow(dead_code, reason = "the target uses a part")]
#[path = "../../crates/listen/src/receive/mod.rs"]
mod receive;

fuzz_target!(|input: &[u8]| check::check(input));
