/// The three services as real processes, from the jars that were just built: started, killed and restarted, and asked
/// through the clients. [Cluster] runs them; the launcher and the demo are run as a person would.
package dev.willow.system;
