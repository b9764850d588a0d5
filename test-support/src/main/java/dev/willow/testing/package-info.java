/// What the tests of several modules share. No product code depends on it.
package dev.willow.testing;
