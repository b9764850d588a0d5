package dev.willow.kit;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/// Texts are the same in all languages here. Without this, Spring makes a source of messages that looks up all languages there are.
final class NoMessages implements MessageSource {

    @Override
    public String getMessage(String code, Object[] arguments, String otherwise, Locale locale) {
        return otherwise;
    }

    @Override
    public String getMessage(String code, Object[] arguments, Locale locale) {
        throw new NoSuchMessageException(code, locale);
    }

    @Override
    public String getMessage(MessageSourceResolvable message, Locale locale) {
        String otherwise = message.getDefaultMessage();
        if (otherwise == null) throw new NoSuchMessageException(String.valueOf(message), locale);
        return otherwise;
    }
}
