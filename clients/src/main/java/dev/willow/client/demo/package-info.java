/// The main job, played on a real repository: every commit of every branch is pushed as an item per operating system,
/// four runners build what the rules let through, and at the end it is checked that the services kept their promises.
///
/// A worked example of the clients: [Pusher] enqueues, [Runner] dequeues, keeps an item by heartbeats and acks it,
/// [Rules] tells the Limiter what may run, [Aftermath] looks at what is left. What really ran is kept in [Ledger], and
/// [Checks] judges by that. Start reading at [Demo].
package dev.willow.client.demo;
