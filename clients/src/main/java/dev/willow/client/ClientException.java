package dev.willow.client;

import java.util.Optional;

/// Why a call did not succeed. The kinds differ in what the caller can do about it; a switch over them needs no default.
///
/// | kind | what it means | can the same call succeed later? |
/// |---|---|---|
/// | [RejectedException] | the request is wrong, or what it names is not there | no |
/// | [NotGrantedException] | the present state does not allow it: a lock is held, a limit is reached | yes |
/// | [UnavailableException] | the service was not reached, did not answer in time, or cannot serve now | yes |
/// | [BrokenServiceException] | the service has a defect, or is no such service | no |
/// | [LostException] | a lock or item that was held is not held any more | no |
/// | [InterruptedCallException] | this thread was interrupted while it waited | not for that thread |
public abstract sealed class ClientException extends RuntimeException
        permits RejectedException, NotGrantedException, UnavailableException, BrokenServiceException,
                LostException, InterruptedCallException {
    private static final long serialVersionUID = 1;
    private final String requestId;

    ClientException(String message, Throwable cause, Optional<String> requestId) {
        super(message, cause);
        this.requestId = requestId.orElse(null);
    }

    /// Whether the same call, made again later, can succeed.
    public abstract boolean isRetryable();

    /// The id under which the service logged the call, if it answered or the caller gave one.
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
