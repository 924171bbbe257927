use std::cmp::Ordering;

/// Names as people sort them: `image 2` before `image 10`.
pub(super) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (parts(a), parts(b));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(one), Some(two)) => compare(one, two),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A name cut where digits begin or end.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let digit = |letter: char| letter.is_ascii_digit();
        let kind = digit(rest.chars().next()?);
        let end = rest.find(|letter| digit(letter) != kind).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn compare(one: &str, two: &str) -> Ordering {
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !number(one) || !number(two) {
        return one.cmp(two);
    }
    // Of numbers without leading zeros, the longer is the larger.
    let [one, two] = [one, two].map(|part| part.trim_start_matches('0'));
    one.len().cmp(&two.len()).then(one.cmp(two))
}

#[cfg(test)]
mod tests {
    use super::natural_order;

    #[test]
    fn numbers_count_by_their_value() {
        let mut names = ["10.png", "b", "2.png", "a10b2", "a10b10", "a9", "002.png"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["002.png", "2.png", "10.png", "a9", "a10b2", "a10b10", "b"]);
    }
}
