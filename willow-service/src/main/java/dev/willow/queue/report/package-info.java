/// What operators get to see of the queues beside the API: meters.
package dev.willow.queue.report;
