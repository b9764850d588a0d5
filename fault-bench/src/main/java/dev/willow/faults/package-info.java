/// The fault bench: it runs the three services as processes, has a crew work with them through the client library, lets things go
/// wrong that are chosen at random, and checks all that was answered. Start at [Bench]; [FaultBench] is the program.
///
/// | package | holds |
/// |---|---|
/// | `scene` | the processes, their disks, and the proxies between them |
/// | `work` | those who use the services, and what they write down |
/// | `fault` | what goes wrong |
/// | `history`, `check` | what was seen, as plain data, and what is wrong with it |
package dev.willow.faults;
