/// What the Limiter reads and answers. Start at [RuleRequest] and [CounterRequest].
package dev.willow.common.api.limiter;
