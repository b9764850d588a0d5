/// How the service is put together: its settings and the one class that wires it. Imported by nobody.
package dev.willow.queue.config;
