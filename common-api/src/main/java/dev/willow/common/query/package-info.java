/// What can be asked of things that carry key-values: a [Query] selects by comparisons, a [Match] finds what would
/// apply to some key-values.
///
/// Both evaluate themselves against one thing at a time, plainly, in the words of their definition. That is the
/// reference; [dev.willow.common.index] gives the same answers for many things at once, without walking them.
package dev.willow.common.query;
