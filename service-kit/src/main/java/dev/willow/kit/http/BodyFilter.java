package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/// Reads the body of a call once and whole, whatever its method, and refuses what is no JSON (415) or too large (413).
final class BodyFilter implements Filter {
    private static final byte[] NOTHING = {};
    private final int largest;
    private final ProblemWriter problems;

    BodyFilter(int largest, ProblemWriter problems) {
        this.largest = Math.min(largest, Integer.MAX_VALUE - 1);
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        byte[] body;
        try {
            body = hasBody(request) ? read(request) : NOTHING;
        } catch (ProblemException refused) {
            refuse(request, (HttpServletResponse) response, refused.problem());
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    /// The rest of the body is not waited for: the connection ends with the answer.
    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem refusal) throws IOException {
        response.setHeader("Connection", "close");
        problems.write(request, response, refusal);
    }

    private static boolean hasBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 || length < 0 && request.getHeader("Transfer-Encoding") != null;
    }

    private byte[] read(HttpServletRequest request) {
        if (!isJson(request.getContentType()))
            throw refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
        long length = request.getContentLengthLong();
        if (length > largest) throw tooLarge();
        try {
            if (length >= 0) return readExactly((int) length, request.getInputStream());
            byte[] body = request.getInputStream().readNBytes(largest + 1);
            if (body.length > largest) throw tooLarge();
            return body;
        } catch (IOException brokenOff) {
            throw refusal(ProblemType.INVALID_REQUEST, "the body broke off, or is not well-formed HTTP");
        }
    }

    /// Without the buffer of 16 KiB that reading to an unknown end takes.
    private static byte[] readExactly(int length, InputStream from) throws IOException {
        byte[] body = new byte[length];
        if (from.readNBytes(body, 0, length) < length) throw new EOFException("the body is shorter than was said");
        return body;
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
