/// Callers that wait for their turn: each sleeps on its virtual thread until it is answered, its patience runs out, it
/// hangs up, or the service stops. Start at [WaitingRoom].
///
/// A servlet that waits is not told when its client leaves. [ConnectionValve] keeps hold of the connection, and one
/// thread looks at all that wait, now and then.
package dev.willow.kit.waiting;
