/// JSON as the contract has it: typed key-values, durations, strict reading, and one place that turns what went wrong
/// into words for whoever sent it. Start at [WillowJson].
package dev.willow.common.json;
