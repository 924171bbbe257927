//! Shapes of values.

use std::fmt;

use super::ElementType;

/// Bytes that one array may have: what a machine could hold, and products of extents that cannot overflow.
const LARGEST_ARRAY: usize = 1 << 38;

/// Type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A dense array.
    Array(ArrayShape),
    /// Several values.
    Tuple(Vec<Shape>),
}

/// Type of a dense, row-major array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ArrayShape {
    /// Type of the elements.
    pub(crate) element: ElementType,
    /// Extents, outermost first.
    pub(crate) dims: Vec<usize>,
}

impl ArrayShape {
    /// An array's shape, if an array of that size can be.
    pub(crate) fn new(element: ElementType, dims: Vec<usize>) -> Option<ArrayShape> {
        // Extents of 0 make the product 0 and must not hide an overflow of the others.
        let size = dims.iter().try_fold(element.bytes(), |size, &dim| {
            size.checked_mul(dim.max(1)).filter(|&size| size <= LARGEST_ARRAY)
        });
        size.map(|_| ArrayShape { element, dims })
    }

    /// A scalar's shape.
    pub(crate) fn scalar(element: ElementType) -> ArrayShape {
        ArrayShape { element, dims: Vec::new() }
    }

    /// The same dimensions with other elements.
    pub(crate) fn with(&self, element: ElementType) -> ArrayShape {
        ArrayShape { element, dims: self.dims.clone() }
    }

    /// Number of dimensions.
    pub(crate) fn rank(&self) -> usize {
        self.dims.len()
    }

    /// Number of elements.
    pub(crate) fn count(&self) -> usize {
        self.dims.iter().product()
    }

    /// Size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.count() * self.element.bytes()
    }
}

impl Shape {
    /// The array's shape, or nothing for a tuple.
    pub(crate) fn array(&self) -> Option<&ArrayShape> {
        match self {
            Shape::Array(array) => Some(array),
            Shape::Tuple(_) => None,
        }
    }

    /// Bytes of all arrays within.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Shape::Array(array) => array.bytes() as u64,
            Shape::Tuple(members) => {
                members.iter().map(Shape::bytes).fold(0, |sum, bytes| sum.saturating_add(bytes))
            }
        }
    }

    /// Elements of all arrays within.
    pub(crate) fn count(&self) -> u64 {
        match self {
            Shape::Array(array) => array.count() as u64,
            Shape::Tuple(members) => {
                members.iter().map(Shape::count).fold(0, |sum, count| sum.saturating_add(count))
            }
        }
    }
}

impl From<ArrayShape> for Shape {
    fn from(array: ArrayShape) -> Shape {
        Shape::Array(array)
    }
}

impl fmt::Display for ArrayShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dims: Vec<String> = self.dims.iter().map(usize::to_string).collect();
        write!(f, "{}[{}]", self.element, dims.join(","))
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Array(array) => array.fmt(f),
            Shape::Tuple(members) => {
                let members: Vec<String> = members.iter().map(Shape::to_string).collect();
                write!(f, "({})", members.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ArrayShape, ElementType};

    #[test]
    fn an_extent_of_zero_hides_no_overflow() {
        assert!(ArrayShape::new(ElementType::F32, vec![usize::MAX, 2, 0]).is_none());
        let empty = ArrayShape::new(ElementType::F32, vec![3, 0]).expect("a shape");
        assert_eq!((empty.count(), empty.to_string()), (0, "f32[3,0]".to_owned()));
    }
}
