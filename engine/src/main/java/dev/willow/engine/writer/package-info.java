/// What an engine's state belongs to, one thread at a time.
///
/// [HostedEngine] is what callers on any thread meet: it puts their wishes into the [Inbox]. Whoever puts one is the
/// [Writer] for a turn, unless another thread is at it: it lets requests begin, gathers their commands into entries
/// ([Gatherer]), applies what the log returns ([HardState]), and answers ([Requests]). The [Timekeeper] works when
/// nobody calls. Everything but the inbox and the timekeeper is touched in a turn alone. What threads there are, and what
/// they measure time by, comes from [Threads].
///
/// The hard state is the machine's, plus [KeyTable], the epoch and the last stamp: what entries make of it is the same
/// on every node. An *epoch* is the time of one leader between two take-overs. Each entry names the epoch it was
/// written in and its number therein; one that comes out of turn, from a leader that was replaced before it arrived,
/// is skipped by every node alike.
package dev.willow.engine.writer;
