package dev.willow.kit.tls;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/// TLS for the calls to other services.
///
/// @param context whom to trust, and what certificate to show; empty: whom this machine trusts, and none
public record OutboundTls(Optional<SSLContext> context) {}
