package dev.willow.common.backup;

import java.io.IOException;

/// A backup cannot be used, or not here. The message is one line for an operator.
public final class UnusableBackupException extends IOException {
    private static final long serialVersionUID = 1;

    public UnusableBackupException(String message) {
        super(message);
    }
}
