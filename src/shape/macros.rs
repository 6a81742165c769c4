//! The declarations: a record, a mapping whose one key names its variant, one with a field that
//! does, a keyword.

/// Gives the key of a field: its name, or the words that it is written as.
#[doc(hidden)]
#[macro_export]
macro_rules! field_key {
    ($field:ident) => {
        stringify!($field).trim_start_matches("r#")
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Declares a struct read from a mapping, with its schema.
///
/// `..name: Type,` lines first take the fields of another record from the same mapping. Every
/// record also gets `span`, the place of its mapping. A key of several words stands behind the
/// field: `not_applicable as "not applicable": Type`.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $vis:vis struct $name:ident {
            $(..$flat:ident: $flat_type:ty,)*
            $($(#[doc = $field_doc:literal])* $field:ident $(as $key:literal)?: $type:ty,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        $vis struct $name {
            $(
                /// Fields shared with other records.
                pub $flat: $flat_type,
            )*
            $($(#[doc = $field_doc])* pub $field: $type,)*
            /// Where the record was written.
            #[allow(dead_code, reason = "not every record is pointed at")]
            pub span: $crate::source::Span,
        }

        impl $crate::shape::Fields for $name {
            const NAME: &'static str = stringify!($name);
            const DOC: &'static [&'static str] = &[$($doc),*];

            fn names(out: &mut Vec<&'static str>) {
                $(<$flat_type as $crate::shape::Fields>::names(out);)*
                out.extend_from_slice(&[$($crate::field_key!($field $($key)?)),*]);
            }

            fn take(map: &mut $crate::shape::MapReader<'_>) -> Option<Self> {
                // Read all before any failure counts, so that every mistake is reported.
                $(let $flat = <$flat_type as $crate::shape::Fields>::take(map);)*
                $(let $field = map.field::<$type>($crate::field_key!($field $($key)?));)*
                Some(Self { $($flat: $flat?,)* $($field: $field?,)* span: map.span })
            }

            fn walk_field<'a>(
                key: &str,
                node: &'a $crate::source::Node,
                walk: &mut $crate::shape::Walk<'a, '_>,
            ) -> bool {
                $(
                    if <$flat_type as $crate::shape::Fields>::walk_field(key, node, walk) {
                        return true;
                    }
                )*
                $(
                    if key == $crate::field_key!($field $($key)?) {
                        <$type as $crate::shape::Shape>::walk(node, walk);
                        return true;
                    }
                )*
                let _ = (key, node, walk);
                false
            }

            fn properties(
                defs: &mut $crate::shape::Defs,
                properties: &mut serde_json::Map<String, serde_json::Value>,
                required: &mut Vec<serde_json::Value>,
            ) {
                $(<$flat_type as $crate::shape::Fields>::properties(defs, properties, required);)*
                $(
                    let name = $crate::field_key!($field $($key)?).to_owned();
                    let schema = <$type as $crate::shape::Shape>::schema(defs);
                    let text = $crate::shape::description(&[$($field_doc),*]);
                    properties.insert(name.clone(), $crate::shape::described(schema, &text));
                    if <$type as $crate::shape::Shape>::absent().is_none() {
                        required.push(serde_json::Value::String(name));
                    }
                )*
                let _ = (defs, properties, required);
            }

            fn parts<'a>(&'a self, see: &mut dyn FnMut(&'a dyn std::any::Any)) {
                $(<$flat_type as $crate::shape::Shape>::records(&self.$flat, see);)*
                $(<$type as $crate::shape::Shape>::records(&self.$field, see);)*
                let _ = see;
            }
        }

        impl<'a> $crate::shape::Written<'a, $name> {
            $(
                /// Gives the record whose fields stand in the same mapping.
                #[allow(dead_code, reason = "not every record is changed in its place")]
                #[must_use]
                $vis fn $flat(self) -> $crate::shape::Written<'a, $flat_type> {
                    self.cast()
                }
            )*
            $(
                $(#[doc = $field_doc])*
                #[allow(
                    dead_code,
                    clippy::should_implement_trait,
                    reason = "not every field is changed in its place; one is called `not`"
                )]
                #[must_use]
                $vis fn $field(self) -> $crate::shape::Written<'a, $type> {
                    self.of_record($crate::field_key!($field $($key)?))
                }
            )*
        }
    };
}

