//! The edges of windows.

use neuron_vision::medical_imaging::dicom::{Window, WindowFunction};

#[test]
fn a_window_of_one_is_a_threshold() {
    let window = Window::new(10.0, 1.0, WindowFunction::Linear).unwrap();
    assert_eq!([9.0, 9.5, 10.0].map(|value| window.brightness(value)), [0.0, 0.0, 1.0]);
}

#[test]
fn ends_are_black_and_white() {
    let linear = Window::new(2048.0, 4096.0, WindowFunction::Linear).unwrap();
    assert_eq!((linear.brightness(0.0), linear.brightness(4095.0)), (0.0, 1.0));
    assert_eq!((linear.brightness(-1e30), linear.brightness(1e30)), (0.0, 1.0));
    let exact = Window::new(0.0, 2.0, WindowFunction::LinearExact).unwrap();
    assert_eq!([-1.0, 0.0, 1.0].map(|value| exact.brightness(value)), [0.0, 0.5, 1.0]);
    assert_eq!(exact.brightness(f64::NAN), 0.0);
}

#[test]
fn a_width_of_nothing_is_no_window() {
    assert_eq!(Window::new(0.0, 0.5, WindowFunction::Linear), None);
    assert_eq!(Window::new(0.0, 0.0, WindowFunction::Sigmoid), None);
    assert_eq!(Window::new(f64::NAN, 1.0, WindowFunction::LinearExact), None);
}
