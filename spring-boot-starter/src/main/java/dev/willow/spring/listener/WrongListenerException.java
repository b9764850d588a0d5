package dev.willow.spring.listener;

/// A method with [dev.willow.spring.WillowListener] cannot be called as it says. Stops the start of the application.
public final class WrongListenerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param method which one
    /// @param why    continues the sentence
    WrongListenerException(String method, String why, Throwable cause) {
        super("the @WillowListener method " + method + " " + why, cause);
    }

    WrongListenerException(String method, String why) {
        this(method, why, null);
    }
}
