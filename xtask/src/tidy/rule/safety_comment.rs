//! Every `unsafe` block says why it is sound.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::source::Line;
use crate::tidy::tree::Tree;
use crate::tidy::words::find_word;

pub(super) const RULE: Rule = Rule {
    name: "safety-comment",
    states: "every `unsafe` block and implementation has a `// SAFETY:` comment",
    way_out: "write above it what makes it sound: `// SAFETY: …`",
    check,
};

/// How far above its block a comment may stand: the length of a statement.
const REACH: usize = 12;

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("rs") {
        for (index, line) in file.lines.iter().enumerate() {
            if opens_unsafe(&line.code, file.lines.get(index + 1)) && !explained(&file.lines, index)
            {
                report.add(&file.path, index + 1, "an `unsafe` block without its `// SAFETY:`");
            }
        }
    }
}

/// Whether the line begins a block or an implementation; `unsafe fn` states its terms in its docs.
fn opens_unsafe(code: &str, next: Option<&Line>) -> bool {
    let Some(at) = find_word(code, "unsafe") else { return false };
    let after = code[at + "unsafe".len()..].trim_start();
    let after = if after.is_empty() { next.map_or("", |line| line.code.trim()) } else { after };
    after.starts_with('{') || find_word(after, "impl") == Some(0)
}

/// Whether the comment stands on the line or above it, within the same statement.
fn explained(lines: &[Line], index: usize) -> bool {
    let says = |line: &Line| line.comment.contains("SAFETY:");
    if says(&lines[index]) {
        return true;
    }
    for line in lines[..index].iter().rev().take(REACH) {
        if says(line) {
            return true;
        }
        let code = line.code.trim();
        let ends_a_statement =
            code.ends_with([';', '}']) || (code.is_empty() && line.comment.is_empty());
        if ends_a_statement || code.ends_with('{') {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    fn broken(text: &str) -> Vec<String> {
        let fixture = Fixture::new();
        fixture.write("neuron-rt/src/cpu/kernel.rs", text);
        fixture.broken()
    }

    #[test]
    fn a_comment_above_the_statement_explains_its_block() {
        for text in [
            "// SAFETY: in bounds\nunsafe { read() }\n",
            "// SAFETY: in bounds,\n// by the check above\nlet x = unsafe { read() };\n",
            "// SAFETY: in bounds\n#[inline]\nlet x =\n    unsafe { read() };\n",
            "unsafe { read() } // SAFETY: in bounds\n",
            "// SAFETY: no interior\nunsafe impl Send for Buffer {}\n",
            "unsafe fn read() {}\n",
        ] {
            assert_eq!(broken(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_block_without_one_is_found_even_next_to_one_with_it() {
        for (text, line) in [
            ("unsafe { read() }\n", 1),
            ("// SAFETY: in bounds\nunsafe { read() };\nunsafe { read() }\n", 3),
            ("// SAFETY: in bounds\n\nunsafe { read() }\n", 3),
            ("unsafe impl Send for Buffer {}\n", 1),
            ("let x = unsafe\n{ read() };\n", 1),
        ] {
            let expected = format!("neuron-rt/src/cpu/kernel.rs:{line} safety-comment");
            assert_eq!(broken(text), [expected], "{text}");
        }
    }
}
