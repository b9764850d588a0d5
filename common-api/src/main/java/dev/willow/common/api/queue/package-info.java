/// What Willow reads and answers. Start at [QueueRequest], [EnqueueRequest] and [DequeueRequest].
package dev.willow.common.api.queue;
