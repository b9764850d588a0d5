package dev.willow.examples.worker;

import java.time.Duration;
import java.util.Optional;

/// What is in an item: `{"commit": "c1", "duration": "PT2S"}`.
///
/// @param commit   what to build
/// @param duration how long the build is to take; 2 s if left out
record Build(String commit, Optional<Duration> duration) {}
