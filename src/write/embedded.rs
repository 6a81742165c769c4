//! The built-in templates.

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The built-in templates by name, sorted.
const EMBEDDED: &[(&str, &str)] = embed![
    "html/bar.j2",
    "html/block/chart.j2",
    "html/block/image.j2",
    "html/block/list.j2",
    "html/block/notes.j2",
    "html/block/prose.j2",
    "html/block/table.j2",
    "html/block/tiles.j2",
    "html/cell.j2",
    "html/colors.css.j2",
    "html/deck.j2",
    "html/deck.js.j2",
    "html/foot.j2",
    "html/hatch.j2",
    "html/head.j2",
    "html/inline.j2",
    "html/page/agenda.j2",
    "html/page/closing.j2",
    "html/page/columns.j2",
    "html/page/cover.j2",
    "html/page/divider.j2",
    "html/page/rows.j2",
    "html/picture.svg.j2",
    "html/print.css.j2",
    "html/redline.css.j2",
    "html/redline.j2",
    "html/screen.css.j2",
    "html/shapes.j2",
    "html/slide.css.j2",
    "html/slide.j2",
    "html/slots.j2",
    "html/style.css.j2",
    "md/block/chart.j2",
    "md/block/image.j2",
    "md/block/list.j2",
    "md/block/notes.j2",
    "md/block/prose.j2",
    "md/block/table.j2",
    "md/block/tiles.j2",
    "md/blocks.j2",
    "md/deck.j2",
    "md/footnotes.j2",
    "md/inline.j2",
    "md/page/agenda.j2",
    "md/page/closing.j2",
    "md/page/columns.j2",
    "md/page/cover.j2",
    "md/page/divider.j2",
    "md/page/rows.j2",
    "md/slide.j2",
    "typ/block/chart.j2",
    "typ/block/image.j2",
    "typ/block/list.j2",
    "typ/block/notes.j2",
    "typ/block/prose.j2",
    "typ/block/table.j2",
    "typ/block/tiles.j2",
    "typ/blocks.j2",
    "typ/deck.j2",
    "typ/inline.j2",
    "typ/lib.j2",
    "typ/page/agenda.j2",
    "typ/page/closing.j2",
    "typ/page/columns.j2",
    "typ/page/cover.j2",
    "typ/page/divider.j2",
    "typ/page/head.j2",
    "typ/page/rows.j2",
    "typ/proof.j2",
    "typ/shapes.j2",
    "typ/sheet.j2",
    "typ/slide.j2",
];

/// Gives a built-in template.
pub(super) fn embedded(name: &str) -> Option<&'static str> {
    let at = EMBEDDED.binary_search_by_key(&name, |(name, _)| name).ok()?;
    EMBEDDED.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn files(folder: &Path, root: &Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("the templates are beside the source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files(&path, root, into);
            } else {
                let name = path.strip_prefix(root).expect("below the root");
                into.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn every_template_is_listed_in_order() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut on_disk = BTreeSet::new();
        files(&root, &root, &mut on_disk);
        let listed: Vec<_> = EMBEDDED.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, on_disk.into_iter().collect::<Vec<_>>());
    }
}
