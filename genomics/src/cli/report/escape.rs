/// Text of a page: nothing in a name becomes markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text of Markdown: neither markup, nor a cell's end.
pub(super) fn mark(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace(['\n', '\r'], " ");
    text.replace('|', "\\|").replace('*', "\\*").replace('_', "\\_").replace('[', "\\[")
}

#[cfg(test)]
mod tests {
    use super::{escape, mark};

    #[test]
    fn names_stay_names() {
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
        assert_eq!(mark("a|b_<i>"), "a\\|b\\_&lt;i>");
    }
}
