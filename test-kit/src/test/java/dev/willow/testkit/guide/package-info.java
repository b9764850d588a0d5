/// The code of the guide `docs/guides/test-your-code.md`.
package dev.willow.testkit.guide;
