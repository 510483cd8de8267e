package io.quarkiverse.kafkaproducer.runtime.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ErrorDescriptionTest {

    @Test
    void itHasTypeMessageTracebackAndCauseInThisOrder() {
        Map<String, Object> error = ErrorDescription.of(new IllegalStateException("outer", new RuntimeException("inner")));

        assertThat(error).containsOnlyKeys("type", "message", "traceback", "cause");
        assertThat(error.keySet()).containsExactly("type", "message", "traceback", "cause");
        assertThat(error).containsEntry("type", "java.lang.IllegalStateException").containsEntry("message", "outer");
        assertThat(cause(error)).containsEntry("type", "java.lang.RuntimeException").containsEntry("message", "inner")
                .containsEntry("cause", null);
    }

    @Test
    void theTracebackBeginsWhereItWasThrown() {
        Map<String, Object> frame = traceback(ErrorDescription.of(new RuntimeException())).get(0);

        assertThat(frame.keySet()).containsExactly("filename", "line", "function");
        assertThat(frame).containsEntry("filename", "ErrorDescriptionTest.java")
                .containsEntry("function", getClass().getName() + ".theTracebackBeginsWhereItWasThrown");
        assertThat((int) frame.get("line")).isPositive();
    }

    @Test
    void whatIsNotKnownIsNull() {
        RuntimeException bare = new RuntimeException();
        bare.setStackTrace(new StackTraceElement[] { new StackTraceElement("A", "b", null, -1) });

        Map<String, Object> error = ErrorDescription.of(bare);

        assertThat(error).containsEntry("message", null).containsEntry("cause", null);
        assertThat(traceback(error)).singleElement().satisfies(
                frame -> assertThat(frame).containsEntry("filename", null).containsEntry("function", "A.b"));
    }

    @Test
    void anExceptionWithoutAStackTraceHasAnEmptyTraceback() {
        RuntimeException bare = new RuntimeException("x");
        bare.setStackTrace(new StackTraceElement[0]);

        assertThat((List<?>) ErrorDescription.of(bare).get("traceback")).isEmpty();
    }

    @Test
    void exceptionsThatAreCausesOfEachOtherComeToAnEnd() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("two", one));

        assertThat(depth(ErrorDescription.of(one))).isEqualTo(11);
    }

    @Test
    void aLongChainOfCausesIsCut() {
        RuntimeException chain = new RuntimeException("last");
        for (int i = 0; i < 1_000; i++) {
            chain = new RuntimeException("outer", chain);
        }

        assertThat(depth(ErrorDescription.of(chain))).isEqualTo(11);
    }

    private static int depth(Map<String, Object> error) {
        int depth = 0;
        for (Map<String, Object> next = error; next != null; next = cause(next)) {
            depth++;
        }
        return depth;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> traceback(Map<String, Object> error) {
        return (List<Map<String, Object>>) error.get("traceback");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cause(Map<String, Object> error) {
        return (Map<String, Object>) error.get("cause");
    }
}
