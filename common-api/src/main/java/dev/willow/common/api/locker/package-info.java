/// What Locker reads and answers. Start at [AcquireRequest].
package dev.willow.common.api.locker;
