//! Polygons of maps.

use neuron_vision::change_detection::polygons::{Affine, areas, components, geo_json, regions};

/// A map: `#` changed, `.` did not, a blank was not seen.
fn map(lines: &[&str]) -> (Vec<Option<bool>>, [usize; 2]) {
    let cells = lines.iter().flat_map(|line| line.chars());
    let map = cells.map(|cell| (cell != ' ').then_some(cell == '#')).collect();
    (map, [lines.len(), lines[0].len()])
}

/// 30 m a pixel, north up.
fn utm() -> Affine {
    Affine::new([500_000.0, 30.0, 0.0, 3_600_000.0, 0.0, -30.0]).unwrap()
}

/// Twice the signed area: positive where a ring goes counter-clockwise (y up).
fn turn(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2).map(|side| side[0][0] * side[1][1] - side[1][0] * side[0][1]).sum()
}

#[test]
fn a_hole_is_a_ring_of_its_own() {
    let (map, extents) = map(&["#####", "#...#", "#.#.#", "#...#", "#####"]);
    let found = components(&map, extents);
    assert_eq!(found.sizes, [16, 1]);
    let made = regions(&found, &Affine::PIXELS, 0.0);
    // Rows count as y upwards here: counter-clockwise is the other way round than displayed.
    assert_eq!(made[0].rings[0], [[5.0, 0.0], [5.0, 5.0], [0.0, 5.0], [0.0, 0.0], [5.0, 0.0]]);
    assert_eq!(made[0].rings.len(), 2);
    assert_eq!((turn(&made[0].rings[0]), turn(&made[0].rings[1])), (50.0, -18.0));
    assert_eq!(made[1].rings.len(), 1);
}

#[test]
fn rings_go_the_right_way_and_enclose_their_pixels_on_any_map() {
    let rotated = Affine::new([10.0, 2.0, 1.0, 20.0, -1.0, 3.0]).unwrap();
    // Groups, holes that touch by a corner, a hole that touches the outside by a corner.
    let drawn = [
        "##.#####..",
        "##.#.###.#",
        "..##.#.#.#",
        "#.#.##.###",
        "##########",
        "#....#.#.#",
        "####.##.##",
        "...#######",
    ];
    let (map, extents) = map(&drawn);
    let found = components(&map, extents);
    for transform in [Affine::PIXELS, utm(), rotated] {
        let made = regions(&found, &transform, 0.0);
        assert_eq!(made.len(), found.sizes.len());
        for (region, &pixels) in made.iter().zip(&found.sizes) {
            assert_eq!(region.pixels, pixels);
            for (at, ring) in region.rings.iter().enumerate() {
                assert_eq!(ring.first(), ring.last());
                assert!(ring.len() >= 5 && (turn(ring) > 0.0) == (at == 0), "{ring:?}");
                // No ring meets itself.
                let mut corners: Vec<[f64; 2]> = ring[1..].to_vec();
                corners.sort_by(|a, b| a.partial_cmp(b).unwrap());
                assert!(corners.windows(2).all(|two| two[0] != two[1]), "{ring:?}");
            }
            let enclosed: f64 = region.rings.iter().map(|ring| turn(ring) / 2.0).sum();
            assert!((enclosed - pixels as f64 * transform.pixel_area()).abs() < 1e-3);
            assert_eq!(region.area, pixels as f64 * transform.pixel_area());
        }
    }
}

/// All maps of 4×4 pixels: the rings of each group enclose it.
#[test]
fn areas_are_right_of_all_small_maps() {
    for bits in 0..1u32 << 16 {
        let map: Vec<Option<bool>> = (0..16).map(|at| Some(bits >> at & 1 == 1)).collect();
        let found = components(&map, [4, 4]);
        for region in regions(&found, &Affine::PIXELS, 0.0) {
            let enclosed: f64 = region.rings.iter().map(|ring| turn(ring) / 2.0).sum();
            assert_eq!(enclosed, region.pixels as f64, "{bits:b}");
            assert!(turn(&region.rings[0]) > 0.0, "{bits:b}");
        }
        assert_eq!(found.sizes.iter().sum::<u64>(), u64::from(bits.count_ones()));
    }
}

#[test]
fn corners_do_not_connect_and_small_regions_are_left_out() {
    let (map, extents) = map(&["#. ", ".##"]);
    let found = components(&map, extents);
    assert_eq!(found.sizes, [1, 2]);
    assert_eq!(found.groups, [1, 0, 0, 0, 2, 2]);
    let made = regions(&found, &utm(), 1000.0);
    assert_eq!((made.len(), made[0].area), (1, 1800.0));
    let areas = areas(&map, &utm());
    assert_eq!((areas.changed, areas.unchanged, areas.not_seen), (2700.0, 1800.0, 900.0));
}

#[test]
fn geo_json_is_a_feature_collection() {
    let (map, extents) = map(&[".#"]);
    let made = regions(&components(&map, extents), &utm(), 0.0);
    let properties = serde_json::json!({ "method": "cva" });
    let said = geo_json(&made, properties.as_object().unwrap());
    let [left, right, upper, lower] = [500_030.0, 500_060.0, 3_600_000.0, 3_599_970.0];
    let ring = [[left, upper], [left, lower], [right, lower], [right, upper], [left, upper]];
    let expected = serde_json::json!({
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature",
            "id": 1,
            "properties": { "method": "cva", "pixels": 1, "area": 900.0 },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        }],
    });
    assert_eq!(said, expected);
}

#[test]
fn a_transform_that_loses_a_dimension_is_refused() {
    let said = Affine::new([0.0, 1.0, 2.0, 0.0, 2.0, 4.0]).unwrap_err().to_string();
    insta::assert_snapshot!(said, @"the transform 0, 1, 2, 0, 2, 4 maps pixels onto a line or is not finite: expected an invertible one");
    assert!(Affine::new([0.0, f64::NAN, 0.0, 0.0, 0.0, 1.0]).is_err());
}
