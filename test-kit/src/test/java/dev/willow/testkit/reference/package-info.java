/// Whether the pages below `docs/reference`, and what monitors the services, agree with the services.
package dev.willow.testkit.reference;
