package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// A lock in somebody's hands.
///
/// @param fencingToken larger than every token given out before; what a holder shows to the resource that it works on,
///                     so that the resource can turn away an earlier holder who does not know yet that its time is over
public record Hold(LockId id, SessionId session, KeyValues keys, Claim claim, Optional<String> owner, long fencingToken) {}
