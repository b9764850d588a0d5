/// Locker: locks over sets of key-values, kept alive by heartbeats.
///
/// `http` turns calls into commands, `domain` decides, `store` is how it is written down, `config` puts it together.
package dev.willow.locker;
