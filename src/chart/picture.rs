//! A drawing into a PNG picture, from the same SVG that pages show.

use crate::chart::fonts::FONTS;
use anyhow::Context;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Pixels to a point: sharp at twice the size of a screen.
const PIXELS_A_POINT: f32 = 2.0;

/// Turns drawings into pictures; the fonts are read once.
pub struct Painter {
    fonts: Arc<usvg::fontdb::Database>,
}

impl Default for Painter {
    fn default() -> Painter {
        let mut fonts = usvg::fontdb::Database::new();
        FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
        Painter { fonts: Arc::new(fonts) }
    }
}

impl Painter {
    /// The picture on white. It holds no text chunks or other metadata.
    ///
    /// # Errors
    /// When the text is no SVG, which is a fault of the program.
    pub fn png(&self, svg: &str) -> anyhow::Result<Vec<u8>> {
        let options = usvg::Options {
            fontdb: self.fonts.clone(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(svg, &options).context("a drawing cannot be read back")?;
        let size = tree.size().to_int_size();
        let (wide, high) = (
            (size.width() as f32 * PIXELS_A_POINT) as u32,
            (size.height() as f32 * PIXELS_A_POINT) as u32,
        );
        let mut picture = tiny_skia::Pixmap::new(wide.max(1), high.max(1)).context("a drawing has no size")?;
        picture.fill(tiny_skia::Color::WHITE);
        let larger = tiny_skia::Transform::from_scale(PIXELS_A_POINT, PIXELS_A_POINT);
        resvg::render(&tree, larger, &mut picture.as_mut());
        picture.encode_png().context("a picture cannot be written")
    }
}
