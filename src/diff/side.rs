//! One of the two decks, as far as it can be laid out.

use std::path::Path;

use crate::check;
use crate::deck::{self, Deck};
use crate::diag::{Report, Severity};
use crate::i18n::{self, Message, po::Catalogue};
use crate::locale::Locale;
use crate::source::Sources;
use crate::view::View;

/// A deck that is compared.
#[derive(Debug)]
pub struct DeckSide {
    /// What it is called: its path, or its revision with its path.
    pub name: String,
    /// The deck.
    pub deck: Deck,
    /// Its pages in every language, its own language first.
    pub views: Vec<View>,
    /// Its texts, as they are translated.
    pub messages: Vec<Message>,
    /// The catalogues of its translations, by language.
    pub catalogues: Vec<(String, Catalogue)>,
    /// How many errors it has.
    pub errors: usize,
    /// How many warnings it has.
    pub warnings: usize,
}

impl DeckSide {
    /// Reads a deck and lays it out, whatever its checks find.
    ///
    /// Nothing is given where it cannot be laid out; the report then says why.
    pub fn read(
        name: String,
        path: &Path,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Self> {
        let mut found = Report::new();
        let Some(deck) = deck::read(path, sources, &mut found) else {
            report.append(found);
            return None;
        };
        let checked = check::in_languages(&deck, &[], false, sources, &mut found);
        let checked = checked.map(|checked| checked.views().to_vec());
        let mut views = checked.unwrap_or_else(|| laid_out(&deck, sources));
        let own = &deck.head.language.value;
        views.sort_by_key(|view| view.lang != *own);
        let mut catalogues = Vec::new();
        for (tag, _) in &deck.head.translations.0 {
            // What is wrong with a catalogue was found above.
            let mut report = Report::new();
            let Ok(text) = deck.folder.text(&i18n::catalogue_path(&deck.folder, &tag.value)) else {
                continue;
            };
            let file = sources.add(i18n::catalogue_path(&deck.folder, &tag.value), text);
            let mut catalogue = i18n::po::read(file, sources, &mut report);
            if let Some(locale) = deck.language(&tag.value) {
                catalogue = i18n::settled(catalogue, locale, &mut report);
            }
            catalogues.push((tag.value.clone(), catalogue));
        }
        let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
        let messages = i18n::messages(&deck, sources);
        Some(Self { name, deck, views, messages, catalogues, errors, warnings })
    }

    /// Gives the pages in the deck's own language.
    #[must_use]
    pub fn own(&self) -> Option<&View> {
        self.views.first()
    }
}

/// Lays out a deck that has errors.
fn laid_out(deck: &Deck, sources: &mut Sources) -> Vec<View> {
    let mut unheard = Report::new();
    let own = deck.own_language().or_else(|| Locale::tags().find_map(Locale::of));
    let Some(own) = own else { return Vec::new() };
    let mut views = vec![deck.view(own, sources, &mut unheard)];
    for locale in deck.locales(&[], &mut unheard).into_iter().filter(|one| one.tag != own.tag) {
        if let Some(translation) = i18n::translate(deck, locale, sources, &mut unheard) {
            let mut view = translation.deck.view(locale, sources, &mut unheard);
            translation.mark(&mut view);
            views.push(view);
        }
    }
    views
}
