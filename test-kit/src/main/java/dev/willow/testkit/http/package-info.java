/// The network of a kit: HTTP calls that never leave the process. Start at [KitNetwork].
package dev.willow.testkit.http;
