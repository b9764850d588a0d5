/// What happens to every request before and after its controller: a request id, a body of limited size that is read
/// strictly, a problem for whatever is refused.
///
/// ```
/// ConnectionValve ──► RequestIdFilter ──► AdmissionFilter ──► BodyFilter ──► controller(@RequestBody, Caller) ──► JsonConverter
///                                                             └─ refusal ──► ProblemAdvice
/// ```
///
/// A controller takes its JSON as `@RequestBody` and, when it needs more of the request, a [Caller].
package dev.willow.kit.http;
