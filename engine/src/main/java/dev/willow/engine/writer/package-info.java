/// The one thread that an engine's state belongs to, and what it keeps.
///
/// [HostedEngine] is what callers on any thread meet: it puts their wishes into the [Inbox]. [Writer] is the thread:
/// it lets requests begin, gathers their commands into entries ([Gatherer]), applies what the log returns
/// ([HardState]), and answers ([Requests]). Everything but the inbox is touched by that thread alone.
///
/// The hard state is the machine's, plus [KeyTable], the epoch and the last stamp: what entries make of it is the same
/// on every node. An *epoch* is the time of one leader between two take-overs. Each entry names the epoch it was
/// written in and its number therein; one that comes out of turn, from a leader that was replaced before it arrived,
/// is skipped by every node alike.
package dev.willow.engine.writer;
