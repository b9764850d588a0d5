package dev.willow.locker.domain;

/// Whether a hold stands alone or beside others of its kind.
public enum Mode { EXCLUSIVE, SHARED }
