//! Time that a test itself worked: what others do on the machine does not count.

use std::path::Path;

/// Processor seconds of this thread so far; 0 where the system does not tell, so that no bound is ever broken there.
pub fn seconds() -> f64 {
    let told = std::fs::read_to_string(Path::new("/proc/thread-self/schedstat")).unwrap_or_default();
    let nanoseconds: f64 = told
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or_default();
    nanoseconds / 1e9
}

#[test]
fn work_is_counted_and_waiting_is_not() {
    if !Path::new("/proc/thread-self/schedstat").exists() {
        return;
    }
    let begun = seconds();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let slept = seconds();
    let mut sum = 0_u64;
    while seconds() - slept < 0.05 {
        sum = std::hint::black_box(sum.wrapping_add(1));
    }
    assert!(slept - begun < 0.1, "{}", slept - begun);
}
