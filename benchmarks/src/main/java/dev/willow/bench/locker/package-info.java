/// How fast Locker is, and whom it keeps waiting. Needs a Locker that runs.
package dev.willow.bench.locker;
