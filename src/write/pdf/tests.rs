use super::*;
use crate::write::format::TYPST;
use crate::write::template::Templates;
use crate::write::template::tests::view;

fn typ(view: &View) -> String {
    Templates::new(&TYPST, None).render(view).expect("the built-in templates are whole")
}

fn pdf(view: &View) -> Result<Pdf, Vec<LayoutProblem>> {
    compile(&typ(view), &BTreeMap::new(), view, Fonts::embedded())
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    let view = view(&["Revenue", "売上高"]);
    let first = pdf(&view).expect("it fits");
    comemo::evict(0);
    assert_eq!(first.pages, 2);
    assert_eq!(Ok(first), pdf(&view));
}

#[test]
fn every_overfull_slide_is_found_and_measured() {
    let long = "Revenue and gross margin. ".repeat(400);
    let view = view(&["short", &long, "short", &long]);
    let found = pdf(&view).expect_err("two slides overflow");
    assert_eq!(found.iter().map(LayoutProblem::page).collect::<Vec<_>>(), [Some(2), Some(4)]);
    for problem in found {
        assert!(
            matches!(problem, LayoutProblem::Overflow { side: OverflowSide::Bottom, points, lines, .. }
                if points > 100.0 && (5..100).contains(&lines)),
            "{problem}"
        );
    }
}

#[test]
fn a_word_wider_than_the_slide_is_found() {
    let view = view(&[&"x".repeat(400)]);
    let found = pdf(&view).expect_err("it is too wide");
    assert!(
        matches!(found[0], LayoutProblem::Overflow { page: 1, side: OverflowSide::Right, .. }),
        "{found:?}"
    );
}

#[test]
fn a_character_without_a_shape_is_found() {
    let view = view(&["fine", "not \u{1F600} fine"]);
    let found = pdf(&view).expect_err("no face has it");
    assert!(
        matches!(&found[..], [LayoutProblem::Glyph { page: 2, character: '\u{1F600}', .. }]),
        "{found:?}"
    );
}

#[test]
fn an_unknown_font_is_an_error() {
    let mut view = view(&["Revenue"]);
    view.theme.fonts.insert(0, "No Such Sans".to_owned());
    let found = pdf(&view).expect_err("there is no such font");
    assert!(found[0].to_string().contains("no such sans"), "{found:?}");
}

#[test]
fn a_template_that_loses_a_page_is_found() {
    let view = view(&["one", "two"]);
    let found = compile("#page[one]", &BTreeMap::new(), &view, Fonts::embedded());
    assert_eq!(found, Err(vec![LayoutProblem::Pages { slides: 2, pages: 1 }]));
}

#[test]
fn nothing_but_the_given_files_is_read() {
    let view = view(&["one"]);
    for code in ["read(\"/etc/hostname\")", "import \"@preview/cetz:0.3.0\"", "read(\"x.json\")"] {
        let found = compile(&format!("#{code}"), &BTreeMap::new(), &view, Fonts::embedded());
        assert!(matches!(&found.expect_err(code)[0], LayoutProblem::Typst { line: Some(1), .. }));
    }
}

#[test]
fn a_press_prints_the_changed_deck() {
    let mut press = Compositor::new(Fonts::embedded().clone());
    let (before, after) = (view(&["10", "20"]), view(&["10", "21"]));
    let first = press.compile(&typ(&before), &BTreeMap::new(), &before).expect("it fits");
    let second = press.compile(&typ(&after), &BTreeMap::new(), &after).expect("it fits");
    assert_ne!(first, second);
    assert_eq!(Ok(second), pdf(&after));
}

/// Gives the heights of the parts of a page that have a label, in their order.
fn heights(frame: &typst::layout::Frame, wanted: PagePart, out: &mut Vec<f64>) {
    for (_, item) in frame.items() {
        let typst::layout::FrameItem::Group(group) = item else { continue };
        let label = group.label.map(typst::foundations::Label::resolve);
        if label.as_ref().and_then(|label| PagePart::of(label.as_str())) == Some(wanted) {
            out.push(group.frame.size().y.to_pt());
        } else {
            heights(&group.frame, wanted, out);
        }
    }
}

/// Compares the heights that pages are parted by with those of the typesetter, for a deck in each of its languages.
fn compared(path: &str, out: &mut Vec<(String, f64, f64)>) {
    use crate::diag::Report;
    use crate::i18n::{Edition, translate};
    use crate::view::Layout;
    let (mut sources, mut report) = (crate::source::Sources::new(), Report::new());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let deck = crate::deck::read(&path, &mut sources, &mut report).expect("a deck");
    let locales = deck.locales(&[], &mut report);
    let (own, others) = locales.split_first().expect("a language");
    let translations: Vec<_> = others
        .iter()
        .filter_map(|locale| translate(&deck, locale, &mut sources, &mut report))
        .collect();
    let editions = translations.iter().map(Edition::of);
    for edition in std::iter::once(Edition::own(&deck, own)).chain(editions) {
        let view = edition.deck.view(edition.locale, &sources, &mut report);
        let view = View { attachment: None, ..view };
        let theme = &edition.deck.theme;
        let fonts = Fonts::with(theme.fonts.values().cloned().collect()).expect("fonts");
        let text = Templates::new(&TYPST, None).render(&view).expect("the built-in templates");
        let source = Source::new(world::main_id(), text);
        let world = DeckWorld { source: &source, fonts: &fonts, files: &theme.files };
        let document = typst::compile::<PagedDocument>(&world).output.expect("a document");
        for (page, laid) in view.pages.iter().zip(document.pages()) {
            // An address goes on over no pages.
            let paged = matches!(page.layout, Layout::Rows | Layout::Columns | Layout::Closing);
            if !paged || page.kind == "contact" {
                continue;
            }
            let mut real = Vec::new();
            heights(&laid.frame, PagePart::Slot, &mut real);
            let reckoned = edition.deck.slot_heights(edition.locale, &sources, page);
            assert_eq!(real.len(), reckoned.len(), "{}", page.name());
            for (real, reckoned) in real.into_iter().zip(reckoned) {
                let name = format!("{} {} {}", path.display(), view.lang, page.name());
                out.push((name, real, reckoned));
            }
        }
    }
}

#[test]
fn pages_are_parted_by_the_heights_that_the_typesetter_gives() {
    let mut all = Vec::new();
    for deck in [
        "examples/iij-1q-fy2010/quarter.yaml",
        "examples/gallery/quarter.yaml",
        "tests/releases/best-buy/quarter.yaml",
        "tests/releases/costco/quarter.yaml",
        "tests/releases/pepsico/quarter.yaml",
        "tests/releases/pfizer/quarter.yaml",
        "tests/releases/pge/quarter.yaml",
        "tests/releases/salesforce/quarter.yaml",
    ] {
        compared(deck, &mut all);
    }
    // A line of the largest letters is the most that a page may have too much or too little, and three of four
    // slots are met within two points.
    let off = |(_, real, reckoned): &&(String, f64, f64)| (real - reckoned).abs();
    let far: Vec<_> = all.iter().filter(|one| off(one) > 22.0).collect();
    assert!(far.is_empty(), "{far:#?}");
    let near = all.iter().filter(|one| off(one) <= 2.0).count();
    assert!(near * 4 >= all.len() * 3, "{near} of {}", all.len());
    comemo::evict(0);
}
