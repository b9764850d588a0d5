/// Histories of concurrent calls, and a proof that each could have come from a service that does one thing at a time.
///
/// A [Recorder] notes when each call began, when its answer came and what it was. [LinearizabilityChecker] then looks for
/// an order of the calls that a [SequentialModel] accepts and that no two calls contradict of which one had ended before
/// the other began. Nothing here reads a clock but through the recorder, and nothing knows what is tested;
/// `history.lock` holds the model of a lock service.
package dev.willow.testing.history;
