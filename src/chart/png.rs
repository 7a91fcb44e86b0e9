//! A chart's SVG into a PNG of the same drawing, at 300 dots to the inch on white.

use crate::chart::fonts::FONTS;
use anyhow::Context;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Dots to the point at 300 dots to the inch.
const DOTS_TO_THE_POINT: f32 = 300.0 / 72.0;
/// The same to the metre, in whole dots.
const DOTS_TO_THE_METRE: u32 = 11_811;

/// Turns charts into pictures; the fonts are read once.
pub struct Painter {
    fonts: Arc<Database>,
}

impl Default for Painter {
    fn default() -> Painter {
        let mut fonts = Database::new();
        FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
        Painter { fonts: Arc::new(fonts) }
    }
}

impl Painter {
    /// The picture. It says how large it is, so that it has the chart's own size where it is pasted, and holds no text chunks or other
    /// metadata.
    ///
    /// # Errors
    /// When the SVG cannot be read or is larger than a picture can be, which is a fault of the program.
    pub fn png(&self, svg: &str) -> anyhow::Result<Vec<u8>> {
        let options = Options {
            font_family: "Open Sans".into(),
            dpi: 72.0,
            fontdb: self.fonts.clone(),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).context("cannot read a chart for its picture")?;
        let wide = (tree.size().width() * DOTS_TO_THE_POINT).ceil() as u32;
        let high = (tree.size().height() * DOTS_TO_THE_POINT).ceil() as u32;
        let mut picture = Pixmap::new(wide, high).context("a chart has no size")?;
        picture.fill(Color::WHITE);
        let larger = Transform::from_scale(DOTS_TO_THE_POINT, DOTS_TO_THE_POINT);
        resvg::render(&tree, larger, &mut picture.as_mut());
        encoded(&picture).context("cannot write a picture")
    }
}

/// The bytes of a picture without a see-through dot.
fn encoded(picture: &Pixmap) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: DOTS_TO_THE_METRE,
        yppu: DOTS_TO_THE_METRE,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.data())?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_of_its_chart_and_is_the_same_each_time() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"72pt\" height=\"36pt\" viewBox=\"0 0 720 360\"><text x=\"10\" y=\"200\" font-family=\"Open Sans\" font-size=\"90\">Now</text></svg>";
        let painter = Painter::default();
        let picture = painter.png(svg).unwrap();
        let decoded = Pixmap::decode_png(&picture).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (300, 150));
        let size = [
            &b"pHYs"[..],
            &DOTS_TO_THE_METRE.to_be_bytes(),
            &DOTS_TO_THE_METRE.to_be_bytes(),
        ]
        .concat();
        assert!(picture.windows(size.len()).any(|part| part == size));
        assert!(
            decoded.pixels().iter().any(|pixel| pixel.red() < 50),
            "the text is drawn"
        );
        assert_eq!(picture, painter.png(svg).unwrap());
    }
}
