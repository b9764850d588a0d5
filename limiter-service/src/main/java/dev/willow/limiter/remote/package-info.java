/// What the limit table asks of the outside: the group locks in Locker. [dev.willow.limiter.remote.LockEffects] hands the
/// outcome of each call back as news; the calls themselves are behind [dev.willow.limiter.remote.LockerPort].
package dev.willow.limiter.remote;
