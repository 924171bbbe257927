/// Changed pixels in groups that touch by a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// Rows and columns.
    pub extents: [usize; 2],
    /// The group of each pixel, from 1; 0 for what did not change. Groups are numbered by their first pixel.
    pub groups: Vec<u32>,
    /// Pixels of each group, group 1 first.
    pub sizes: Vec<u64>,
}

/// Groups the changed pixels of a map `[rows, columns]`. Pixels that touch by a corner only are two groups:
/// their outline would cross itself.
#[must_use]
pub fn components(map: &[Option<bool>], [rows, columns]: [usize; 2]) -> Components {
    let mut groups = vec![0u32; map.len()];
    let mut sizes = Vec::new();
    let mut open = Vec::new();
    for start in 0..map.len().min(rows * columns) {
        if map[start] != Some(true) || groups[start] != 0 {
            continue;
        }
        let group = sizes.len() as u32 + 1;
        let mut size = 0;
        groups[start] = group;
        open.push(start);
        while let Some(at) = open.pop() {
            size += 1;
            let (row, column) = (at / columns, at % columns);
            let neighbours = [
                (row > 0).then(|| at - columns),
                (column > 0).then(|| at - 1),
                (column + 1 < columns).then(|| at + 1),
                (row + 1 < rows).then(|| at + columns),
            ];
            for next in neighbours.into_iter().flatten() {
                if map[next] == Some(true) && groups[next] == 0 {
                    groups[next] = group;
                    open.push(next);
                }
            }
        }
        sizes.push(size);
    }
    Components { extents: [rows, columns], groups, sizes }
}
