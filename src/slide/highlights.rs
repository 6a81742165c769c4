//! Key figures and the main points.

use std::cmp::Ordering;

use super::rows::{ShowsItem, against, kind_basics};
use super::{Body, Head, Kind, PrintedIn, SlideContext};
use crate::facts::{Good, Key};
use crate::num::Period;
use crate::shape::{ChangeRef, Heading, ItemRef, Prose, TileLabel};
use crate::source::Text;
use crate::view::{Block, ChangeStyle, FigureStyle, Layout, Precision, Slot, Tile, Tone};

crate::record! {
    /// Key figures, each large, and the main points below them.
    pub struct Highlights {
        ..head: Head,
        /// A heading below the title.
        heading: Option<Heading>,
        /// The key figures.
        figures: Vec<FigureSpec>,
        /// The main points, in Markdown.
        text: Option<Prose>,
    }
}

crate::record! {
    /// A key figure.
    pub struct FigureSpec {
        ..print: PrintedIn,
        /// The item.
        show: ItemRef,
        /// Label, where it is not the item's.
        label: Option<TileLabel>,
        /// The change shown with it: yoy, qoq or vs PERIOD.
        change: Option<ChangeRef>,
    }
}

impl ShowsItem for FigureSpec {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }
}

impl Kind for Highlights {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let subheading = self.heading.as_ref().map_or_else(String::new, |text| context.words(text));
        let tiles = self.figures.iter().filter_map(|figure| tile(figure, context)).collect();
        let mut slots = vec![Slot { weight: 1, blocks: vec![Block::Tiles { tiles }] }];
        if let Some(text) = &self.text {
            slots.push(Slot { weight: 3, blocks: context.prose(text) });
        }
        Some(Body { subheading, ..Body::new(Layout::Rows, slots) })
    }
}

fn tile(figure: &FigureSpec, context: &mut SlideContext<'_>) -> Option<Tile> {
    let key = context.key(&figure.show)?;
    let label = match &figure.label {
        Some(label) => context.words(label),
        None => made_label(figure, key, context),
    };
    let facts = context.setting.facts();
    let name = format!("`{}`", facts.name(key));
    figure.print.judge(&facts.item(key.item).unit, &name, context);
    let asked = figure.print.precision(context);
    let style =
        FigureStyle { scale: asked.scale, decimals: asked.decimals, ..FigureStyle::default() };
    let printed = context.figure(key, style, figure.show.span)?;
    let figure_spans = context.spans(printed, figure.show.span);
    let mut tone = Tone::Flat;
    let mut change = Vec::new();
    if let Some(text) = &figure.change
        && let Some(against) = against(text, context)
    {
        let formatter = context.setting.formatter;
        let changed = against.base(formatter.facts, key).and_then(|base| {
            let measure = context.setting.facts().changes().usual_measure(key, base);
            formatter.changes().change(
                key,
                base,
                measure,
                ChangeStyle::Direction,
                Precision::default(),
            )
        });
        match changed {
            Ok(mut printed) => {
                if !printed.shown.missing {
                    let good = context.setting.facts().item(key.item).good;
                    // Rising costs are no good news, and only the author knows what is.
                    tone = match (good, printed.shown.direction) {
                        (None | Some(Good::None), _) | (_, None | Some(Ordering::Equal)) => {
                            Tone::Flat
                        }
                        (Some(Good::Up), Some(Ordering::Greater))
                        | (Some(Good::Down), Some(Ordering::Less)) => Tone::Up,
                        (Some(Good::Up), Some(Ordering::Less))
                        | (Some(Good::Down), Some(Ordering::Greater)) => Tone::Down,
                    };
                    let compared = (against, key.period);
                    printed = formatter.changes().tagged(printed, ChangeStyle::Direction, compared);
                    context.tag(against, key, None);
                    if let Ok(base) = against.base(formatter.facts, key) {
                        context.compare(key, base, text.span);
                    }
                }
                change = context.spans(printed, text.span);
            }
            Err(error) => context.refuse(error, text.span),
        }
    }
    Some(Tile { label, figure: figure_spans, change, tone })
}

/// Labels a tile as its item, with the period where that is not the reported one.
fn made_label(figure: &FigureSpec, key: Key, context: &SlideContext<'_>) -> String {
    let setting = context.setting;
    let (facts, label) = (setting.facts(), setting.formatter.label(key));
    let reported = [facts.period, Period::Instant(facts.calendar.ends(facts.period))];
    if !figure.show.value.contains('@') || reported.contains(&key.period) {
        return label;
    }
    let aside = &setting.locale().punctuation.aside;
    format!("{label}{}", aside.replace("{}", &setting.period_name(key.period)))
}
