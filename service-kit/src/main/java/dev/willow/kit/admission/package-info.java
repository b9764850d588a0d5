/// How much is let in at a time, so that memory suffices whatever comes: callers that wait, calls under way, and the bytes of large bodies
/// and answers between here and a caller. Whoever comes beyond is told so at once, before memory is spent on it. Start at [Admission].
package dev.willow.kit.admission;
