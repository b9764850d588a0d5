/// Limiter: how much may run at once, for any combination of keys. The rules are in `domain`, its HTTP edge in `http`, its
/// calls to Locker in `remote`.
package dev.willow.limiter;
