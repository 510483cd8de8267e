package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/** An exception as the {@code error} entry of a footprint's payload. */
final class ErrorDescription {

    /** Causes may be chained without end. */
    private static final int MOST_CAUSES = 10;

    private ErrorDescription() {
    }

    static Map<String, Object> of(Throwable thrown) {
        return of(KnownSecrets.hide(thrown), MOST_CAUSES);
    }

    private static Map<String, Object> of(Throwable thrown, int left) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", thrown.getClass().getName());
        error.put("message", thrown.getMessage());
        error.put("traceback", traceback(thrown));
        error.put("cause", thrown.getCause() == null || left == 0 ? null : of(thrown.getCause(), left - 1));
        return error;
    }

    private static List<Map<String, Object>> traceback(Throwable thrown) {
        return Stream.of(thrown.getStackTrace()).map(ErrorDescription::frame).toList();
    }

    private static Map<String, Object> frame(StackTraceElement element) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("filename", element.getFileName());
        frame.put("line", element.getLineNumber());
        frame.put("function", element.getClassName() + "." + element.getMethodName());
        return frame;
    }
}
