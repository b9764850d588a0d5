/// A whole service in the process of the test: on a free port, with a directory of its own or none, and with a clock that
/// the test moves. Start at [RunningService].
package dev.willow.testing.service;
