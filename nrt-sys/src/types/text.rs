//! Fixed arrays of characters.

use std::ffi::c_char;

/// The text of a C array: up to its first NUL, or all of it; bytes that are no UTF-8 become `�`.
pub(super) fn text<const N: usize>(array: &[c_char; N]) -> String {
    let bytes: Vec<u8> =
        array.iter().map(|&c| c.to_ne_bytes()[0]).take_while(|&byte| byte != 0).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array<const N: usize>(bytes: &[u8]) -> [c_char; N] {
        let mut array = [0; N];
        for (to, &from) in array.iter_mut().zip(bytes) {
            *to = c_char::from_ne_bytes([from]);
        }
        array
    }

    #[test]
    fn text_ends_at_the_first_nul_or_at_the_end() {
        assert_eq!(text(&array::<8>(b"abc\0def")), "abc");
        assert_eq!(text(&array::<4>(b"full")), "full");
        assert_eq!(text(&array::<4>(b"")), "");
        assert_eq!(text(&array::<4>(b"a\xFFb")), "a\u{FFFD}b");
    }
}
