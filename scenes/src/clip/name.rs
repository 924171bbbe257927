/// A name of a file from what a server says: letters, digits, `-`, `_` and `.`, none of them a dot
/// that leads elsewhere or hides the file.
pub(super) fn harmless(text: &str) -> String {
    let plain = |letter: char| {
        let kept = letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        if kept { letter } else { '_' }
    };
    let name: String = text.chars().map(plain).take(150).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() { "scene".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(harmless("S2A_18TXN_20240501_0_L2A"), "S2A_18TXN_20240501_0_L2A");
        assert_eq!(harmless("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(harmless("a b\\c:d\0"), "a_b_c_d_");
        assert_eq!(harmless(".."), "scene");
        assert_eq!(harmless(&"x".repeat(1000)).len(), 150);
    }
}
