/// Who the service is and whom it trusts: TLS towards its callers and towards the services that it calls, from PEM files.
package dev.willow.kit.tls;
