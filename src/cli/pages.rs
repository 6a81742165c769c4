/// The manual pages of findings by their codes.
pub const PAGES: &[(&str, &str)] = &[];
