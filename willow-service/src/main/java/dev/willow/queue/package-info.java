/// Willow: queues of items in channels, handed out by query and within the limits that the Limiter keeps.
///
/// `http` turns calls into commands, `domain` decides, `remote` asks the Limiter, `store` is how it is written down,
/// `config` puts it together.
package dev.willow.queue;
