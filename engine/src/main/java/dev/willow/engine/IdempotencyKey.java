package dev.willow.engine;

/// Makes a request safe to repeat: the same key on the same call with the same body gets the first answer.
///
/// @param call        the call it was sent with, such as `POST /v1/locks`; the same key on another call is another key
/// @param key         what the caller chose
/// @param fingerprint a digest of the body; the same key with another fingerprint is refused
public record IdempotencyKey(String call, String key, String fingerprint) {}
