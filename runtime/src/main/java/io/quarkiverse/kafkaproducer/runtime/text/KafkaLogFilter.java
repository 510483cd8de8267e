package io.quarkiverse.kafkaproducer.runtime.text;

import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Hides secrets in what Kafka's client logs itself: it quotes exceptions of plug-ins, and URLs that it is configured with. It
 * lets every record pass, and shows those of Kafka to a listener.
 */
public final class KafkaLogFilter implements Filter {

    private static final String KAFKA = "org.apache.kafka";

    private static volatile Consumer<LogRecord> listener = record -> {
    };

    /** The filter that the handler had before; may be null. */
    private final Filter next;

    KafkaLogFilter(Filter next) {
        this.next = next;
    }

    /**
     * Puts one into all handlers that records of Kafka come to.
     *
     * @param listens is shown each of them, on the thread that logs it, once for each handler
     */
    public static void install(Consumer<LogRecord> listens) {
        listener = listens;
        for (Logger logger = Logger.getLogger(KAFKA); logger != null; logger = logger.getParent()) {
            install(logger.getHandlers());
        }
    }

    private static void install(Handler[] handlers) {
        for (Handler handler : handlers) {
            if (!(handler.getFilter() instanceof KafkaLogFilter)) {
                handler.setFilter(new KafkaLogFilter(handler.getFilter()));
            }
            if (handler instanceof ExtHandler outer) {
                install(outer.getHandlers());
            }
        }
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (next != null && !next.isLoggable(record)) {
            return false;
        }
        String logger = record.getLoggerName();
        if (logger != null && logger.startsWith(KAFKA)) {
            clean(record);
            listener.accept(record);
        }
        return true;
    }

    private static void clean(LogRecord record) {
        if (record instanceof ExtLogRecord line) {
            String text = line.getFormattedMessage();
            String shown = KnownSecrets.hide(text);
            if (text != null && !text.equals(shown)) {
                line.setMessage(shown, FormatStyle.NO_FORMAT);
            }
        }
        record.setThrown(KnownSecrets.hide(record.getThrown()));
    }
}
