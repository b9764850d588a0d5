/// A kit for each test of JUnit. Start at [WillowTest].
package dev.willow.testkit.junit;
