//! Numbers as CRAM and its codecs write them.

/// What is left of some bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

/// What is said of bytes that are too few.
const SHORT: &str = "ends too early";

impl<'a> Bytes<'a> {
    pub(crate) fn take(&mut self, count: u64) -> Result<&'a [u8], String> {
        let count = usize::try_from(count).map_err(|_| SHORT.to_owned())?;
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| SHORT.to_owned())?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    /// Four bytes, the least first.
    pub(crate) fn u32(&mut self) -> Result<u64, String> {
        let taken = self.take(4)?;
        Ok(taken.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    /// ITF8 of a number that may not be below 0 (CRAM specification, section 2.3): as many leading ones as bytes
    /// follow; of the fifth, four bits.
    pub(crate) fn itf8(&mut self) -> Result<u64, String> {
        let first = self.byte()?;
        let more = u64::from(first.leading_ones().min(4));
        let rest = self.take(more)?;
        let start =
            if more == 4 { u64::from(first & 0x0f) } else { u64::from(first) & (0x7f >> more) };
        let wide = rest.iter().take(3).fold(start, |sum, byte| sum << 8 | u64::from(*byte));
        let number = rest.get(3).map_or(wide, |last| wide << 4 | u64::from(last & 0x0f));
        // The sign of 32 bits.
        if number >> 31 != 0 { Err("has a number below 0".to_owned()) } else { Ok(number) }
    }

    /// Passes over a number in ITF8, which may be below 0, or in LTF8: as many bytes as leading ones of the first, and
    /// in ITF8 no more than four, follow.
    pub(crate) fn pass(&mut self, most: u32) -> Result<(), String> {
        let first = self.byte()?;
        self.take(u64::from(first.leading_ones().min(most))).map(|_| ())
    }

    /// Seven bits a byte, the greatest first, at most five bytes (CRAM codecs, section 1).
    pub(crate) fn uint7(&mut self) -> Result<u64, String> {
        let mut number = 0;
        for _ in 0..5 {
            let byte = self.byte()?;
            number = number << 7 | u64::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("has a number of more than five bytes".to_owned())
    }
}

/// Bytes of the rest of a number in ITF8 at most, and of one in LTF8.
pub(crate) const ITF8: u32 = 4;
pub(crate) const LTF8: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_specification() {
        let itf8 = |bytes: &[u8]| Bytes(bytes).itf8();
        assert_eq!(itf8(&[0x55]), Ok(0x55));
        assert_eq!(itf8(&[0x87, 0x55]), Ok(1877));
        assert_eq!(itf8(&[0xc7, 0x55, 0x99]), Ok(480_665));
        assert_eq!(itf8(&[0xe7, 0x55, 0x99, 0x66]), Ok(123_050_342));
        assert_eq!(itf8(&[0xf7, 0x55, 0x99, 0x66, 0x02]), Ok(1_968_805_474));
        assert_eq!(itf8(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Err("has a number below 0".to_owned()));
        assert_eq!(itf8(&[0xe7, 0x55]), Err(SHORT.to_owned()));
        let uint7 = |bytes: &[u8]| Bytes(bytes).uint7();
        assert_eq!(uint7(&[0x81, 0x00]), Ok(128));
        assert_eq!(uint7(&[0xff, 0xff, 0xff, 0x7f]), Ok(268_435_455));
        assert!(uint7(&[0x80; 6]).is_err());
        let mut long = Bytes(&[0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        long.pass(LTF8).unwrap();
        assert_eq!(long.0, [9]);
        assert_eq!(Bytes(&[1, 2, 0, 0]).u32(), Ok(513));
    }
}
