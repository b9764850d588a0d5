/// Those who use the services while these fail: producers, consumers, users of locks and counters, founders of queues, and one who
/// changes rules. Each is a loop on a virtual thread that asks through the client library and writes down in a [Record] what it
/// asked and what it was told. Start at [Crew].
package dev.willow.faults.work;
