/// The file that a service's backup is: how it is written, checked, and put where the service finds it when it starts.
///
/// It holds one picture of the service's state, as the service itself writes it; nobody else looks into that. Start at
/// [BackupFile].
package dev.willow.common.backup;
