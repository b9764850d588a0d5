/// An in-memory index over things that carry key-values: exact, query and match look-ups, and pages of them.
///
/// Start at [KeyValuesIndex]. Its answers are those of the plain evaluators [dev.willow.common.query.Query#matches] and
/// [dev.willow.common.query.Match#finds], found by intersecting sets of *slots* instead of asking every thing.
///
/// The question turned round, which waiting queries match a new thing, is answered by an index of the queries: see
/// [dev.willow.common.query.Query#demandedPairs].
///
/// Nothing here is safe for use by several threads at once: an index belongs to the one writer of its table.
package dev.willow.common.index;
