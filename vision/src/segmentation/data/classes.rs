//! From the ids in masks to classes.

use super::UNKNOWN;
use std::collections::BTreeSet;

/// Which ids of masks stand for which classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    /// Names, in the order of the classes.
    pub names: Vec<String>,
    /// The id of each class.
    pub ids: Vec<u8>,
}

impl Classes {
    /// Finds the classes of masks that hold the ids `found` beside `ignore`.
    ///
    /// Ids are 0, 1, 2, …, without the ignored one. Masks of nothing but 0 and 255 are binary: 255 is
    /// class 1. `names`, where the dataset states them, say how many classes there are.
    ///
    /// # Errors
    /// What is wrong: gaps between ids, ids without a name, fewer than two classes.
    pub fn find(
        found: &BTreeSet<u8>,
        ignore: u8,
        names: Option<Vec<String>>,
    ) -> Result<Self, String> {
        let two_names = names.as_ref().is_none_or(|names| names.len() == 2);
        let within = found.iter().all(|id| [0, UNKNOWN].contains(id));
        let binary = within && found.contains(&UNKNOWN) && two_names && ignore != 0;
        let mut present = found.clone();
        if !binary {
            present.remove(&ignore);
        }
        let list = || {
            let ids: Vec<String> = present.iter().map(ToString::to_string).collect();
            format!("the masks hold the class ids {}", ids.join(", "))
        };
        let largest = present.last().copied();
        let count = names.as_ref().map_or(0, Vec::len);
        let ids: Vec<u8> = if binary {
            vec![0, UNKNOWN]
        } else if count > 0 {
            (0..=u8::MAX).filter(|&id| id != ignore).take(count).collect()
        } else {
            (0..=largest.unwrap_or(0)).filter(|&id| id != ignore).collect()
        };
        let numbers =
            |ids: Vec<u8>| ids.iter().map(ToString::to_string).collect::<Vec<String>>().join(", ");
        let strange: Vec<u8> = present.iter().copied().filter(|id| !ids.contains(id)).collect();
        if !strange.is_empty() {
            return Err(format!(
                "{}, but `classes.txt` names {count} classes: expected none of {}",
                list(),
                numbers(strange)
            ));
        }
        let gaps: Vec<u8> = ids.iter().copied().filter(|id| !present.contains(id)).collect();
        if count == 0 && !gaps.is_empty() && !binary {
            return Err(format!(
                "{}, with no pixel of {}: expected ids without gaps; number the classes one after \
                 another, or name all of them in `classes.txt`, a line each",
                list(),
                numbers(gaps)
            ));
        }
        if ids.len() < 2 {
            return Err(format!("{}, expected two classes or more", list()));
        }
        let names = names.unwrap_or_else(|| match binary {
            true => vec!["background".into(), "foreground".into()],
            false => ids.iter().map(|id| format!("class {id}")).collect(),
        });
        Ok(Self { names, ids })
    }

    /// The class of each id; [`UNKNOWN`] of those that are none.
    #[must_use]
    pub fn table(&self) -> [u8; 256] {
        let mut table = [UNKNOWN; 256];
        for (class, &id) in (0..UNKNOWN).zip(&self.ids) {
            table[usize::from(id)] = class;
        }
        table
    }
}
