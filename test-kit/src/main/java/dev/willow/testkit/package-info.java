/// Willow, the Limiter and Locker for the tests of their users: in process, without ports or files, with a clock that the test moves.
///
/// Start at [WillowTestKit]; with JUnit, at [dev.willow.testkit.junit.WillowTest]. The other packages are not for users.
package dev.willow.testkit;
