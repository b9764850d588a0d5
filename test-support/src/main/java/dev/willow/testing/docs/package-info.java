/// Keeps what the guides show in step with what happens: [Snippets] with code that is compiled and run, [PageRun] with what
/// commands do.
package dev.willow.testing.docs;
