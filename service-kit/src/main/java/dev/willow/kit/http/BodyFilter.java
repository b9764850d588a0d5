package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.kit.admission.Admission;
import dev.willow.kit.admission.Pace;
import dev.willow.kit.admission.Stay;
import dev.willow.kit.waiting.ConnectionValve;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.MediaType;

/// Reads the body of a call once and whole, whatever its method, and refuses what is no JSON (415), too large (413) or too slow (408), or has no
/// room (503). Memory is taken for what came, never for what a head says will come.
final class BodyFilter implements Filter {
    private static final byte[] NOTHING = {};
    private static final String CALLS = "/v1/";
    /// To begin with, for a body that does not say how long it is.
    private static final int UNKNOWN = 1 << 10;
    private final int largest;
    private final Pace pace;
    private final Farewell farewell;

    BodyFilter(int largest, Pace pace, Farewell farewell) {
        this.largest = Math.min(largest, Integer.MAX_VALUE - 1);
        this.pace = pace;
        this.farewell = farewell;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        byte[] body;
        try {
            body = Bodies.hasBody(request) ? read(request) : NOTHING;
        } catch (ProblemException refused) {
            farewell.say(request, (HttpServletResponse) response, refused.problem());
            return;
        }
        chain.doFilter(new BufferedRequest(request, body, request.getRequestURI().startsWith(CALLS)), response);
    }

    private byte[] read(HttpServletRequest request) {
        if (request.getRequestURI().startsWith(CALLS) && !isJson(request.getContentType()))
            throw refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
        long length = request.getContentLengthLong();
        if (length > largest) throw tooLarge();
        try {
            return read(request, request.getInputStream(), (int) length);
        } catch (IOException brokenOff) {
            if (isSilence(brokenOff)) throw tooSlow();
            throw refusal(ProblemType.INVALID_REQUEST, "the body broke off, or is not well-formed HTTP");
        }
    }

    /// @param length negative if it is not said
    private byte[] read(HttpServletRequest request, InputStream from, int length) throws IOException {
        Optional<Stay> stay = AdmissionFilter.stayOf(request);
        long begun = System.nanoTime();
        int end = length < 0 ? largest + 1 : length;
        byte[] body = new byte[Math.min(end, length < 0 ? UNKNOWN : Admission.SMALL)];
        int read = 0;
        boolean isOnItsWay = false;
        while (read < end) {
            if (read == body.length) body = larger(body, end, stay);
            if (!isOnItsWay && stay.isPresent() && from.available() == 0) {
                isOnItsWay = true;
                isWaitedFor(request, stay.get());
            }
            int more = from.read(body, read, body.length - read);
            if (more < 0) break;
            read += more;
            if (read < end && (stay.isPresent() && stay.get().givesWay() || pace.isTooSlow(read, System.nanoTime() - begun))) throw tooSlow();
        }
        if (read > largest) throw tooLarge();
        if (read < length) throw new EOFException("the body is shorter than was said");
        if (isOnItsWay && !stay.get().endReading()) throw refusal(ProblemType.UNAVAILABLE, AdmissionFilter.TOO_MANY_CALLS);
        return read == body.length ? body : Arrays.copyOf(body, read);
    }

    private void isWaitedFor(HttpServletRequest request, Stay stay) {
        if (!stay.beginToRead()) throw refusal(ProblemType.UNAVAILABLE, "more bodies are on their way than the service has memory for");
        ConnectionValve.of(request).hurry(pace.silence());
    }

    private static byte[] larger(byte[] body, int end, Optional<Stay> stay) {
        int length = (int) Math.min(end, 2L * body.length);
        int kept = body.length <= Admission.SMALL ? 0 : body.length;
        if (length > Admission.SMALL && stay.isPresent() && !stay.get().carry(length - kept))
            throw refusal(ProblemType.UNAVAILABLE, "more and larger bodies are under way than the service has memory for");
        return Arrays.copyOf(body, length);
    }

    private static boolean isSilence(Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) if (each instanceof SocketTimeoutException) return true;
        return false;
    }

    private static ProblemException tooSlow() {
        return new ProblemException(StatusProblems.of(408, ""));
    }

    private ProblemException tooLarge() {
        return refusal(ProblemType.BODY_TOO_LARGE, "the body must have at most " + largest + " bytes");
    }

    private static ProblemException refusal(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail));
    }

    private static boolean isJson(String contentType) {
        if (contentType == null || contentType.isBlank()) return true;
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            Charset charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noSuchType) {
            return false;
        }
    }
}
