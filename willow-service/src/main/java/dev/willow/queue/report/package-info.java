/// What operators get to see of the queues beside the API: meters and log lines.
package dev.willow.queue.report;
