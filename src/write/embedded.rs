//! The built-in templates.

use include_dir::{Dir, include_dir};

/// Every file below `templates`.
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Gives a built-in template by its name, such as `html/slide.j2`.
pub(super) fn embedded(name: &str) -> Option<&'static str> {
    TEMPLATES.get_file(name).map(|file| file.contents_utf8().expect("a built-in template is UTF-8"))
}
