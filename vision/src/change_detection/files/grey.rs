use crate::image_io::Image;

/// An image of three bands that are all the same as an image of one: masks are kept as pictures in colour, or with a
/// palette of greys, as often as not.
#[must_use]
pub fn grey(mut image: Image) -> Image {
    let area = image.height * image.width;
    let (first, others) = image.values.split_at(area.min(image.values.len()));
    if image.bands == 3 && others.chunks_exact(area.max(1)).all(|band| band == first) {
        image.values.truncate(area);
        image.bands = 1;
        image.band_names.clear();
    }
    image
}
