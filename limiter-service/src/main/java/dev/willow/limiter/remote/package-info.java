/// What the limit table asks of the outside: the group locks in Locker. Each call runs on a virtual thread of its own
/// and hands its outcome back as news.
package dev.willow.limiter.remote;
