/// Key-values, groups and queries as people write them in a word each, such as `os=linux`: on the command line, in annotations, in settings.
///
/// Start at [Pair].
package dev.willow.client.words;
