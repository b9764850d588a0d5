/// What networks do to connections, done on purpose. Start at [TcpProxy].
package dev.willow.testing.network;
