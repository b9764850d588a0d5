/// Clients of the three services, in blocking style: made for virtual threads, of which a caller may have thousands.
///
/// Start at [WillowClient], [LimiterClient] or [LockerClient]: one method per call of the REST contract, with its
/// request and answer types. Every call ends within its time-out and fails with a [ClientException] that says whether
/// trying again can help. A client is safe to share between threads and keeps its connections open; make one per
/// service and keep it.
///
/// How a call travels (`Transport`) is nobody's business outside this package.
package dev.willow.client;
