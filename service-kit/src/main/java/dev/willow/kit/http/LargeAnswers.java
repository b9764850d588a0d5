package dev.willow.kit.http;

import dev.willow.engine.UnavailableException;
import dev.willow.kit.admission.Admission;
import dev.willow.kit.admission.Stay;
import java.time.Duration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Large answers, which stay in memory for as long as their readers take. The answer to a call that only looked is refused when there are too
/// many of them. What a call did cannot be kept from its caller.
final class LargeAnswers {
    private static final String MAY_BE_REFUSED = LargeAnswers.class.getName();
    private static final int MANY = 100;
    private static final Duration SOON = Duration.ofSeconds(1);

    private LargeAnswers() {}

    /// The call under way changes nothing.
    ///
    /// @param things that are about to be answered
    /// @throws UnavailableException if they are many, and there is hardly any room as it is: they are not even written then
    static void mayBeRefused(int things) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) return;
        call.setAttribute(MAY_BE_REFUSED, true, RequestAttributes.SCOPE_REQUEST);
        if (things > MANY && !AdmissionFilter.stayOf(call.getRequest()).map(Stay::mayCarryMore).orElse(true)) throw tooMuch();
    }

    private static UnavailableException tooMuch() {
        return new UnavailableException("more and larger answers are under way than the service has memory for; ask for smaller pages", SOON);
    }

    /// @param bytes that are about to be answered to the call under way
    /// @throws UnavailableException if there is no room for them
    static void carry(int bytes) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) return;
        PagedCalls.done(call.getRequest());
        if (bytes <= Admission.SMALL) return;
        if (call.getAttribute(MAY_BE_REFUSED, RequestAttributes.SCOPE_REQUEST) == null) return;
        AdmissionFilter.stayOf(call.getRequest()).ifPresent(stay -> {
            if (!stay.carry(bytes)) throw tooMuch();
        });
    }
}
