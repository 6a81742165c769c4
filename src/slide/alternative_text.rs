//! Alternative text of charts: charts in words, for those who do not see them, and for those who point at them.

use super::SlideContext;
use super::figure::Figure;
use super::form::ChartKind;
use super::plotted::PlottedRow;
use crate::facts::Key;
use crate::locale::fill;
use crate::num::{Exact, Scale, Unit};
use crate::view::{Category, ChangeStyle, ComparisonBase, FigureStyle, Shown};

/// Words figures of a chart in the deck's language.
pub(super) struct ChartDescriber<'t, 'p> {
    pub context: &'t SlideContext<'p>,
    /// The scale that the chart prints in, if its author chose one.
    pub scale: Option<Scale>,
    /// The unit of the chart.
    pub unit: &'t Unit,
}

impl ChartDescriber<'_, '_> {
    /// Tells what a chart shows: its kind, and of each series the latest figure with its change,
    /// the highest and the lowest, and what is missing.
    pub(super) fn alt(
        &self,
        kind: ChartKind,
        rows: &[PlottedRow],
        ratio: Option<&PlottedRow>,
        names: &[Category],
    ) -> String {
        let locale = self.context.setting.locale();
        let words = &locale.chart;
        let pattern = match kind {
            ChartKind::Columns => &words.alt_columns,
            ChartKind::Stacked => &words.alt_stacked,
            ChartKind::Share => &words.alt_share,
            ChartKind::Line => &words.alt_line,
            ChartKind::Bars => &words.alt_bars,
            ChartKind::Bridge => &words.alt_bridge,
            ChartKind::Pace => &words.alt_pace,
            ChartKind::Multiples => &words.alt_multiples,
        };
        let list = &locale.punctuation.list;
        let labels: Vec<_> = rows.iter().map(|row| row.label.as_str()).collect();
        let periods: Vec<_> = names.iter().map(|name| self.period(name)).collect();
        let values = [("series", labels.join(list)), ("periods", periods.join(list))];
        let values: Vec<_> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let mut sentences = vec![fill(pattern, &values)];
        if let Some(ratio) = ratio {
            sentences.push(fill(&words.alt_ratio, &[("series", &ratio.label)]));
        }
        let share = kind == ChartKind::Share;
        let series = rows.iter().map(|row| self.series(row, share, &periods));
        sentences
            .extend(series.chain(ratio.map(|row| self.series(row, false, &periods))).flatten());
        if !share && !matches!(self.unit, Unit::Percent) {
            let unit = locale.unit_name(self.unit);
            sentences.push(fill(&words.alt_unit, &[("unit", &unit)]));
        }
        sentences.join(" ")
    }

    /// Tells of one series; nothing where none of its figures is known.
    ///
    /// Of shares the highest and the lowest are those of the shares that are printed, not of the
    /// amounts behind them, and the changes of the amounts are not told.
    fn series(&self, row: &PlottedRow, share: bool, periods: &[String]) -> Option<String> {
        let locale = self.context.setting.locale();
        let words = &locale.chart;
        let all = || row.figures.iter().zip(periods);
        let known: Vec<_> = all()
            .filter_map(|(figure, period)| Some((figure.point.value.as_ref()?, figure, period)))
            .collect();
        let (_, latest, period) = known.last()?;
        let described = |pattern: &str, label: &str, period: &str| {
            fill(pattern, &[("value", label), ("period", period)])
        };
        let mut facts = vec![described(&words.alt_now, &latest.point.label(), period)];
        if !share {
            facts.extend(latest.key.and_then(|key| self.change_told(key)).map(|(_, text)| text));
        }
        if known.len() > 2 {
            let printed = |figure: &Figure| figure.point.figure.digits.as_ref().map(|d| d.0);
            let order = |a: &(&Exact, &Figure, _), b: &(&Exact, &Figure, _)| {
                if share { printed(a.1).cmp(&printed(b.1)) } else { a.0.cmp(b.0) }
            };
            let high = known.iter().max_by(|a, b| order(a, b));
            let low = known.iter().min_by(|a, b| order(a, b));
            for (pattern, end) in [(&words.alt_high, high), (&words.alt_low, low)] {
                facts.extend(
                    end.map(|(_, figure, period)| {
                        described(pattern, &figure.point.label(), period)
                    }),
                );
            }
        }
        let gaps: Vec<_> = all()
            .filter(|(figure, _)| figure.point.value.is_none())
            .map(|(_, period)| period.as_str())
            .collect();
        if !gaps.is_empty() {
            let gaps = gaps.join(&locale.punctuation.list);
            facts.push(fill(&words.alt_missing, &[("periods", &gaps)]));
        }
        let broken = all().find(|(figure, _)| figure.point.breaks);
        facts.extend(broken.map(|(_, period)| fill(&words.alt_break, &[("period", period)])));
        let facts = facts.join(&words.alt_join);
        Some(fill(&words.alt_series, &[("label", &row.label), ("facts", &facts)]))
    }

