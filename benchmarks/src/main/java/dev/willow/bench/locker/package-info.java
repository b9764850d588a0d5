/// How fast Locker is over HTTP, and whom it keeps waiting.
package dev.willow.bench.locker;
