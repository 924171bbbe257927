//! Random words by address.
#![allow(unsafe_code)]

use crate::cpu::philox;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};

/// Philox 4×32-10: word `i` is word `i % 4` of block `i / 4`.
pub(in crate::cpu::planned) struct RandomBits {
    pub(in crate::cpu::planned) key: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) count: usize,
}

impl Kernel for RandomBits {
    fn run(&self, frame: &Frame) {
        // SAFETY: a key has two words.
        let key = unsafe { frame.slot(self.key).slice::<u32>(0, 2) };
        let key = [key[0], key[1]];
        let out = frame.slot(self.out);
        const BLOCKS: usize = 256;
        for_each(self.count.div_ceil(4 * BLOCKS), 4 * BLOCKS * 10, |part| {
            let start = part * 4 * BLOCKS;
            let length = (4 * BLOCKS).min(self.count - start);
            // SAFETY: each part is one thread's.
            let to = unsafe { out.slice_mut::<u32>(start, length) };
            for (i, words) in to.chunks_mut(4).enumerate() {
                let block = (start / 4 + i) as u64;
                let made = philox::block([block as u32, (block >> 32) as u32, 0, 0], key);
                words.copy_from_slice(&made[..words.len()]);
            }
        });
    }
}
