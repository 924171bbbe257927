//! Which element is chosen in each window.

use super::super::Buffer;
use super::super::number::for_element;
use super::Combinable;
use super::window::{Cells, NOWHERE, gather};
use crate::hlo::op::Binary;
use crate::hlo::{ElementType, Fault};

/// Asks of pairs of elements whether the first stays chosen.
type Stays<'a> = dyn FnMut(Buffer, Buffer) -> Result<Buffer, Fault> + 'a;

/// For each of so many windows, the place of the element that stays when each is held against the one chosen so
/// far; nothing for a window that sees padding only.
pub(in super::super) fn chosen(
    operand: &Buffer,
    windows: usize,
    cells: &Cells<'_>,
    stays: &mut Stays<'_>,
) -> Result<Vec<Option<usize>>, Fault> {
    if operand.len() == 0 || windows == 0 {
        return Ok(Vec::new());
    }
    let mut chosen = vec![NOWHERE; windows];
    // Any element stands for one that is nowhere: the answer is not looked at.
    let any = operand.element(0);
    for places in cells.places() {
        let stay = stays(gather(operand, &chosen, &any), gather(operand, &places, &any))?;
        for ((chosen, &stay), place) in chosen.iter_mut().zip(stay.view::<u8>()).zip(places) {
            if place != NOWHERE && (*chosen == NOWHERE || stay == 0) {
                *chosen = place;
            }
        }
    }
    Ok(chosen.into_iter().map(|place| (place != NOWHERE).then_some(place)).collect())
}

/// Combines elements of a source into places of `to`: pairs of a place and the number of the element.
pub(in super::super) fn scatter(
    binary: Binary,
    element: ElementType,
    to: &mut Buffer,
    source: &Buffer,
    places: impl Iterator<Item = (usize, usize)>,
) {
    for_element!(element, T => {
        let function = T::function(binary, element);
        let (to, source) = (to.view_mut::<T>(), source.view::<T>());
        places.for_each(|(place, index)| to[place] = function(to[place], source[index]));
    });
}
