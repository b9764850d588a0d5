/// Far more than the three services can do, all at once: thousands of connections, callers ten times quicker than they are answered, senders
/// and readers of a byte now and then, bodies at and over the limit; what everybody was answered, and what it took. Start at [Overload].
package dev.willow.faults.overload;
