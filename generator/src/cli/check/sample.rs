//! `--sample`: some of the findings, drawn at random, to be read one by one.

use docwright::diagnostic::Diagnostic;

#[derive(clap::Args)]
pub(super) struct Sampling {
    /// Show only so many findings of each docs folder, drawn at random.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Draws the same findings each time for the same number.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sample")]
    seed: u64,
}

impl Sampling {
    /// Keeps the sample, in order.
    pub(super) fn draw(&self, findings: &mut Vec<Diagnostic>) {
        let Some(size) = self.sample else { return };
        let mut numbers = SplitMix(self.seed);
        let (mut wanted, mut left) = (size.min(findings.len()) as u64, findings.len() as u64);
        // Each finding is taken with the chance of those still wanted among those still to come
        // (Knuth, volume 2, algorithm 3.4.2 S).
        findings.retain(|_| {
            let is_taken = numbers.below(left) < wanted;
            wanted -= u64::from(is_taken);
            left -= 1;
            is_taken
        });
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct SplitMix(u64);

impl SplitMix {
    /// The next number below a limit that is far below 2⁶⁴.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
