/// What a service answers when it refuses: RFC 9457 problems, the kinds of them, and the exception for a request that
/// is wrong in itself. Start at [Problem].
package dev.willow.common.problem;
