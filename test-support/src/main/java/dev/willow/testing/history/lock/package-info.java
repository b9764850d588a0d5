/// What a lock service may do, for the checker of `dev.willow.testing.history`.
///
/// A [LockerCall] is what a client asks of the whole service. [Partition] makes of a history of them one history per lock,
/// of [LockStep]s, which [LockModel] judges on a [LockState]. [Exclusion] does both. [RandomUser] thinks of calls.
///
/// The fencing tokens tell the order of the grants of a lock, and so leave little of it to be searched for: what is to be
/// found out is where among them the releases, expiries and refusals came.
///
/// What is promised, and so checked, per lock:
///
/// - holders never stand beside each other but as their claims allow: one exclusive, any number of shared, n of a semaphore;
/// - fencing tokens grow with every grant;
/// - a hold ends by release, by its session's end, or by time: never before its time-out has passed since it was granted or
///   last kept, and after a restart never before a full time-out has passed again;
/// - a hold that has ended stays so: it cannot be kept or released, and once somebody was told so it is in nobody's way;
/// - only its own session keeps or releases it;
/// - a lock is refused only while somebody may have it or be in line for it; a hold that nobody keeps is over some time.
package dev.willow.testing.history.lock;
