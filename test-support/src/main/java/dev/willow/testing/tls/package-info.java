/// Certificates for tests.
package dev.willow.testing.tls;
