//! The pages behind the numbered sections: small print, and whom to ask.

use super::rows::kind_basics;
use super::{Body, Head, Kind, Setting, SlideContext, SlideSubject};
use crate::code;
use crate::shape::{MailAddress, PhoneNumber, PostalAddress, ProperName, Prose, WebAddress};
use crate::view::{Block, Inline, Layout, Slot, prose::is_mail};

crate::record! {
    /// The statement on forward-looking statements, or other small print.
    pub struct Disclaimer {
        ..head: Head,
        /// The statement, in Markdown.
        text: Prose,
    }
}

impl Kind for Disclaimer {
    kind_basics!();

    fn subject() -> SlideSubject {
        SlideSubject::Notice
    }

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let blocks = context.prose(&self.text);
        Some(Body::new(Layout::Closing, vec![Slot { weight: 1, blocks }]))
    }

    fn numbered(&self) -> bool {
        false
    }

    fn default_title(&self, setting: &Setting<'_>) -> Option<String> {
        Some(setting.locale().word("disclaimer").to_owned())
    }
}

crate::record! {
    /// Whom to ask.
    pub struct Contact {
        ..head: Head,
        ..first: ContactPerson,
        /// More of them, such as the one for media, each with the same fields.
        others: Vec<ContactPerson>,
    }
}

crate::record! {
    /// A person or department to ask.
    pub struct ContactPerson {
        /// The person or department.
        name: ProperName,
        /// The address, in one line.
        address: Option<PostalAddress>,
        /// Telephone number.
        phone: Option<PhoneNumber>,
        /// Fax number.
        fax: Option<PhoneNumber>,
        /// Address of the investor relations pages.
        url: Option<WebAddress>,
        /// E-mail address.
        email: Option<MailAddress>,
    }
}

impl Kind for Contact {
    kind_basics!();

    fn subject() -> SlideSubject {
        SlideSubject::Contact
    }

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let all = std::iter::once(&self.first).chain(&self.others);
        let blocks = all.flat_map(|person| person.blocks(context)).collect();
        Some(Body::new(Layout::Closing, vec![Slot { weight: 1, blocks }]))
    }

    fn numbered(&self) -> bool {
        false
    }

    fn is_card(&self) -> bool {
        true
    }

    fn default_title(&self, setting: &Setting<'_>) -> Option<String> {
        Some(setting.locale().word("contact").to_owned())
    }
}

impl ContactPerson {
    fn blocks(&self, context: &mut SlideContext<'_>) -> Vec<Block> {
        let name = Inline::Strong { body: vec![Inline::text(&self.name.value)] };
        let mut blocks = vec![Block::Prose { level: 0, body: vec![name] }];
        if let Some(address) = &self.address {
            let body = vec![Inline::text(&address.value)];
            blocks.push(Block::Prose { level: 0, body });
        }
        let locale = context.setting.locale();
        let mut lines = Vec::new();
        let mut line = |word: &str, body: Inline| {
            if !lines.is_empty() {
                lines.push(Inline::Break);
            }
            let colon = &locale.punctuation.colon;
            lines.push(Inline::text(format!("{}{colon}", locale.word(word))));
            lines.push(body);
        };
        let anchor = |url: String, text: &str| Inline::Link { url, body: vec![Inline::text(text)] };
        if let Some(phone) = &self.phone {
            line("phone", Inline::text(&phone.value));
        }
        if let Some(fax) = &self.fax {
            line("fax", Inline::text(&fax.value));
        }
        if let Some(url) = &self.url {
            if ["https://", "http://"].iter().any(|scheme| url.value.starts_with(scheme)) {
                line("website", anchor(url.value.clone(), &url.value));
            } else {
                let message = format!("`{}` is not a web address", url.value);
                let finding = crate::diag::Finding::new(code::BAD_PROSE, message, url.span);
                context.push(finding.help("Start it with `https://`"));
            }
        }
        if let Some(email) = &self.email {
            if is_mail(&email.value) {
                line("email", anchor(format!("mailto:{}", email.value), &email.value));
            } else {
                let message = format!("`{}` is not an e-mail address", email.value);
                let finding = crate::diag::Finding::new(code::BAD_PROSE, message, email.span);
                context.push(finding.help("Write it as `name@example.com`"));
            }
        }
        if !lines.is_empty() {
            blocks.push(Block::Prose { level: 0, body: lines });
        }
        blocks
    }
}
