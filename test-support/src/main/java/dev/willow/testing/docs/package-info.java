/// Keeps what the guides show in step with code that is compiled and run. Start at [Snippets].
package dev.willow.testing.docs;