    /// Tells every figure.
    pub(super) fn figure_list<'r>(
        &self,
        rows: impl Iterator<Item = &'r PlottedRow>,
        names: &[Category],
    ) -> String {
        let locale = self.context.setting.locale();
        let periods: Vec<_> = names.iter().map(|name| self.period(name)).collect();
        let sentences: Vec<_> = rows
            .map(|row| {
                let figures = row.figures.iter().zip(&periods).map(|(figure, period)| {
                    let label = figure.point.label();
                    let values = [("period", period.as_str()), ("value", &label)];
                    fill(&locale.chart.alt_figure, &values)
                });
                let facts = figures.collect::<Vec<_>>().join(&locale.punctuation.list);
                let values = [("label", row.label.as_str()), ("facts", &facts)];
                fill(&locale.chart.alt_series, &values)
            })
            .collect();
        sentences.join(" ")
    }

    fn period(&self, name: &Category) -> String {
        let words = &self.context.setting.locale().chart;
        fill(&words.scoped, &[("period", &name.text), ("scope", &name.below)])
    }

    /// Tells the exact figure and its changes, as it is pointed at.
    pub(super) fn tip(&self, key: Key, label: &str, whole: Option<Key>, shown: &Shown) -> String {
        let setting = self.context.setting;
        let locale = setting.locale();
        let facts = setting.facts();
        let scope = &facts.scope(facts.contexts().scope_alone(key.scope)).label;
        let period = setting.period_name(key.period);
        let period = fill(&locale.chart.scoped, &[("period", &period), ("scope", scope)]);
        let style = FigureStyle { scale: self.scale, ..FigureStyle::default() };
        let exact = setting.formatter.figure(key, style).map(|printed| printed.shown.text);
        let mut parts = vec![exact.unwrap_or_else(|_| shown.text.clone())];
        if let Some(whole) = whole {
            let total = &setting.formatter.label(whole);
            let values = [("label", parts[0].as_str()), ("share", &shown.text), ("total", total)];
            parts[0] = fill(&locale.chart.share_of_total, &values);
        }
        // A change that is one of lengths too stands where a footnote says both.
        let lengths = facts.calendar.lengths();
        let all = self.changes(key);
        let equal =
            all.into_iter().filter(|(base, _)| !lengths.is_unequal(key.period, base.period));
        parts.extend(equal.map(|(_, text)| text));
        let (list, colon) = (&locale.punctuation.list, &locale.punctuation.colon);
        format!("{label}{list}{period}{colon}{}", parts.join(&locale.chart.alt_join))
    }

    /// Gives the change that is told of the latest figure of a series, with what it is against.
    fn change_told(&self, key: Key) -> Option<(Key, String)> {
        self.changes(key).into_iter().next()
    }

    /// Lists what the changes that are told of series compare.
    pub(super) fn compared(&self, rows: &[PlottedRow]) -> Vec<(Key, Key)> {
        let latest = rows.iter().filter_map(|row| {
            let mut known = row.figures.iter().rev();
            known.find(|figure| figure.point.value.is_some())?.key
        });
        latest.filter_map(|key| Some((key, self.change_told(key)?.0))).collect()
    }

    /// Words the changes of a figure that are known: against the year before and the quarter
    /// before, each with its base; a forecast against the actual figures of the year before.
    fn changes(&self, key: Key) -> Vec<(Key, String)> {
        let formatter = self.context.setting.formatter;
        let facts = formatter.facts;
        let one = |against: ComparisonBase| {
            let base = against.base(facts, key).ok()?;
            let base = [base, Key { scope: facts.contexts().actual(base.scope), ..base }]
                .into_iter()
                .find(|base| {
                    facts.fact(*base).is_some() && facts.alike(key.scope, base.scope)
                        || !facts.changes().between(key, *base).is_empty()
                })?;
            let measure = facts.changes().usual_measure(key, base);
            let (style, scale) = (ChangeStyle::Direction, self.scale);
            let printed =
                formatter.changes().change(key, base, measure, style, scale.into()).ok()?;
            let words = |change| formatter.changes().tagged(change, style, (against, key.period));
            printed.shown.states().then(|| (base, words(printed).shown.text))
        };
        [ComparisonBase::Year, ComparisonBase::Quarter].into_iter().filter_map(one).collect()
    }
}
