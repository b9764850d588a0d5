/// Willow beside queues that people would use instead, each started, measured and ended in the same run. Start at [Comparison].
package dev.willow.bench.compare;
