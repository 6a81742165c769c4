//! A period or a scope that a reference names where the place it stands in names them.

use super::SlideContext;
use crate::code;
use crate::diag::Finding;
use crate::facts::{Key, ScopeId};
use crate::source::Text;

impl SlideContext<'_> {
    /// Refuses a reference whose own period or scope is not that of the figures shown: what is
    /// written and not read would be taken for what is printed.
    pub(super) fn judge_own_key(&mut self, text: &Text, shown: &[Key], place: &str) {
        let facts = self.setting.facts();
        // `/actual` is of no scope.
        let covers = |scope, own| match own {
            ScopeId::ACTUAL => facts.contexts().scope_alone(scope) == own,
            own => facts.contexts().beyond(scope, own).is_some(),
        };
        let Ok(reference) = facts.references().read(&text.value) else { return };
        let other_period = reference
            .period
            .filter(|own| shown.iter().any(|key| key.period != *own))
            .map(|own| format!("the period `{own}`"));
        let other_scope = reference
            .scope
            .filter(|own| shown.iter().any(|key| !covers(key.scope, *own)))
            .map(|own| {
                let name = facts.scope(own).name.as_str();
                format!("the scope `{}`", if name.is_empty() { ScopeId::ACTUAL_NAME } else { name })
            });
        let Some(named) = other_period.or(other_scope) else { return };
        let item = &facts.item(reference.item).name;
        let message =
            format!("`{}` names {named}, and not every figure shown here is of it", text.value);
        let finding = Finding::new(code::OWN_KEY, message, text.span);
        self.push(finding.help(format!("Write `{item}`: {place}")));
    }
}
