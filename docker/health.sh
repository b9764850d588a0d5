#!/bin/sh
# Whether the service can serve. With TLS it shows the service's own certificate, in case callers have to show one; whom it
# asks is this container, so it need not ask for proof.
set -eu
if [ -n "${TLS_CERTIFICATE:-}" ]; then
  exec curl --silent --fail --output /dev/null --max-time 2 --insecure --cert "$TLS_CERTIFICATE" --key "$TLS_PRIVATEKEY" \
    "https://127.0.0.1:$SERVER_PORT/health"
fi
exec curl --silent --fail --output /dev/null --max-time 2 "http://127.0.0.1:$SERVER_PORT/health"
