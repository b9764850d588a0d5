package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// One lock that a request asks for.
///
/// @param id    the id of the hold, should it be granted
/// @param owner who asks, in words for people; if empty, whoever the session says
public record Want(LockId id, KeyValues keys, Claim claim, Optional<String> owner) {}
