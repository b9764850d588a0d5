/// The command line: `willow push`, `take`, `work`, `rule`, `lock`, `explain` and the rest.
///
/// Start at [Cli], which lists the commands. Each command is a class that turns words into calls of the client library and
/// answers into a table for people or, with `--json`, into the service's JSON for machines.
///
/// The process ends with 0 when all went well, 1 when a service refused or could not be reached, 2 when the words were
/// wrong, and 3 when there was nothing in time: no item, no lock.
package dev.willow.cli;