/// Declares an enum written as a mapping with one key that names the variant. A variant under
/// `#[cfg(test)]` is there for the tests alone.
#[doc(hidden)]
#[macro_export]
macro_rules! tagged {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                $(#[cfg($only:ident)])?
                $variant:ident($type:ty) = $key:literal,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        $vis enum $name {
            $($(#[doc = $variant_doc])* $(#[cfg($only)])? $variant($type),)*
        }

        impl $name {
            /// The keys, in order of declaration.
            pub const KEYS: &'static [&'static str] = &[$($(#[cfg($only)])? $key),*];

            /// Gives the key of the variant, as written.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self { $($(#[cfg($only)])? Self::$variant(_) => $key,)* }
            }
        }

        impl $crate::shape::Tagged for $name {}

        impl $crate::shape::Shape for $name {
            fn read(
                node: &$crate::source::Node,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                use $crate::source::NodeKind;
                let what = stringify!($name).trim_end_matches("Spec").to_lowercase();
                let empty = $crate::source::Node { span: node.span, kind: NodeKind::Null };
                let (key, span, body) = match &node.kind {
                    NodeKind::Map(entries) if entries.len() == 1 => {
                        (entries[0].0.as_str(), entries[0].0.span, &entries[0].1)
                    }
                    NodeKind::Scalar { text, .. } => (text.as_str(), node.span, &empty),
                    NodeKind::Map(_) | NodeKind::Null | NodeKind::List(_) => {
                        let expected = format!("one {what}, written `- kind: ...`");
                        report.push(
                            $crate::shape::wrong_kind(node, &expected)
                                .help("Indent the fields below the kind"),
                        );
                        return None;
                    }
                };
                match key {
                    $(
                        $(#[cfg($only)])?
                        $key => {
                            <$type as $crate::shape::Shape>::read(body, report).map(Self::$variant)
                        }
                    )*
                    _ => {
                        let message = format!("`{key}` is not a kind of {what}");
                        // A whole statement lost the kind before it.
                        let unnamed = Self::KEYS.first().filter(|_| key.contains('='));
                        let help = match unnamed {
                            Some(kind) => Some(format!("Did you mean `{kind}: {key}`?")),
                            None => $crate::diag::suggest(key, Self::KEYS.iter().copied()),
                        };
                        report.push(
                            $crate::diag::Finding::new($crate::code::UNKNOWN_KIND, message, span)
                                .help_if(help),
                        );
                        None
                    }
                }
            }

            fn walk<'a>(
                node: &'a $crate::source::Node,
                walk: &mut $crate::shape::Walk<'a, '_>,
            ) {
                let $crate::source::NodeKind::Map(entries) = &node.kind else { return };
                let [(key, body)] = entries.as_slice() else { return };
                walk.step::<Self>((node, key.as_str(), 0), |walk| match key.as_str() {
                    $(
                        $(#[cfg($only)])?
                        $key => <$type as $crate::shape::Shape>::walk(body, walk),
                    )*
                    _ => {}
                });
            }

            fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn std::any::Any)) {
                match self { $($(#[cfg($only)])? Self::$variant(body) => body.records(see),)* }
            }

            fn schema(defs: &mut $crate::shape::Defs) -> serde_json::Value {
                defs.named(stringify!($name), |defs| {
                    let mut kinds = Vec::new();
                    $(
                        $(#[cfg($only)])?
                        {
                            let body = <$type as $crate::shape::Shape>::schema(defs);
                            let text = $crate::shape::description(&[$($variant_doc),*]);
                            kinds.push(serde_json::json!({
                                "type": "object",
                                "properties": { $key: $crate::shape::described(body, &text) },
                                "required": [$key],
                                "additionalProperties": false,
                            }));
                        }
                    )*
                    let text = $crate::shape::description(&[$($doc),*]);
                    $crate::shape::described(serde_json::json!({ "oneOf": kinds }), &text)
                })
            }
        }
    };
}

/// Declares an enum whose variant a field of the same mapping names: `kind: bridge`. The variants
/// are records, and the words those of a [`choice!`](crate::choice) with the same variants. A field
/// of another variant is refused.
#[doc(hidden)]
#[macro_export]
macro_rules! variants {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident of $what:literal {
            $(#[doc = $tag_doc:literal])*
            $tag:ident: $kind:ident or $default:ident,
            $($(#[doc = $variant_doc:literal])* $variant:ident($type:ty),)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        $vis enum $name {
            $($(#[doc = $variant_doc])* $variant($type),)*
        }

        impl $name {
            /// Gives the word that names the variant.
            #[must_use]
            pub fn $tag(&self) -> $kind {
                match self { $(Self::$variant(_) => $kind::$variant,)* }
            }
        }

        impl $crate::shape::Fields for $name {
            const NAME: &'static str = stringify!($name);
            const DOC: &'static [&'static str] = &[$($doc),*];

            fn names(out: &mut Vec<&'static str>) {
                out.push(stringify!($tag));
                $(<$type as $crate::shape::Fields>::names(out);)*
            }

            fn take(map: &mut $crate::shape::MapReader<'_>) -> Option<Self> {
                let read = map.field::<Option<$kind>>(stringify!($tag));
                let mut own = vec![stringify!($tag)];
                // Read even where the word is none, so that every mistake is reported.
                let value = match read.flatten().unwrap_or($kind::$default) {
                    $($kind::$variant => {
                        <$type as $crate::shape::Fields>::names(&mut own);
                        <$type as $crate::shape::Fields>::take(map).map(Self::$variant)
                    })*
                };
                if read.is_some() {
                    let mut all = Vec::new();
                    Self::names(&mut all);
                    map.refuse_others(&own, &all, ($what, stringify!($tag)));
                }
                read.and(value)
            }

            fn walk_field<'a>(
                key: &str,
                node: &'a $crate::source::Node,
                walk: &mut $crate::shape::Walk<'a, '_>,
            ) -> bool {
                if key == stringify!($tag) {
                    <$kind as $crate::shape::Shape>::walk(node, walk);
                    return true;
                }
                $(<$type as $crate::shape::Fields>::walk_field(key, node, walk))||*
            }

            fn properties(
                defs: &mut $crate::shape::Defs,
                properties: &mut serde_json::Map<String, serde_json::Value>,
                _: &mut Vec<serde_json::Value>,
            ) {
                let kind = <$kind as $crate::shape::Shape>::schema(defs);
                let text = $crate::shape::description(&[$($tag_doc),*]);
                let kind = $crate::shape::described(kind, &text);
                properties.insert(stringify!($tag).to_owned(), kind);
                // What one variant requires, another has not.
                let mut required = Vec::new();
                $(<$type as $crate::shape::Fields>::properties(defs, properties, &mut required);)*
            }

            fn parts<'a>(&'a self, see: &mut dyn FnMut(&'a dyn std::any::Any)) {
                match self { $(Self::$variant(body) => <$type as $crate::shape::Shape>::records(body, see),)* }
            }
        }
    };
}

/// Declares an enum written as one of a few words.
#[doc(hidden)]
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name {
            $($(#[doc = $variant_doc])* $variant,)*
        }

        impl $name {
            /// The words, in order of declaration.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// Gives the word of the value.
            #[must_use]
            #[allow(dead_code, reason = "not every enum is written back")]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::shape::Shape for $name {
            fn read(
                node: &$crate::source::Node,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                let $crate::source::NodeKind::Scalar { text, .. } = &node.kind else {
                    let words = Self::WORDS.join("`, `");
                    let finding = $crate::shape::wrong_kind(node, &format!("one of `{words}`"));
                    report.push(finding.help("Write one of the words behind the colon"));
                    return None;
                };
                match text.as_str() {
                    $($word => Some(Self::$variant),)*
                    other => {
                        let message = format!("`{other}` is not a word that can stand here");
                        report.push(
                            $crate::diag::Finding::new($crate::code::UNKNOWN_WORD, message, node.span)
                                .help_if($crate::diag::suggest(other, Self::WORDS.iter().copied())),
                        );
                        None
                    }
                }
            }

            fn walk<'a>(
                node: &'a $crate::source::Node,
                walk: &mut $crate::shape::Walk<'a, '_>,
            ) {
                walk.leaf(node, $crate::shape::Role::Choice);
            }

            fn schema(_: &mut $crate::shape::Defs) -> serde_json::Value {
                let text = $crate::shape::description(&[$($doc),*]);
                let words = serde_json::json!({ "enum": [$($word),*] });
                $crate::shape::described($crate::shape::Role::Choice.annotate(words), &text)
            }
        }
    };
}
