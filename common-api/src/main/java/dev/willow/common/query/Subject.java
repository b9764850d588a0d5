package dev.willow.common.query;

import dev.willow.common.values.KeyPatterns;

/// What a query is asked about: anything with an id that carries key-values (a lock, a channel, a rule).
///
/// The key-values are patterns, because rules and overrides carry Any; what carries plain values gives them through
/// [dev.willow.common.values.KeyValues#asPatterns].
public interface Subject {
    String id();

    KeyPatterns keys();
}
