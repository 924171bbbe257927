//! Rings along the sides of pixels, with the group on their left as displayed: around a group
//! counter-clockwise, around its holes clockwise.

use super::Components;

/// Corners of a ring, row and column; the last is not the first again.
pub(super) type Ring = Vec<(usize, usize)>;

/// Steps to the next corner: left, down, right, up. Each is a left turn of the one before.
const STEPS: [(i64, i64); 4] = [(0, -1), (1, 0), (0, 1), (-1, 0)];

/// The pixel ahead on the left of a corner, for each step, and the one ahead on the right.
const AHEAD: [[(i64, i64); 2]; 4] =
    [[(0, -1), (-1, -1)], [(0, 0), (0, -1)], [(-1, 0), (0, 0)], [(-1, -1), (-1, 0)]];

/// Rings of all groups, group 1 first; of each group the outer ring first, then its holes.
pub(super) fn outlines(components: &Components) -> Vec<Vec<Ring>> {
    let [_, columns] = components.extents;
    let mut rings: Vec<Vec<Ring>> = vec![Vec::new(); components.sizes.len()];
    // Every ring has an upper side of a pixel. Row by row, the first of a group is on its outer ring.
    let mut followed = vec![false; components.groups.len()];
    for at in 0..components.groups.len() {
        let group = components.groups[at];
        let above = at.checked_sub(columns).map_or(0, |above| components.groups[above]);
        if group != 0 && above != group && !followed[at] {
            let ring = follow(components, at, &mut followed);
            rings[group as usize - 1].push(ring);
        }
    }
    rings
}

/// Follows a ring from the upper side of a pixel on.
fn follow(components: &Components, start: usize, followed: &mut [bool]) -> Ring {
    let [rows, columns] = components.extents;
    let group = components.groups[start];
    let inside = |row: i64, column: i64| {
        let within = (0..rows as i64).contains(&row) && (0..columns as i64).contains(&column);
        within && components.groups[row as usize * columns + column as usize] == group
    };
    let mut ring = Vec::new();
    // Leftwards along the upper side, the pixel is on the left.
    let first = ((start / columns) as i64, (start % columns) as i64);
    let ((mut row, mut column), mut step) = (first, 0);
    followed[start] = true;
    loop {
        let [left, right] = AHEAD[step].map(|(down, across)| inside(row + down, column + across));
        // Where two pixels of the group touch by a corner, the ring goes over to the other: what
        // they enclose is then a hole of its own, and no ring meets itself.
        let next = match (left, right) {
            (_, true) => (step + 3) % 4,
            (true, false) => step,
            (false, false) => (step + 1) % 4,
        };
        if next != step {
            ring.push((row as usize, column as usize));
        }
        step = next;
        let (down, across) = STEPS[step];
        if step == 0 {
            // The side from here to the left is the upper one of the pixel below it.
            let pixel = row as usize * columns + (column - 1) as usize;
            if pixel == start {
                return ring;
            }
            followed[pixel] = true;
        }
        (row, column) = (row + down, column + across);
    }
}
