//! A chart's SVG into a PNG of the same drawing, at 300 dots to the inch on white.

use crate::chart::fonts::FONTS;
use anyhow::Context;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Dots to the point at 300 dots to the inch.
const DOTS_TO_THE_POINT: f32 = 300.0 / 72.0;

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
    /// The picture. It holds no text chunks or other metadata.
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
        picture.encode_png().context("cannot write a picture")
    }
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
        assert!(
            decoded.pixels().iter().any(|pixel| pixel.red() < 50),
            "the text is drawn"
        );
        assert_eq!(picture, painter.png(svg).unwrap());
    }
}
